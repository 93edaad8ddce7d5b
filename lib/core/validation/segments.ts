import { auc } from "../metrics/auc.js";
import { estimate } from "../metrics/estimate.js";
import { bootstrapByClient, type BootstrapOptions } from "./bootstrap.js";
import { RankedSample } from "./rankedSample.js";
import type { SegmentReport } from "./report.js";
import { countPositives, mean, takeScored, type Scored } from "./scored.js";
import { shareEstimate } from "./shares.js";

/** Rows below which a group is not judged: what chance does there looks like the model's doing. */
export const leastRows = 30;

/** Rows of either class below which an AUC of a group is all chance. */
const leastOfEachClass = 10;

/**
 * The model within parts of the clients.
 *
 * @param scored n rows
 * @param attribute what tells the parts apart
 * @param groupOf n texts
 * @param options of the intervals
 * @returns one for each part, the largest first
 */
export function segmentReports(
  scored: Scored,
  attribute: string,
  groupOf: readonly string[],
  options: BootstrapOptions,
): SegmentReport[] {
  const rowsOf = new Map<string, number[]>();
  groupOf.forEach((group, row) => {
    const rows = rowsOf.get(group);
    if (rows) rows.push(row);
    else rowsOf.set(group, [row]);
  });
  const clients = scored.clients.codes;
  return [...rowsOf]
    .sort(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1))
    .map(([group, rows]) =>
      segmentReport(attribute, group, takeScored(Int32Array.from(rows), { ...scored, clients }), options),
    );
}

function segmentReport(
  attribute: string,
  group: string,
  scored: Scored,
  options: BootstrapOptions,
): SegmentReport {
  const { probabilities, labels, clients } = scored;
  const rows = labels.length;
  if (rows < leastRows) {
    return { attribute, group, rows, positives: null, auc: null, predicted: null, observed: null };
  }
  const positives = countPositives(labels);
  const hasBoth = Math.min(positives, rows - positives) >= leastOfEachClass;
  const ranked = hasBoth ? new RankedSample(scored) : null;
  const [ofClient, hits] = [new Float64Array(clients.count), new Float64Array(clients.count)];
  clients.codes.forEach((code, row) => {
    ofClient[code]!++;
    hits[code]! += labels[row]!;
  });
  const intervals = bootstrapByClient(clients.count, options, (weights) => {
    let [drawn, found] = [0, 0];
    for (let client = 0; client < clients.count; client++) {
      drawn += weights[client]! * ofClient[client]!;
      found += weights[client]! * hits[client]!;
    }
    return { auc: ranked === null ? Number.NaN : ranked.auc(weights), observed: found / drawn };
  });
  return {
    attribute,
    group,
    rows,
    positives,
    auc: hasBoth ? estimate(auc(probabilities, labels), intervals.auc) : null,
    predicted: mean(probabilities),
    observed: shareEstimate(positives, rows, intervals.observed),
  };
}
