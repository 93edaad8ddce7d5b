/** What a number counts; a page writes it with its unit. */
export type Unit = "amount" | "days" | "hours" | "months" | "count" | "ratio" | "score";

interface Described {
  /** Column of the panel and key of the attribute record. */
  readonly name: string;
  /** A few words, as an axis or a table's first column has them: "Days below zero, 90 days". */
  readonly title: string;
  /** One sentence: what is counted, and over which time. */
  readonly about: string;
}

/** A number that a model may use. */
export interface NumericFeature extends Described {
  readonly kind: "numeric";
  readonly unit: Unit;
  /** Which way the outcome must run with the number, where the field knows; left out: as the data says. */
  readonly outcome?: "rises" | "falls";
  /** Why it speaks for the outcome, in words for the client: "balance was below zero on 21 of the last 90 days". */
  readonly reason: (value: number) => string;
}

/** A word that a model may use. */
export interface CategoryFeature extends Described {
  readonly kind: "category";
  readonly reason: (value: string) => string;
}

export type Feature = NumericFeature | CategoryFeature;

/** Attributes that no model may use, nor anything that stands for them: part of a feature's name. */
const denied = ["gender", "age", "birth", "name", "nationality", "country_of", "region", "postcode"];

/**
 * The features of a model, checked.
 *
 * @param features in the order of the vector
 * @returns the same list
 * @throws RangeError if a name comes twice, or has a word of `denied` in it
 */
export function defineFeatures(features: readonly Feature[]): readonly Feature[] {
  const names = new Set<string>();
  for (const { name } of features) {
    if (names.has(name)) throw new RangeError(`Feature ${name} is defined twice.`);
    names.add(name);
    const word = denied.find((each) => `_${name}_`.includes(`_${each}_`));
    if (word !== undefined) throw new RangeError(`Feature ${name}: no model may use ${word}.`);
  }
  return features;
}
