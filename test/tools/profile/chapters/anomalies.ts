import * as Plot from "@observablehq/plot";
import { anomalyKinds, lookalikeKinds } from "../../../../lib/simulate/anomalies/kinds.js";
import { oneRow, rows } from "../../../../lib/warehouse/sql.js";
import { labelStyle, xAxis } from "../axes.js";
import type { Chapter, SimulatedBank } from "../chapter.js";
import { columnWidth } from "../picture.js";
import { kept, number, percent, tick } from "../say.js";

interface KindRow {
  readonly kind: string;
  readonly episodes: number;
  readonly anomalous: number;
  readonly others: number;
  readonly low: number | null;
  readonly median: number | null;
  readonly high: number | null;
}

const inWords = (kind: string): string => kind.replaceAll("_", " ");

/** What is labelled, by kind, and how large it is beside everything else. */
export async function anomalies({ connection, source }: SimulatedBank): Promise<Chapter> {
  const found = await rows<KindRow>(
    connection,
    `WITH marked AS (SELECT l.*, t.size, (kind IN (${anomalyKinds.map(({ name }) => `'${name}'`).join(", ")})) AS is_bad FROM labels AS l LEFT JOIN movements AS t USING (transaction_id))
     SELECT kind, count(DISTINCT client_id || '-' || episode) AS episodes, count(*) FILTER (is_anomaly) AS anomalous, count(*) FILTER (NOT is_anomaly) AS others,
       CAST(quantile_cont(size, 0.1) FILTER (is_anomaly = is_bad) AS DOUBLE) AS low,
       CAST(median(size) FILTER (is_anomaly = is_bad) AS DOUBLE) AS median,
       CAST(quantile_cont(size, 0.9) FILTER (is_anomaly = is_bad) AS DOUBLE) AS high
     FROM marked GROUP BY kind`,
  );
  const usual = await oneRow<Record<"n" | "low" | "median" | "high", number>>(
    connection,
    `SELECT count(*) AS n, CAST(quantile_cont(size, 0.1) AS DOUBLE) AS low, CAST(median(size) AS DOUBLE) AS median, CAST(quantile_cont(size, 0.9) AS DOUBLE) AS high
     FROM movements WHERE is_client_initiated`,
  );
  const { movements } = await oneRow<{ movements: number }>(
    connection,
    "SELECT count(*) AS movements FROM marts.fct_transactions",
  );
  const nobody = (kind: string): KindRow => ({
    kind,
    episodes: 0,
    anomalous: 0,
    others: 0,
    low: null,
    median: null,
    high: null,
  });
  const kinds = [...anomalyKinds, ...lookalikeKinds].map(({ name }) => {
    const row = found.find(({ kind }) => kind === name) ?? nobody(name);
    return { ...row, isBad: anomalyKinds.some((kind) => kind.name === name), label: inWords(name) };
  });
  const bad = kinds.filter(({ isBad }) => isBad);
  const anomalous = bad.reduce((sum, row) => sum + row.anomalous, 0);
  const alike = kinds.filter(({ isBad }) => !isBad).reduce((sum, row) => sum + row.others, 0);
  const domain = kinds.map(({ label }) => label);
  const color = ({ isBad }: { isBad: boolean }): string => (isBad ? "var(--bad)" : "var(--series)");
  const counted = kinds.map((row) => ({ ...row, n: row.isBad ? row.anomalous : row.others }));
  const largest = Math.max(...counted.map(({ n }) => n));
  const sized = kinds.filter(({ median }) => median !== null);
  return {
    figures: {
      movements,
      anomalous,
      anomalous_share: kept(anomalous / movements),
      alike,
      alike_share: kept(alike / movements),
      follow_ups: bad.reduce((sum, row) => sum + row.others, 0),
      episodes: bad.reduce((sum, row) => sum + row.episodes, 0),
      usual_median: kept(usual.median),
      usual_low: kept(usual.low),
      usual_high: kept(usual.high),
      kinds: Object.fromEntries(
        kinds.map(({ kind, episodes, anomalous: n, others, median }) => [
          kind,
          { episodes, anomalous: n, others, median: kept(median ?? 0) },
        ]),
      ),
    },
    pictures: {
      anomalies: {
        title: `${number(anomalous)} movements, ${percent(anomalous / movements, 2)} of all, are anomalies; ${number(alike)} look like one and are in order`,
        about: `Left: movements by kind, the anomalous (red) and the look-alikes (blue-grey). Right: their amounts, from the 10th to the 90th percentile with the median; the band is that of all ${number(usual.n)} movements that clients make of their own accord`,
        source,
        panels: [
          [
            {
              heading: "Movements",
              plot: {
                width: columnWidth(2),
                height: 430,
                marginLeft: 124,
                marginRight: 44,
                marginTop: 8,
                marginBottom: 38,
                x: { domain: [0, largest], axis: null },
                y: { type: "band", domain, padding: 0.25 },
                marks: [
                  Plot.axisY({ fill: "var(--ink)", tickSize: 0, label: null }),
                  Plot.barX(counted, { y: "label", x: "n", fill: color }),
                  Plot.text(counted, {
                    y: "label",
                    x: "n",
                    text: ({ n }: { n: number }) => number(n),
                    textAnchor: "start",
                    dx: 5,
                    fill: "var(--ink-2)",
                  }),
                  Plot.ruleX([0], { stroke: "var(--ink)" }),
                ],
              },
            },
            {
              heading: "Amounts",
              plot: {
                width: columnWidth(2),
                height: 430,
                marginLeft: 8,
                marginRight: 16,
                marginTop: 8,
                marginBottom: 38,
                x: { type: "log", domain: [0.5, 100_000] },
                y: { type: "band", domain, padding: 0.25, axis: null },
                marks: [
                  Plot.rect([usual], { x1: "low", x2: "high", fill: "var(--paper-wash)" }),
                  Plot.gridX([1, 10, 100, 1000, 10_000, 100_000], {
                    stroke: "var(--rule-2)",
                    strokeOpacity: 0.6,
                  }),
                  xAxis({
                    label: "Amount in euro, logarithmic",
                    ticks: [1, 10, 100, 1000, 10_000, 100_000] as never,
                    format: tick,
                  }),
                  Plot.ruleY(sized, { y: "label", x1: "low", x2: "high", stroke: color, strokeWidth: 3 }),
                  Plot.dot(sized, {
                    y: "label",
                    x: "median",
                    r: 4.5,
                    fill: color,
                    stroke: "var(--paper)",
                    strokeWidth: 1.5,
                  }),
                  Plot.text([usual], {
                    x: "high",
                    frameAnchor: "bottom",
                    lineAnchor: "bottom",
                    textAnchor: "end",
                    text: () => "all movements",
                    dy: -2,
                    dx: -4,
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
