import * as Plot from "@observablehq/plot";
import type { DuckDBConnection } from "@duckdb/node-api";
import { oneRow } from "../../../../lib/warehouse/sql.js";
import { labelStyle, xAxis, yAxis, zeroLine } from "../axes.js";
import type { Chapter, Figures, SimulatedBank } from "../chapter.js";
import { columnWidth, type Panel } from "../picture.js";
import { kept, number, percent } from "../say.js";
import { type BinShare, sharesByBin } from "../shares.js";

/** What the bank knew at each snapshot, from rows up to that day. */
const featureTable = `
  CREATE OR REPLACE TEMP TABLE features AS
  WITH net AS (
    SELECT client_id, posted_date, sum(amount) AS net FROM marts.fct_transactions JOIN marts.dim_accounts USING (account_id, client_id)
    WHERE account_type = 'checking' GROUP BY ALL
  ), running AS (
    SELECT client_id, posted_date, sum(net) OVER (PARTITION BY client_id ORDER BY posted_date) AS balance,
      coalesce(lead(posted_date) OVER (PARTITION BY client_id ORDER BY posted_date), DATE '9999-01-01') AS until
    FROM net
  ), overdrawn AS (
    SELECT s.client_id, s.snapshot_date, sum(date_diff('day', greatest(r.posted_date, s.snapshot_date - 89), least(r.until, s.snapshot_date + 1))) AS days
    FROM snapshots AS s JOIN running AS r ON r.client_id = s.client_id AND r.balance < 0 AND r.posted_date <= s.snapshot_date AND r.until > s.snapshot_date - 89
    GROUP BY ALL
  ), happened AS (
    SELECT s.client_id, s.snapshot_date,
      count(*) FILTER (e.event_type = 'late_payment') AS late_payments,
      count(*) FILTER (e.event_type = 'complaint' AND e.event_date > s.snapshot_date - 90) AS complaints,
      sum(CASE WHEN e.event_type = 'login' AND e.event_date > s.snapshot_date - 90 THEN coalesce(try_cast(regexp_extract(e.detail, '^[0-9]+') AS INTEGER), 1) END) AS logins
    FROM snapshots AS s JOIN marts.fct_events AS e ON e.client_id = s.client_id AND e.event_date <= s.snapshot_date AND e.event_date > s.snapshot_date - 183
    GROUP BY ALL
  ), returned AS (
    SELECT s.client_id, s.snapshot_date, count(*) AS returned
    FROM snapshots AS s JOIN movements AS m ON m.client_id = s.client_id AND m.category = 'returned_debit' AND m.posted_date <= s.snapshot_date AND m.posted_date > s.snapshot_date - 90
    GROUP BY ALL
  ), incomes AS (
    SELECT client_id, last_day(posted_date) AS month_end, max(posted_date) AS latest, sum(amount) AS amount
    FROM movements WHERE category IN ('salary', 'pension', 'family', 'invoices', 'benefits') AND amount > 0 GROUP BY ALL
  ), wealth AS (
    SELECT client_id, last_day(month_date) AS month_end, sum(closing_amount) AS amount
    FROM marts.fct_account_months WHERE account_type IN ('checking', 'savings') GROUP BY ALL
  ), grid AS (
    SELECT w.client_id, w.month_end, w.amount AS money, i.amount AS income,
      max(i.latest) OVER (PARTITION BY w.client_id ORDER BY w.month_end) AS latest_income,
      avg(coalesce(i.amount, 0)) OVER (PARTITION BY w.client_id ORDER BY w.month_end ROWS 5 PRECEDING) AS mean_income,
      lag(w.amount, 3) OVER (PARTITION BY w.client_id ORDER BY w.month_end) AS money_3,
      lag(w.amount, 6) OVER (PARTITION BY w.client_id ORDER BY w.month_end) AS money_6
    FROM wealth AS w LEFT JOIN incomes AS i ON i.client_id = w.client_id AND i.month_end = w.month_end
  )
  SELECT s.*, coalesce(o.days, 0) AS overdrawn_days, coalesce(h.late_payments, 0) AS late_payments, coalesce(h.complaints, 0) AS complaints,
    coalesce(h.logins, 0) AS logins, coalesce(r.returned, 0) AS returned,
    date_diff('day', g.latest_income, s.snapshot_date) AS days_without_income,
    CASE WHEN g.mean_income > 100 THEN (g.money - g.money_6) / g.mean_income END AS trend,
    CASE WHEN g.money_3 > 100 THEN g.money / g.money_3 END AS kept_share
  FROM snapshots AS s
  LEFT JOIN overdrawn AS o USING (client_id, snapshot_date) LEFT JOIN happened AS h USING (client_id, snapshot_date)
  LEFT JOIN returned AS r USING (client_id, snapshot_date)
  LEFT JOIN grid AS g ON g.client_id = s.client_id AND g.month_end = s.snapshot_date`;

