import type { Scorecard, ScorecardBin } from "../../../../lib/core/models/scorecard.js";

const bin = (woe: number, points: number): ScorecardBin => ({ rows: 10, bads: 2, woe, points });
const factor = 20 / Math.LN2;
const term = { coefficient: 1, standardError: 0.1, pValue: 0.001, informationValue: 0.2 };
const base = (600 + factor * (2 - Math.log(50))) / 2;

/** A scorecard written by hand: an intercept of 2, a number and a text. */
export const handCard: Scorecard = {
  schema: 1,
  type: "scorecard",
  intercept: 2,
  scale: { pointsToDouble: 20, basePoints: 600, baseOdds: 50 },
  features: [
    {
      ...term,
      name: "balance",
      kind: "numeric",
      cuts: [0, 100],
      bins: [-1, 0, 0.5].map((woe) => bin(woe, base + factor * woe)),
      missing: bin(-0.2, base - factor * 0.2),
    },
    {
      ...term,
      name: "purpose",
      kind: "category",
      groups: [["car", "tv"], ["boat"]],
      bins: [0.3, -0.6].map((woe) => bin(woe, base + factor * woe)),
      missing: bin(0.9, base + factor * 0.9),
      unseen: bin(0, base),
    },
  ],
  fit: { rows: 30, bads: 6, ridge: 0, prior: 0, logLikelihood: -10, leftOut: [], notes: [] },
};
