import type { Model, ModelDocument } from "../../../lib/core/models/modelDocument.js";

/** A model document with as little around the model as there can be. */
export function documentOf(model: Model): ModelDocument {
  return {
    ...{
      schema: 1,
      document: "datahub-model",
      name: "drawn",
      type: model.type,
      title: "Drawn",
      asOf: "2026-01-31",
    },
    ...{ purpose: "A test.", intendedUse: "Tests only.", model, seed: 1, metrics: null },
    features: model.features.map(({ name, kind }) => ({
      ...{ name, title: name, about: `About ${name}.` },
      unit: kind === "numeric" ? "count" : null,
    })),
    training: { from: "2025-01-31", to: "2025-12-31", snapshots: 12, rows: 100, positives: null },
    hashes: { data: "0a", code: "0b", config: "0c" },
  };
}
