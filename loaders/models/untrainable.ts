import type { Panel } from "../../lib/core/panel.js";

/** A model is not fitted, for a reason that a page can state; the build goes on without it. */
export class UntrainableError extends Error {
  override readonly name = "UntrainableError";
  /** Whole sentences: which model, what is missing, what to do. */
  readonly reason: string;

  constructor({ reason }: { readonly reason: string }) {
    super(reason);
    this.reason = reason;
  }
}

/** Positives, and negatives, in training below which a model would be made of chance. */
const leastOfEachClass = 50;

/**
 * Refuses to fit a model to labels that cannot carry it.
 *
 * @param model its name
 * @param labels of the training rows
 * @throws UntrainableError if they are of one class, or fewer than 50 are of the rarer one
 */
export function checkTrainable(model: string, labels: Panel["labels"]): void {
  let positives = 0;
  for (const label of labels) positives += label;
  const rarer = Math.min(positives, labels.length - positives);
  if (labels.length === 0) {
    throw new UntrainableError({
      reason: `The ${model} model is not fitted: no row has a known outcome yet. Deliver data whose outcome period is over.`,
    });
  }
  if (rarer === 0) {
    throw new UntrainableError({
      reason:
        `The ${model} model is not fitted: the outcome is ${positives > 0 ? "positive" : "negative"} in all ` +
        `${labels.length.toLocaleString("en")} training rows. Deliver a longer past that holds both outcomes.`,
    });
  }
  if (rarer < leastOfEachClass) {
    throw new UntrainableError({
      reason:
        `The ${model} model is not fitted: ${rarer} of ${labels.length.toLocaleString("en")} training rows have the rarer outcome, and ` +
        `${leastOfEachClass} are needed. Deliver a longer past, or more clients.`,
    });
  }
}