interface Relation {
  readonly id: string;
  readonly heading: string;
  readonly measure: string;
  readonly label: string;
  /** Bounds below which a value falls into a bin, in order, with the name of each bin; one more name than bounds. Null: deciles. */
  readonly bins: { readonly below: readonly number[]; readonly names: readonly string[] } | null;
}

const ofDefault: readonly Relation[] = [
  {
    id: "late_payments",
    heading: "Late instalments and card bills in 6 months",
    measure: "late_payments",
    label: "Late payments",
    bins: { below: [1, 2, 3], names: ["0", "1", "2", "3+"] },
  },
  {
    id: "overdrawn_days",
    heading: "Days overdrawn in 90",
    measure: "overdrawn_days",
    label: "Days with the checking account below zero",
    bins: { below: [1, 8, 22, 46, 76], names: ["0", "1–7", "8–21", "22–45", "46–75", "76+"] },
  },
  {
    id: "returned",
    heading: "Direct debits returned in 90 days",
    measure: "returned",
    label: "Returned direct debits",
    bins: { below: [1, 2, 3], names: ["0", "1", "2", "3+"] },
  },
  {
    id: "trend",
    heading: "Change of deposits in 6 months",
    measure: "trend",
    label: "Tenth of the snapshots, and the mean change in months of income",
    bins: null,
  },
];

const ofChurn: readonly Relation[] = [
  {
    id: "logins",
    heading: "Logins in 90 days",
    measure: "logins",
    label: "Logins",
    bins: { below: [1, 6, 16, 41, 101], names: ["0", "1–5", "6–15", "16–40", "41–100", "101+"] },
  },
  {
    id: "days_without_income",
    heading: "Days since the last income",
    measure: "days_without_income",
    label: "Days",
    bins: { below: [16, 32, 46, 63, 93], names: ["≤ 15", "16–31", "32–45", "46–62", "63–92", "93+"] },
  },
  {
    id: "kept_share",
    heading: "Deposits against three months before",
    measure: "kept_share",
    label: "Deposits now / then",
    bins: {
      below: [0.1, 0.25, 0.5, 0.8, 1.2],
      names: ["< 0.1", "to 0.25", "to 0.5", "to 0.8", "to 1.2", "more"],
    },
  },
  {
    id: "complaints",
    heading: "Complaints in 90 days",
    measure: "complaints",
    label: "Complaints",
    bins: { below: [1], names: ["0", "1+"] },
  },
];

/** How the outcomes depend on what a bank sees. */
export async function relations({ connection, source }: SimulatedBank): Promise<Chapter> {
  await connection.run(featureTable);
  const toDefault = await related(connection, ofDefault, "defaulted");
  const toChurn = await related(connection, ofChurn, "churned");
  return {
    figures: { default: toDefault.figures, churn: toChurn.figures },
    pictures: {
      "default-by-feature": {
        title: `Of ${number(toDefault.n)} borrower snapshots ${percent(toDefault.share)} end in default within a year: ${percent(toDefault.edge("late_payments", 0))} without a late payment, ${percent(toDefault.edge("late_payments", -1), 0)} after three or more`,
        about:
          "Share of snapshots in default within 12 months, %, with a 95 % interval by client; dashed: all snapshots. Known the day before: nothing of the outcome is in the measure",
        source,
        panels: pairs(toDefault.panels),
      },
      "churn-by-feature": {
        title: `Of ${number(toChurn.n)} client snapshots ${percent(toChurn.share)} end with the client gone within three months: ${percent(toChurn.edge("days_without_income", 1))} with income in the last month, ${percent(toChurn.edge("days_without_income", 4), 0)} two months after the last`,
        about:
          "Share of snapshots with the client gone within 3 months, %, with a 95 % interval by client; dashed: all snapshots",
        source,
        panels: pairs(toChurn.panels),
      },
    },
  };
}

