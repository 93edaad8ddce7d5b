import { churnFeatures } from "../../lib/core/features/churnFeatures.js";
import type { BoostedTrees } from "../../lib/core/models/boostedTreesDocument.js";
import type { DatahubConfig } from "../config.js";
import { churnDesign } from "./churnDesign.js";
import { reasonsOfChurn } from "./churnReasons.js";
import type { ClientScores } from "./scoreClients.js";

/** How clients are scored for churn: its probability, and what adds to it. */
export function churnScores(config: DatahubConfig): ClientScores<BoostedTrees> {
  const { source, features } = churnDesign(config);
  return {
    table: "scr_churn",
    source,
    features,
    columns: { probability: { sql: "probability", type: "DOUBLE" } },
    reasons: (model, table) => reasonsOfChurn(model, table, churnFeatures),
  };
}
