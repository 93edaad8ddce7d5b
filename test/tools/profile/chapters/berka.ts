import * as Plot from "@observablehq/plot";
import type { DuckDBConnection } from "@duckdb/node-api";
import { oneRow, rows } from "../../../../lib/warehouse/sql.js";
import { xAxis, yAxis, zeroLine } from "../axes.js";
import type { Chapter, Figures, SimulatedBank } from "../chapter.js";
import { columnWidth, innerWidth, type Panel } from "../picture.js";
import { kept, number, percent, tick } from "../say.js";
import { digitPanel, firstDigits } from "./digits.js";

/** Months of an account between its first and its last one, which are whole, and its movements in them. */
const monthTable = `
  CREATE OR REPLACE TEMP TABLE account_months AS
  WITH span AS (
    SELECT t.account_id, date_trunc('month', min(posted_date)) AS first_month, date_trunc('month', max(posted_date)) AS last_month
    FROM marts.fct_transactions AS t GROUP BY 1
  )
  SELECT m.account_id, m.month_date, m.movement_count, m.closing_amount
  FROM marts.fct_account_months AS m JOIN span AS s ON s.account_id = m.account_id AND m.month_date > s.first_month AND m.month_date < s.last_month
  WHERE m.account_type = 'checking'`;

/** The same movements of both banks: those of checking accounts. */
const movementTable = `
  CREATE OR REPLACE TEMP TABLE compared AS
  SELECT t.transaction_type, t.amount, abs(t.amount) AS size FROM marts.fct_transactions AS t JOIN marts.dim_accounts AS a USING (account_id)
  WHERE a.account_type = 'checking' AND t.category IS DISTINCT FROM 'opening_balance' AND t.amount <> 0`;

const shared = [
  { type: "cash_withdrawal", label: "cash withdrawals" },
  { type: "cash_deposit", label: "cash deposits" },
  { type: "standing_order", label: "standing orders" },
  { type: "transfer_in", label: "transfers in" },
  { type: "card_purchase", label: "card purchases" },
  { type: "interest", label: "interest" },
  { type: "fee", label: "fees" },
] as const;

interface Side {
  readonly n: number;
  readonly accounts: number;
  readonly accountMonths: number;
  readonly median: number;
  readonly sizes: readonly { readonly from: number; readonly to: number; readonly share: number }[];
  readonly busy: readonly { readonly count: number; readonly share: number }[];
  readonly balances: readonly { readonly rank: number; readonly level: number }[];
  readonly figures: Figures;
}

