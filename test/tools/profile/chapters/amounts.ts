import * as Plot from "@observablehq/plot";
import { oneRow, rows } from "../../../../lib/warehouse/sql.js";
import { labelStyle, xAxis, yAxis } from "../axes.js";
import type { Chapter, SimulatedBank } from "../chapter.js";
import { normalTail } from "../normalTail.js";
import { innerWidth } from "../picture.js";
import { euro, kept, number, tick } from "../say.js";

/** Movements of a kind that have a scale of their own; moves between a client's own accounts are left out. */
const groups = [
  { id: "card", label: "Card purchases", where: "transaction_type = 'card_purchase'" },
  { id: "cash", label: "Cash withdrawals", where: "transaction_type = 'cash_withdrawal'" },
  {
    id: "bills",
    label: "Bills by direct debit",
    where: "transaction_type = 'direct_debit' AND category <> 'own_account'",
  },
  {
    id: "people",
    label: "Transfers to people",
    where: "transaction_type = 'transfer_out' AND category IN ('person', 'household')",
  },
  { id: "rent", label: "Rent", where: "category = 'rent'" },
  { id: "income", label: "Salaries and pensions", where: "transaction_type = 'salary'" },
] as const;

/** Bins in a factor of ten. */
const binsPerDecade = 10;