async function related(connection: DuckDBConnection, wanted: readonly Relation[], outcome: string) {
  const base = await oneRow<{ n: number; share: number }>(
    connection,
    `SELECT count(*) AS n, avg(CAST(${outcome} AS INTEGER)) AS share FROM snapshots WHERE ${outcome} IS NOT NULL`,
  );
  const found = new Map<string, readonly BinShare[]>();
  const panels: Panel[] = [];
  const figures: Record<string, Figures> = {};
  for (const { id, heading, measure, label, bins } of wanted) {
    const bin = bins
      ? `CASE ${bins.below.map((bound, at) => `WHEN ${measure} < ${bound} THEN ${at}`).join(" ")} ELSE ${bins.below.length} END`
      : `ntile(10) OVER (ORDER BY ${measure}, client_id, snapshot_date) - 1`;
    const shares = await sharesByBin(
      connection,
      `SELECT ${bin} AS bin, ${measure} AS measure, client_id, ${outcome} AS outcome FROM features WHERE ${outcome} IS NOT NULL AND ${measure} IS NOT NULL`,
    );
    found.set(id, shares);
    const nameOf = ({ bin: at, middle }: BinShare): string => bins?.names[at] ?? number(middle, 1);
    figures[id] = Object.fromEntries(
      shares.map((each) => [
        `bin_${each.bin}`,
        { bin: nameOf(each), n: each.n, positives: each.positives, share: kept(each.share) },
      ]),
    );
    panels.push(
      panel(
        heading,
        label,
        shares.map((each) => ({ ...each, name: bins ? nameOf(each) : `${each.bin + 1}\n${nameOf(each)}` })),
        base.share,
      ),
    );
  }
  return {
    n: base.n,
    share: base.share,
    panels,
    figures: { n: base.n, share: kept(base.share), ...figures },
    edge: (id: string, at: number): number => found.get(id)?.at(at)?.share ?? 0,
  };
}

function panel(
  heading: string,
  label: string,
  shares: readonly (BinShare & { readonly name: string })[],
  base: number,
): Panel {
  const top = Math.max(...shares.map(({ share, half }) => share + half));
  return {
    heading,
    plot: {
      width: columnWidth(2),
      height: 200,
      marginLeft: 44,
      marginRight: 4,
      marginTop: 24,
      marginBottom: shares.some(({ name }) => name.includes("\n")) ? 50 : 38,
      x: { type: "band", domain: shares.map(({ bin }) => bin), padding: 0.25 },
      y: { domain: [0, top * 1.08] },
      marks: [
        ...yAxis({
          label: "Share, %",
          ticks: 4,
          format: (value: number) => number(value * 100, top < 0.05 ? 1 : 0),
        }),
        xAxis({ label, format: (bin: number) => shares.find((each) => each.bin === bin)?.name ?? "" }),
        Plot.barY(shares, { x: "bin", y: "share", fill: "var(--series)" }),
        Plot.ruleX(shares, {
          x: "bin",
          y1: ({ share, half }: BinShare) => Math.max(0, share - half),
          y2: ({ share, half }: BinShare) => share + half,
          stroke: "var(--paper)",
          strokeWidth: 4,
        }),
        Plot.ruleX(shares, {
          x: "bin",
          y1: ({ share, half }: BinShare) => Math.max(0, share - half),
          y2: ({ share, half }: BinShare) => share + half,
          stroke: "var(--compare)",
          strokeWidth: 2,
        }),
        Plot.ruleY([base], { stroke: "var(--warn-mark)", strokeDasharray: "4 3" }),
        Plot.text(shares, {
          x: "bin",
          y: ({ share, half }: BinShare) => share + half,
          text: ({ share }: BinShare) => number(share * 100, share < 0.1 ? 1 : 0),
          dy: -7,
          ...labelStyle,
        }),
        zeroLine(),
      ],
    },
  };
}

const pairs = (panels: readonly Panel[]): Panel[][] =>
  Array.from({ length: Math.ceil(panels.length / 2) }, (_, row) => panels.slice(row * 2, row * 2 + 2));
