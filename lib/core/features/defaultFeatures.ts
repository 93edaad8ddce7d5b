import { behaviourFeatures } from "./defaultBehaviour.js";
import { defineFeatures } from "./feature.js";
import { loanFeatures } from "./defaultLoans.js";

/**
 * What the behavioural default model may use: columns of features.ftr_default.
 *
 * Left in the table and out of the model: what hardly changes while a loan runs (income, tenure, principal, products).
 * A few hundred defaults are a few hundred values of these, seen at a dozen month ends each, and bins cut through them
 * are bins of persons. And of one thing counted over several windows, those that say the same.
 */
export const defaultFeatures = defineFeatures([...loanFeatures, ...behaviourFeatures]);
