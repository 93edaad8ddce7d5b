import type { CutOff } from "./report.js";

/**
 * The cut-off that maximises profit: granted where (1 − PD) × margin − PD × LGD × EAD summed over all that are granted
 * is largest. It is one probability for all, as a bank's credit policy has it.
 *
 * @param probabilities n PDs, of rows that the model was not fitted on but not of the test either
 * @param economics for each row what a paid credit earns and what is at stake, and the share of it that a default costs
 * @returns the least PD that is refused; above 1 if none is
 * @throws RangeError if lengths differ
 */
export function profitCutOff(
  probabilities: Float64Array,
  economics: { readonly margin: Float64Array; readonly exposure: Float64Array; readonly lgd: number },
): CutOff {
  const { margin, exposure, lgd } = economics;
  if (margin.length !== probabilities.length || exposure.length !== probabilities.length) {
    throw new RangeError("Margin and exposure need one number for each probability.");
  }
  const order = Uint32Array.from(probabilities.keys()).sort((a, b) => probabilities[a]! - probabilities[b]!);
  let [profit, best] = [0, 0];
  let probability = probabilities[order[0] ?? -1] ?? 1;
  order.forEach((row, rank) => {
    const pd = probabilities[row]!;
    profit += (1 - pd) * margin[row]! - pd * lgd * exposure[row]!;
    const next = probabilities[order[rank + 1] ?? -1] ?? aboveAll;
    // Equal PDs are granted or refused together.
    if (next === pd || profit <= best) return;
    best = profit;
    probability = next;
  });
  return { name: "maximises profit", probability };
}

/** No probability is refused by this one. */
const aboveAll = 1 + Number.EPSILON;

/**
 * The cut-off at which as many rows are flagged as there are positives.
 *
 * @param probabilities n of rows that the model was not fitted on
 * @param labels n values, 1 = it happened
 */
export function prevalenceCutOff(probabilities: Float64Array, labels: Uint8Array): CutOff {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  return { name: "flags as many as there are", probability: nthLargest(probabilities, positives) };
}

/**
 * The cut-off above which a share of the rows lies.
 *
 * @param probabilities at least one
 * @param share in (0, 1], such as the tenth that a campaign can contact
 */
export function topShareCutOff(probabilities: Float64Array, share: number): CutOff {
  const percent = `${Number((share * 100).toPrecision(3))} %`;
  return {
    name: `top ${percent}`,
    probability: nthLargest(probabilities, Math.round(share * probabilities.length)),
  };
}

function nthLargest(values: Float64Array, n: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.max(0, sorted.length - Math.max(1, n))]!;
}
