import type { DuckDBConnection } from "@duckdb/node-api";
import type { Feature } from "../../lib/core/features/feature.js";
import { defaultFeatures } from "../../lib/core/features/defaultFeatures.js";
import { defaultGrantFeatures } from "../../lib/core/features/defaultGrantFeatures.js";
import { predictScorecard, type Scorecard } from "../../lib/core/models/scorecard.js";
import type { Panel } from "../../lib/core/panel.js";
import { profitCutOff } from "../../lib/core/validation/cutOffs.js";
import { oneRow } from "../../lib/warehouse/sql.js";
import type { DatahubConfig } from "../config.js";
import { crossCheckScorecard } from "./crossCheckScorecard.js";
import { demandPassed } from "./crossChecks.js";
import { trainDefault } from "./default.js";
import type { ModelDesign } from "./modelDesign.js";
import type { PanelSource } from "./panels.js";
import type { Trained } from "./trained.js";

/** Every month again, for who has a loan: default within 12 months. */
const monthly: PanelSource = {
  features: "ftr_default",
  labels: "lbl_default",
  label: "is_default",
  keys: ["snapshot_date", "client_id"],
};

/** Once, on the day a loan is granted, for a bank that only knows how each loan ended. */
const once: PanelSource = {
  features: "ftr_default_grant",
  labels: "lbl_default_grant",
  label: "is_default",
  keys: ["loan_id"],
};

function shared(config: DatahubConfig) {
  return {
    name: "default" as const,
    predict: predictScorecard,
    selects: "below" as const,
    cutOff: (probabilities: Float64Array) =>
      profitCutOff(probabilities, {
        margin: new Float64Array(probabilities.length).fill(config.kpi.loanMargin),
        exposure: new Float64Array(probabilities.length).fill(1),
        lgd: config.models.default.lossGivenDefault,
      }),
    surrogate: () => null,
    crossCheck: (panel: Panel, { model }: Trained<Scorecard>) =>
      demandPassed([crossCheckScorecard(model, panel.table, panel.labels, { seed: config.models.seed })]),
  };
}

/** How a scorecard is fitted to a bank's configuration. */
function trainer(config: DatahubConfig, features: readonly Feature[]) {
  const { pointsToDouble, basePoints, baseOdds } = config.models.default;
  const options = { seed: config.models.seed, scale: { pointsToDouble, basePoints, baseOdds } };
  return (panel: Panel): Trained<Scorecard> => trainDefault(panel, features, options);
}

/** The design for a bank that knows on which day a loan went bad. */
export const behavioural = (config: DatahubConfig): ModelDesign<Scorecard> => ({
  ...shared(config),
  title: "Default scorecard, behavioural",
  purpose:
    "The probability that a client who is paying back a loan comes to be 90 days past due, or is written off, within 12 months.",
  intendedUse:
    "For watching the loan book, for limits and provisions, and for offers to clients the bank knows. Not for granting credit to somebody new, of whom there is no behaviour yet, and never as the only ground of a decision against a client.",
  source: monthly,
  features: defaultFeatures,
  train: trainer(config, defaultFeatures),
});

/** The design for a bank that knows only how each loan ended. */
export const atGrant = (config: DatahubConfig): ModelDesign<Scorecard> => ({
  ...shared(config),
  title: "Default scorecard, at grant",
  purpose:
    "The probability that a loan ends unpaid or in arrears, from what the bank knew on the day it was granted.",
  intendedUse:
    "For deciding on applications of clients who have had an account for some months. Fitted on loans that were granted: of those that were refused nothing is known. Never the only ground of a decision against a client.",
  source: once,
  features: defaultGrantFeatures,
  train: trainer(config, defaultGrantFeatures),
});

/**
 * The default model that the bank's data allow: behavioural where some loan's day of default is known, at grant where
 * only outcomes are.
 *
 * @returns null where no loan went bad, or none was delivered
 */
export async function chooseDefaultDesign(
  connection: DuckDBConnection,
  config: DatahubConfig,
): Promise<ModelDesign<Scorecard> | null> {
  for (const design of [behavioural(config), atGrant(config)]) {
    const { labels, label } = design.source;
    const { n } = await oneRow<{ n: number }>(
      connection,
      `SELECT count(*) AS n FROM features.${labels} WHERE ${label}`,
    );
    if (n > 0) return design;
  }
  return null;
}
