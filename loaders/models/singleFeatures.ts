import { auc } from "../../lib/core/metrics/auc.js";
import type { FeatureColumn } from "../../lib/core/models/table.js";
import type { Panel } from "../../lib/core/panel.js";
import { BuildError } from "../errors.js";

/** A feature that ranks better than this on its own has seen the outcome. */
const suspiciousAuc = 0.98;

/** Chance that the feature alone, run whichever way is better, ranks a positive above a negative; missing ones apart. */
function bestAuc(column: FeatureColumn, labels: Uint8Array): number {
  const scores = scoresOf(column, labels);
  const area = auc(scores, labels);
  return Math.max(area, 1 - area);
}

/** A text is worth the share of positives among its rows; a missing number lies below all others. */
function scoresOf(column: FeatureColumn, labels: Uint8Array): Float64Array {
  if (column.kind === "numeric") {
    return column.values.map((value) => (Number.isNaN(value) ? -Number.MAX_VALUE : value));
  }
  const count = new Float64Array(column.categories.length + 1);
  const positives = new Float64Array(column.categories.length + 1);
  column.codes.forEach((code, row) => {
    count[code + 1]! += 1;
    positives[code + 1]! += labels[row]!;
  });
  return Float64Array.from(column.codes, (code) => positives[code + 1]! / count[code + 1]!);
}

/**
 * Demands that no feature tells the outcome on its own.
 *
 * @throws BuildError leaking_feature naming the feature and its AUC
 */
export function checkSingleFeatures({ table, labels }: Panel, model: string): void {
  for (const column of table.columns) {
    const area = bestAuc(column, labels);
    if (area <= suspiciousAuc) continue;
    throw new BuildError(
      "leaking_feature",
      `${model}: ${column.name} alone ranks with an AUC of ${area.toFixed(4)}, above ${suspiciousAuc}, so it must know the outcome`,
    );
  }
}
