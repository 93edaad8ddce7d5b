import * as Plot from "@observablehq/plot";
import { oneRow } from "../../../../lib/warehouse/sql.js";
import { labelStyle, xAxis, yAxis } from "../axes.js";
import type { Chapter, SimulatedBank } from "../chapter.js";
import { columnWidth, type Panel } from "../picture.js";
import { kept, number } from "../say.js";
import { type BinShare, sharesByBin } from "../shares.js";

const bounds = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.9];
const outcomes = [
  {
    id: "default",
    label: "Default within 12 months",
    probability: "default_probability",
    outcome: "defaulted",
  },
  { id: "churn", label: "Gone within 3 months", probability: "churn_probability", outcome: "churned" },
] as const;

/** Whether what should happen happens as often as stated, and what the best model could know. */
export async function calibration({ connection, source, ceiling }: SimulatedBank): Promise<Chapter> {
  const figures: Record<string, Record<string, number>> = {};
  const panels: Panel[] = [];
  for (const { id, label, probability, outcome } of outcomes) {
    const from = `snapshots WHERE ${outcome} IS NOT NULL`;
    const bin = `CASE ${bounds.map((bound, at) => `WHEN ${probability} < ${bound} THEN ${at}`).join(" ")} ELSE ${bounds.length} END`;
    const shares = await sharesByBin(
      connection,
      `SELECT ${bin} AS bin, ${probability} AS measure, client_id, ${outcome} AS outcome FROM ${from}`,
    );
    const all = await oneRow<{
      n: number;
      positives: number;
      mean: number;
      clients: number;
      top: number;
      certain: number;
      cases: number;
    }>(
      connection,
      `WITH ranked AS (
         SELECT *, row_number() OVER (ORDER BY ${probability} DESC, client_id, snapshot_date) AS place FROM ${from}
       )
       SELECT count(*) AS n, sum(CAST(${outcome} AS INTEGER)) AS positives, CAST(avg(${probability}) AS DOUBLE) AS mean,
         count(DISTINCT client_id) AS clients, count(DISTINCT CASE WHEN ${outcome} THEN client_id END) AS cases,
         sum(CASE WHEN place <= (SELECT count(*) FROM ranked) / 10 AND ${outcome} THEN 1 ELSE 0 END) * 1.0 / sum(CAST(${outcome} AS INTEGER)) AS top,
         sum(CASE WHEN ${probability} = 1 THEN 1 ELSE 0 END) AS certain
       FROM ranked`,
    );
    figures[id] = {
      n: all.n,
      clients: all.clients,
      positives: all.positives,
      mean_probability: kept(all.mean),
      share: kept(all.positives / all.n),
      auc: ceiling[id].auc,
      stated: ceiling[id].statedRate,
      reached: ceiling[id].reachedRate,
      top_decile: kept(all.top),
      certain: all.certain,
      cases: all.cases,
    };
    panels.push(
      panel(
        `${label}: n = ${number(all.n)}, ${number(all.positives)} came true`,
        shares.filter(({ n }) => n >= 30),
      ),
    );
  }
  return {
    figures,
    pictures: {
      calibration: {
        title: `What should happen happens as often as stated; the best possible model ranks with an AUC of ${number(ceiling.default.auc, 3)} (default) and ${number(ceiling.churn.auc, 3)} (churn)`,
        about:
          "Snapshots by their true probability: its mean, and the share that came true with a 95 % interval by client and their number beside it; both axes logarithmic, on the dashed line both are equal",
        source,
        panels: [panels],
      },
    },
  };
}

/** Where the number of a point stands: beside it, away from the edges. */
const places = [
  { from: 0, below: 0.0005, dx: 8, dy: -6, anchor: "start" },
  { from: 0.0005, below: 0.95, dx: 8, dy: 10, anchor: "start" },
  { from: 0.95, below: 2, dx: -8, dy: 0, anchor: "end" },
] as const;

function panel(heading: string, shares: readonly BinShare[]): Panel {
  const least = 0.0002;
  const drawn = shares.filter(({ share }) => share >= least);
  const ticks = [0.001, 0.01, 0.1, 1];
  const percentTick = (value: number): string => number(value * 100, value < 0.01 ? 1 : 0);
  return {
    heading,
    plot: {
      width: columnWidth(2),
      height: 320,
      marginLeft: 44,
      marginRight: 16,
      marginTop: 24,
      marginBottom: 38,
      x: { type: "log", domain: [least, 1] },
      y: { type: "log", domain: [least, 1] },
      marks: [
        ...yAxis({ label: "Came true, %", ticks: ticks as never, format: percentTick }),
        xAxis({ label: "True probability, %", ticks: ticks as never, format: percentTick }),
        Plot.line([least, 1], {
          x: (value: number) => value,
          y: (value: number) => value,
          stroke: "var(--warn-mark)",
          strokeDasharray: "4 3",
          strokeWidth: 1.5,
        }),
        Plot.ruleX(drawn, {
          x: "middle",
          y1: ({ share, half }: BinShare) => Math.max(least, share - half),
          y2: ({ share, half }: BinShare) => Math.min(1, share + half),
          stroke: "var(--series)",
          strokeWidth: 1.5,
        }),
        Plot.dot(drawn, { x: "middle", y: "share", r: 4, fill: "var(--series)" }),
        ...places.map(({ from, below, dx, dy, anchor }) =>
          Plot.text(
            drawn.filter(({ share }) => share >= from && share < below),
            {
              x: "middle",
              y: "share",
              text: ({ n }: BinShare) => number(n),
              textAnchor: anchor,
              dx,
              dy,
              ...labelStyle,
              fill: "var(--ink-3)",
              fontSize: 10,
            },
          ),
        ),
      ],
    },
  };
}
