import * as Plot from "@observablehq/plot";
import { rows } from "../../../../lib/warehouse/sql.js";
import { xAxis, yAxis, zeroLine } from "../axes.js";
import type { Chapter, SimulatedBank } from "../chapter.js";
import { innerWidth } from "../picture.js";
import { kept, number, percent } from "../say.js";

const kinds = [
  { id: "salary", label: "salaries", color: "var(--series)" },
  { id: "pension", label: "pensions", color: "var(--warn-mark)" },
  { id: "other", label: "allowances, family, invoices, benefits", color: "var(--compare)" },
] as const;

/** When income comes in, and how the money on the accounts follows it. */
export async function income({ connection, source }: SimulatedBank): Promise<Chapter> {
  const days = await rows<{ day: number; kind: string; share: number }>(
    connection,
    `WITH days AS (
       SELECT dayofmonth(posted_date) AS day, CASE WHEN category IN ('salary', 'pension') THEN category ELSE 'other' END AS kind, CAST(sum(amount) AS DOUBLE) AS amount
       FROM movements WHERE category IN ('salary', 'pension', 'allowance', 'family', 'invoices', 'benefits') AND amount > 0 GROUP BY ALL
     ) SELECT day, kind, amount / sum(amount) OVER () AS share FROM days ORDER BY ALL`,
  );
  const balances = await rows<{ day: number; level: number }>(
    connection,
    `WITH net AS (
       SELECT posted_date, CAST(sum(amount) AS DOUBLE) AS net FROM marts.fct_transactions JOIN marts.dim_accounts USING (account_id)
       WHERE account_type = 'checking' GROUP BY 1
     ), running AS (
       SELECT d.date_day, sum(coalesce(net, 0)) OVER (ORDER BY d.date_day) AS balance FROM marts.dim_time AS d LEFT JOIN net ON net.posted_date = d.date_day
     ), months AS (
       SELECT *, balance / avg(balance) OVER (PARTITION BY date_trunc('month', date_day)) AS level FROM running
       WHERE date_day BETWEEN (SELECT min(posted_date) FROM movements) AND (SELECT max(posted_date) FROM movements)
     ) SELECT dayofmonth(date_day) AS day, avg(level) AS level FROM months GROUP BY 1 ORDER BY 1`,
  );
  const share = (from: number, to: number, kind?: string): number =>
    days
      .filter(({ day, ...row }) => day >= from && day <= to && (kind === undefined || row.kind === kind))
      .reduce((sum, row) => sum + row.share, 0);
  const late = share(21, 31, "salary") / share(1, 31, "salary");
  const early = share(1, 10, "salary") / share(1, 31, "salary");
  const total = share(1, 31);
  const low = balances.reduce((least, row) => (row.level < least.level ? row : least));
  const high = balances.reduce((most, row) => (row.level > most.level ? row : most));
  const place = (id: string): number => kinds.findIndex((kind) => kind.id === id);
  return {
    figures: {
      salaries_late: kept(late),
      salaries_early: kept(early),
      salary_share: kept(share(1, 31, "salary") / total),
      pension_share: kept(share(1, 31, "pension") / total),
      lowest_day: low.day,
      lowest: kept(low.level),
      highest_day: high.day,
      highest: kept(high.level),
    },
    pictures: {
      income: {
        title: `${percent(late, 0)} of the salaries come from the 21st on, ${percent(early, 0)} by the 10th; checking accounts are fullest on day ${high.day}, emptiest on day ${low.day}`,
        about:
          "Above: share of all income by day of the month, %, stacked by kind. Below: money on all checking accounts on that day against its month's mean",
        source,
        panels: [
          [
            {
              plot: {
                width: innerWidth,
                height: 220,
                marginLeft: 40,
                marginRight: 4,
                marginTop: 24,
                marginBottom: 38,
                x: { type: "band", domain: Array.from({ length: 31 }, (_, at) => at + 1), padding: 0.15 },
                marks: [
                  ...yAxis({
                    label: "Share of income, %",
                    ticks: 4,
                    format: (value: number) => number(value * 100),
                  }),
                  xAxis({ label: "Day of the month", ticks: [1, 5, 10, 15, 20, 25, 31] as never }),
                  Plot.barY(
                    days,
                    Plot.stackY({
                      x: "day",
                      y: "share",
                      order: (row: { kind: string }) => place(row.kind),
                      fill: ({ kind }: { kind: string }) => kinds[place(kind)]?.color ?? "",
                    }),
                  ),
                  zeroLine(),
                  ...kinds.map(({ label, color }, at) =>
                    Plot.text([label], {
                      x: () => 12,
                      frameAnchor: "top",
                      textAnchor: "start",
                      dy: at * 16 + 2,
                      text: (words: string) => `■ ${words}`,
                      fill: color,
                      fontWeight: 600,
                    }),
                  ),
                ],
              },
            },
          ],
          [
            {
              plot: {
                width: innerWidth,
                height: 140,
                marginLeft: 40,
                marginRight: 4,
                marginTop: 24,
                marginBottom: 38,
                x: { type: "band", domain: Array.from({ length: 31 }, (_, at) => at + 1), padding: 0.15 },
                y: { domain: [Math.min(0.8, low.level - 0.03), Math.max(1.2, high.level + 0.03)] },
                marks: [
                  ...yAxis({
                    label: "Money on checking accounts, month's mean = 100",
                    ticks: 4,
                    format: (value: number) => number(value * 100),
                  }),
                  xAxis({ label: "Day of the month", ticks: [1, 5, 10, 15, 20, 25, 31] as never }),
                  Plot.ruleY([1], { stroke: "var(--compare)", strokeDasharray: "3 3" }),
                  Plot.line(balances, { x: "day", y: "level", stroke: "var(--series)", strokeWidth: 2 }),
                ],
              },
            },
          ],
        ],
      },
    },
  };
}