/** The simulated bank beside the Berka bank, in shapes: what is in crowns or euro is divided by its median. */
export async function besideBerka(simulated: SimulatedBank, berka: DuckDBConnection): Promise<Chapter> {
  const ours = await sideOf(simulated.connection);
  const theirs = await sideOf(berka);
  const ourDigits = await firstDigits(simulated.connection, "compared WHERE true");
  const theirDigits = await firstDigits(berka, "compared WHERE true");
  const both = [
    { side: ours, name: "simulated", color: "var(--series)", text: "var(--series)" },
    { side: theirs, name: "Berka", color: "var(--warn-mark)", text: "var(--warn)" },
  ] as const;
  const source = `${simulated.source}; Berka bank, PKDD'99 Discovery Challenge, movements of ${number(theirs.accounts)} accounts before their loan, 1995 to 1998`;
  const each = <Row extends object>(
    pick: (side: Side) => readonly Row[],
  ): (Row & { name: string; color: string })[] =>
    both.flatMap(({ side, name, color }) => pick(side).map((row) => ({ ...row, name, color })));
  const most = 40;
  const legend = (x: number): Plot.Markish[] =>
    both.map(({ name, text }, at) =>
      Plot.text([name], {
        frameAnchor: "top-right",
        dx: x,
        dy: at * 16,
        text: (words: string) => words,
        fill: text,
        fontWeight: 600,
        ...{ stroke: "var(--paper)", strokeWidth: 4 },
      }),
    );
  const amountPanel: Panel = {
    plot: {
      width: innerWidth,
      height: 260,
      marginLeft: 44,
      marginRight: 12,
      marginTop: 24,
      marginBottom: 38,
      x: { type: "log", domain: [0.01, 100] },
      marks: [
        ...yAxis({
          label: "Share of movements, %",
          ticks: 4,
          format: (value: number) => number(value * 100),
        }),
        xAxis({
          label: "Amount as a multiple of the bank's median, logarithmic",
          ticks: [0.01, 0.1, 1, 10, 100] as never,
          format: (value: number) => `${value < 1 ? String(value) : tick(value)}×`,
        }),
        Plot.ruleX([1], { stroke: "var(--rule-2)" }),
        Plot.line(
          each(({ sizes }) => sizes.filter(({ from, to }) => from >= 0.0099 && to <= 101)),
          {
            x: "from",
            y: "share",
            z: "name",
            stroke: ({ color }: { color: string }) => color,
            strokeWidth: 2,
            curve: "step-after",
          },
        ),
        ...legend(-8),
        zeroLine(),
      ],
    },
  };
  const busyPanel: Panel = {
    plot: {
      width: innerWidth,
      height: 240,
      marginLeft: 44,
      marginRight: 12,
      marginTop: 24,
      marginBottom: 38,
      x: { domain: [0, most + 1] },
      marks: [
        ...yAxis({
          label: "Share of account months, %",
          ticks: 4,
          format: (value: number) => number(value * 100),
        }),
        xAxis({
          label: `Movements in the month (${most} stands for ${most} and more)`,
          ticks: [0, 5, 10, 15, 20, 25, 30, 35, 40] as never,
        }),
        Plot.line(
          each(({ busy }) => busy),
          {
            x: "count",
            y: "share",
            z: "name",
            stroke: ({ color }: { color: string }) => color,
            strokeWidth: 2,
            curve: "step-after",
          },
        ),
        ...legend(-8),
        zeroLine(),
      ],
    },
  };
  const balancePanel: Panel = {
    plot: {
      width: innerWidth,
      height: 260,
      marginLeft: 44,
      marginRight: 90,
      marginTop: 24,
      marginBottom: 38,
      x: { domain: [0, 1] },
      marks: [
        ...yAxis({
          label: "Balance as a multiple of the bank's median",
          ticks: 5,
          format: (value: number) => `${number(value)}×`,
        }),
        xAxis({
          label: "Share of account months with a lower balance, %",
          ticks: [0, 0.25, 0.5, 0.75, 1] as never,
          format: (value: number) => number(value * 100),
        }),
        Plot.ruleY([0], { stroke: "var(--ink)" }),
        Plot.line(
          each(({ balances }) => balances),
          {
            x: "rank",
            y: "level",
            z: "name",
            stroke: ({ color }: { color: string }) => color,
            strokeWidth: 2,
          },
        ),
        ...both.map(({ side, name, text }) =>
          Plot.text([side.balances.at(-1)], {
            x: "rank",
            y: "level",
            text: () => name,
            textAnchor: "start",
            dx: 8,
            fill: text,
            fontWeight: 600,
            stroke: "var(--paper)",
            strokeWidth: 4,
          }),
        ),
      ],
    },
  };
  const width = columnWidth(2);
  return {
    figures: {
      simulated: { ...ours.figures, digits: kept(ourDigits.deviation) },
      berka: { ...theirs.figures, digits: kept(theirDigits.deviation) },
    },
    pictures: {
      "berka-amounts": {
        title: `Nine in ten movements are below ${number(Number(ours.figures.p90))} times the median here, and below ${number(Number(theirs.figures.p90))} times the median in the Berka bank`,
        about: `Share of the movements of checking accounts by size, each bank divided by its own median (€ ${number(ours.median, 2)}; CZK ${number(theirs.median)}), in tenths of a factor of ten`,
        source,
        panels: [[amountPanel]],
      },
      "berka-movements": {
        title: `An account has ${number(Number(ours.figures.movements_median))} movements in a usual month here, ${number(Number(theirs.figures.movements_median))} in the Berka bank of the 1990s`,
        about: `Movements of a checking account in a whole month between its first and its last one; ${number(ours.accountMonths)} account months here, ${number(theirs.accountMonths)} there`,
        source,
        panels: [[busyPanel]],
      },
      "berka-balance": {
        title: `Month-end balances: the tenth with most holds ${number(Number(ours.figures.balance_p90), 1)} times the median here, ${number(Number(theirs.figures.balance_p90), 1)} times in the Berka bank; ${percent(Number(ours.figures.overdrawn))} and ${percent(Number(theirs.figures.overdrawn))} are below zero`,
        about:
          "Balances of checking accounts at the end of a month, from the lowest to the highest (1st to 98th percentile), each bank divided by its own median",
        source,
        panels: [[balancePanel]],
      },
      "berka-digits": {
        title: `First digits are ${number(ourDigits.deviation * 100, 1)} points from Benford's law here and ${number(theirDigits.deviation * 100, 1)} in the Berka bank`,
        about:
          "Share of the movements of checking accounts by the first digit of the amount, %; the ochre tick is Benford's law",
        source,
        panels: [
          [
            digitPanel(`Simulated, n = ${number(ourDigits.n)}`, ourDigits.shares, width),
            digitPanel(`Berka, n = ${number(theirDigits.n)}`, theirDigits.shares, width),
          ],
        ],
      },
    },
  };
}

