import type { Feature } from "../../lib/core/features/feature.js";
import type { Estimate } from "../../lib/core/metrics/estimate.js";
import type { DocumentFeature, Model, ModelDocument } from "../../lib/core/models/modelDocument.js";
import type { ValidationReport } from "../../lib/core/validation/report.js";

/** The features that a model uses, as its document describes them. */
export function describeFeatures(features: readonly Feature[], model: Model): DocumentFeature[] {
  const used = new Set(model.features.map((feature) => feature.name));
  return features
    .filter((feature) => used.has(feature.name))
    .map((feature) => ({
      name: feature.name,
      title: feature.title,
      about: feature.about,
      unit: feature.kind === "numeric" ? feature.unit : null,
    }));
}

/** The out-of-time figures that a document carries. */
export function headlineFigures({ samples }: ValidationReport): NonNullable<ModelDocument["metrics"]> {
  const outOfTime = samples.find(({ sample }) => sample === "outOfTime");
  if (!outOfTime) throw new Error("a validation has an out-of-time sample");
  const { sample, from, to, rows, positives, figures, intervals } = outOfTime;
  const named: Record<string, Estimate> = {};
  for (const [figure, value] of Object.entries(figures) as [keyof typeof figures, number | null][]) {
    if (value === null) continue;
    const interval = intervals?.[figure as keyof typeof intervals] ?? null;
    named[figure] = { value, low: interval?.low ?? null, high: interval?.high ?? null };
  }
  return { sample, from, to, rows, positives, figures: named };
}
