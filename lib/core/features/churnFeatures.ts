import { activityFeatures } from "./churnActivity.js";
import { bondFeatures } from "./churnBonds.js";
import { moneyFeatures } from "./churnMoney.js";
import { defineFeatures } from "./feature.js";

/**
 * What the churn model sees of a client: columns of features.ftr_churn. `outcome` says which way leaving must run with
 * the number, so that no reason contradicts what everybody knows; a missing value is apart from it.
 */
export const churnFeatures = defineFeatures([...activityFeatures, ...moneyFeatures, ...bondFeatures]);