async function sideOf(connection: DuckDBConnection): Promise<Side> {
  await connection.run(monthTable);
  await connection.run(movementTable);
  const all = await oneRow<Record<"n" | "median" | "p90" | "p99" | "round", number>>(
    connection,
    `SELECT count(*) AS n, CAST(median(size) AS DOUBLE) AS median, CAST(quantile_cont(size, 0.9) AS DOUBLE) AS p90, CAST(quantile_cont(size, 0.99) AS DOUBLE) AS p99,
       avg(CASE WHEN size % 100 = 0 THEN 1.0 ELSE 0 END) AS round FROM compared`,
  );
  const months = await oneRow<
    Record<
      "n" | "accounts" | "median" | "mean" | "p90" | "balance" | "balance_p10" | "balance_p90" | "overdrawn",
      number
    >
  >(
    connection,
    `SELECT count(*) AS n, count(DISTINCT account_id) AS accounts, CAST(median(movement_count) AS DOUBLE) AS median, avg(movement_count) AS mean,
       CAST(quantile_cont(movement_count, 0.9) AS DOUBLE) AS p90, CAST(median(closing_amount) AS DOUBLE) AS balance,
       CAST(quantile_cont(closing_amount, 0.1) AS DOUBLE) AS balance_p10, CAST(quantile_cont(closing_amount, 0.9) AS DOUBLE) AS balance_p90,
       avg(CASE WHEN closing_amount < 0 THEN 1.0 ELSE 0 END) AS overdrawn FROM account_months`,
  );
  const sizes = await rows<{ bin: number; share: number }>(
    connection,
    `SELECT CAST(floor(log10(size / ${all.median}) * 10 + 1e-9) AS INTEGER) AS bin, count(*) * 1.0 / ${all.n} AS share FROM compared GROUP BY 1 ORDER BY 1`,
  );
  const busy = await rows<{ count: number; share: number }>(
    connection,
    `WITH counts AS (SELECT least(movement_count, 40) AS "count", count(*) AS n FROM account_months GROUP BY 1)
     SELECT r.c AS "count", coalesce(n, 0) * 1.0 / ${months.n} AS share FROM range(0, 42) AS r(c) LEFT JOIN counts ON counts."count" = r.c ORDER BY 1`,
  );
  const ranks = Array.from({ length: 98 }, (_, at) => (at + 1) / 100);
  const [{ levels } = { levels: [] }] = await rows<{ levels: { items: number[] } | number[] }>(
    connection,
    `SELECT list_transform(quantile_cont(CAST(closing_amount AS DOUBLE), [${ranks.join(", ")}]), x -> x) AS levels FROM account_months`,
  );
  const list = Array.isArray(levels) ? levels : levels.items;
  const types = await rows<
    Record<"transaction_type", string> & Record<"n" | "median" | "p90" | "p99", number>
  >(
    connection,
    `SELECT transaction_type, count(*) AS n, CAST(median(size) AS DOUBLE) AS median, CAST(quantile_cont(size, 0.9) AS DOUBLE) AS p90, CAST(quantile_cont(size, 0.99) AS DOUBLE) AS p99 FROM compared GROUP BY 1`,
  );
  return {
    n: all.n,
    accounts: months.accounts,
    accountMonths: months.n,
    median: all.median,
    sizes: sizes.map(({ bin, share }) => ({ from: 10 ** (bin / 10), to: 10 ** ((bin + 1) / 10), share })),
    busy,
    balances: ranks.map((rank, at) => ({ rank, level: (list[at] ?? 0) / months.balance })),
    figures: {
      n: all.n,
      accounts: months.accounts,
      account_months: months.n,
      median: kept(all.median),
      p90: kept(all.p90 / all.median),
      p99: kept(all.p99 / all.median),
      round: kept(all.round),
      movements_median: months.median,
      movements_mean: kept(months.mean),
      movements_p90: months.p90,
      balance_median: kept(months.balance),
      balance_p10: kept(months.balance_p10 / months.balance),
      balance_p90: kept(months.balance_p90 / months.balance),
      overdrawn: kept(months.overdrawn),
      types: Object.fromEntries(
        shared.map(({ type }) => {
          const row = types.find(({ transaction_type }) => transaction_type === type);
          const ratio = (value: number | undefined): number =>
            row && value !== undefined ? kept(value / row.median) : 0;
          return [
            type,
            {
              share: kept((row?.n ?? 0) / all.n),
              median: kept(row?.median ?? 0),
              p90: ratio(row?.p90),
              p99: ratio(row?.p99),
            },
          ];
        }),
      ),
    },
  };
}
