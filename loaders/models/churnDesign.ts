import { churnFeatures } from "../../lib/core/features/churnFeatures.js";
import { predictBoostedTrees } from "../../lib/core/models/boostedTrees.js";
import type { BoostedTrees } from "../../lib/core/models/boostedTreesDocument.js";
import { topShareCutOff } from "../../lib/core/validation/cutOffs.js";
import type { DatahubConfig } from "../config.js";
import { trainChurn } from "./churn.js";
import { fitSurrogate } from "./surrogate.js";
import type { ModelDesign } from "./modelDesign.js";

/** The share of the clients that a campaign can reach, by which the model is judged. */
const contactedShare = 0.1;

/** The churn model: every month again, for every active client. */
export function churnDesign(config: DatahubConfig): ModelDesign<BoostedTrees> {
  const { seed } = config.models;
  return {
    name: "churn",
    title: "Churn model",
    purpose:
      "The probability that an active client closes all accounts, or falls silent for 90 days, beginning within 3 months.",
    intendedUse:
      "For choosing whom to contact to keep them, ranked with their value to the bank. Not for prices, limits or any decision against a client.",
    source: {
      features: "ftr_churn",
      labels: "lbl_churn",
      label: "is_churned",
      keys: ["snapshot_date", "client_id"],
    },
    features: churnFeatures,
    train: (panel) => trainChurn(panel, churnFeatures, { seed }),
    predict: predictBoostedTrees,
    cutOff: (probabilities) => topShareCutOff(probabilities, contactedShare),
    selects: "above",
    crossCheck: () => [],
    surrogate: (model, { table, labels }) => fitSurrogate(model, table, churnFeatures, { labels, seed }),
  };
}