interface Bin {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

interface Spread {
  readonly n: number;
  readonly median: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly largest: number;
}

/** How large movements are, and how far the largest lie from the usual. */
export async function amounts({ connection, source }: SimulatedBank): Promise<Chapter> {
  const figures: Record<string, Record<keyof Spread, number>> = {};
  const bins: Bin[] = [];
  for (const { id, label, where } of groups) {
    const from = `FROM movements WHERE ${where}`;
    const spread = await oneRow<Spread>(
      connection,
      `SELECT count(*) AS n, CAST(median(size) AS DOUBLE) AS median, CAST(quantile_cont(size, 0.9) AS DOUBLE) AS p90,
         CAST(quantile_cont(size, 0.99) AS DOUBLE) AS p99, CAST(quantile_cont(size, 0.999) AS DOUBLE) AS p999, CAST(max(size) AS DOUBLE) AS largest ${from}`,
    );
    figures[id] = Object.fromEntries(
      Object.entries(spread).map(([name, value]) => [name, kept(Number(value))]),
    ) as Record<keyof Spread, number>;
    const counted = await rows<{ bin: number; n: number }>(
      connection,
      `SELECT CAST(floor(log10(size) * ${binsPerDecade} + 1e-9) AS INTEGER) AS bin, count(*) AS n ${from} GROUP BY 1 ORDER BY 1`,
    );
    const edge = (bin: number): number => 10 ** (bin / binsPerDecade);
    bins.push(
      ...counted.map(({ bin, n }) => ({ label, from: edge(bin), to: edge(bin + 1), share: n / spread.n })),
    );
  }
  const middles = groups.map(({ id, label }) => ({
    label,
    median: figures[id]?.median ?? 0,
    top: figures[id]?.p999 ?? 0,
  }));
  const tail = await cardTail(connection);
  const [card] = [figures.card];
  return {
    figures: { ...figures, tail: tail.figures },
    pictures: {
      amounts: {
        title: `From ${euro(card?.median ?? 0)} at the till to ${euro(figures.income?.median ?? 0)} on payday: each kind of movement has its own scale`,
        about: `Share of the movements of a kind by size, in bins of a tenth of a factor of ten; the blue mark is the median. Moves between own accounts left out.`,
        source,
        panels: [
          [
            {
              plot: {
                width: innerWidth,
                height: 380,
                marginLeft: 132,
                marginRight: 12,
                marginTop: 4,
                marginBottom: 38,
                x: { type: "log", domain: [1, 30_000] },
                y: { axis: null, domain: [0, Math.max(...bins.map(({ share }) => share))] },
                fy: { domain: groups.map(({ label }) => label), axis: null, padding: 0.12 },
                marks: [
                  Plot.axisFy({ fill: "var(--ink)", anchor: "left", tickSize: 0, label: null, dx: -8 }),
                  Plot.gridX([1, 10, 100, 1000, 10_000], { stroke: "var(--rule)", strokeOpacity: 1 }),
                  xAxis({
                    label: "Amount in euro, logarithmic",
                    ticks: [1, 10, 100, 1000, 10_000],
                    format: tick,
                  }),
                  Plot.rect(
                    bins.filter(({ from }) => from >= 0.99 && from < 29_000),
                    {
                      x1: "from",
                      x2: "to",
                      y1: 0,
                      y2: "share",
                      fy: "label",
                      fill: "var(--series)",
                      insetLeft: 0.5,
                      insetRight: 0.5,
                    },
                  ),
                  Plot.ruleY([0], { stroke: "var(--rule-2)" }),
                  Plot.ruleX(middles, { x: "median", fy: "label", stroke: "var(--accent)", strokeWidth: 2 }),
                  Plot.text(middles, {
                    fy: "label",
                    frameAnchor: "right",
                    textAnchor: "end",
                    text: ({ median }: { median: number }) => `median ${euro(median)}`,
                    ...labelStyle,
                    fill: "var(--accent)",
                    fontWeight: 600,
                  }),
                ],
              },
            },
          ],
        ],
      },
      tail: {
        title: `One card purchase in 1,000 is above ${euro(card?.p999 ?? 0)}, ${number((card?.p999 ?? 0) / (card?.median ?? 1))} times the median: the tail is a power, not a bell`,
        about: `Share of card purchases of at least an amount, both axes logarithmic; n = ${number(card?.n ?? 0)}. Dashed: a log-normal law with the same quartiles.`,
        source,
        panels: [
          [
            {
              plot: {
                width: innerWidth,
                height: 300,
                marginLeft: 60,
                marginRight: 120,
                marginTop: 24,
                marginBottom: 38,
                x: { type: "log", domain: [10, 10_000] },
                y: { type: "log", domain: [1e-6, 1] },
                marks: [
                  ...yAxis({
                    label: "Share at least as large",
                    ticks: [1, 0.1, 0.01, 0.001, 1e-4, 1e-5, 1e-6] as never,
                    format: (value: number) =>
                      `${number(value * 100, Math.max(0, -Math.round(Math.log10(value)) - 2))} %`,
                  }),
                  xAxis({
                    label: "Amount in euro, logarithmic",
                    ticks: [10, 100, 1000, 10_000],
                    format: tick,
                  }),
                  Plot.line(
                    tail.points.filter(({ expected }) => expected >= 1e-6),
                    {
                      x: "amount",
                      y: "expected",
                      stroke: "var(--compare)",
                      strokeWidth: 1.5,
                      strokeDasharray: "4 3",
                    },
                  ),
                  Plot.line(
                    tail.points.filter(({ share }) => share > 0),
                    { x: "amount", y: "share", stroke: "var(--series)", strokeWidth: 2 },
                  ),
                  Plot.text([tail.points.findLast(({ share }) => share > 1e-5)], {
                    x: "amount",
                    y: "share",
                    text: () => "card purchases",
                    textAnchor: "start",
                    dx: 8,
                    ...labelStyle,
                    fill: "var(--series)",
                    fontWeight: 600,
                  }),
                  Plot.text([tail.points.findLast(({ expected }) => expected > 1e-5)], {
                    x: "amount",
                    y: "expected",
                    text: () => "log-normal law",
                    textAnchor: "end",
                    dx: -10,
                    ...labelStyle,
                    fill: "var(--ink-3)",
                  }),
                ],
              },
            },
          ],
        ],
      },
    },
  };
}

async function cardTail(connection: SimulatedBank["connection"]): Promise<{
  readonly points: readonly { readonly amount: number; readonly share: number; readonly expected: number }[];
  readonly figures: Record<string, number>;
}> {
  const from = "FROM movements WHERE transaction_type = 'card_purchase'";
  const { n, low, high } = await oneRow<Record<"n" | "low" | "high", number>>(
    connection,
    `SELECT count(*) AS n, CAST(quantile_cont(size, 0.25) AS DOUBLE) AS low, CAST(quantile_cont(size, 0.75) AS DOUBLE) AS high ${from}`,
  );
  // Quartiles of a bell lie 0.6745 deviations from its middle.
  const middle = (Math.log(low) + Math.log(high)) / 2;
  const deviation = (Math.log(high) - Math.log(low)) / 2 / 0.6744898;
  const counted = await rows<{ step: number; above: number }>(
    connection,
    `SELECT step, (SELECT count(*) ${from} AND size >= pow(10, step / 20.0)) AS above FROM range(20, 81) AS s(step) ORDER BY step`,
  );
  const points = counted.map(({ step, above }) => {
    const amount = 10 ** (step / 20);
    return { amount, share: above / n, expected: normalTail((Math.log(amount) - middle) / deviation) };
  });
  const at1000 = points.find(({ amount }) => Math.abs(amount - 1000) < 1e-6);
  return {
    points,
    figures: { share_1000: kept(at1000?.share ?? 0), lognormal_1000: kept(at1000?.expected ?? 0) },
  };
}
