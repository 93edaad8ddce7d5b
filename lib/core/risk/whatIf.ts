import { defaultFeatures } from "../features/defaultFeatures.js";
import { defaultGrantFeatures } from "../features/defaultGrantFeatures.js";
import type { Feature } from "../features/feature.js";
import { featureTable, type Attribute } from "../features/featureTable.js";
import { reasonWords } from "../features/reasonWords.js";
import { pdOfBins, pointsOfBins, rowBinner, type Scorecard } from "../models/scorecard.js";
import { reasonFinder } from "../models/scorecardReasons.js";
import { bandOfPd, type Band } from "./bands.js";

/** What the model reads of a client, by feature. */
export type Inputs = Readonly<Record<string, Attribute>>;

/** A reason with its words. */
export interface WordedReason {
  readonly feature: string;
  /** Points below the best bin of the feature. */
  readonly lost: number;
  readonly words: string;
}

export interface WhatIfScore {
  readonly points: number;
  readonly pd: number;
  readonly band: Band;
  readonly reasons: readonly WordedReason[];
}

/**
 * What the site knows of the features a default scorecard uses, in the order of the model.
 *
 * @param model behavioural or at grant
 * @throws RangeError if a feature is in neither list
 */
export function featuresOf(model: Scorecard): Feature[] {
  return model.features.map(({ name }) => {
    const found = [...defaultFeatures, ...defaultGrantFeatures].find((feature) => feature.name === name);
    if (!found) throw new RangeError(`This page knows no feature ${name}; build the site again.`);
    return found;
  });
}

/**
 * Scores clients with the published model, as the batch does.
 *
 * @param model the scorecard
 * @param clients what the model reads of each
 * @returns points, PD, band and up to four reasons of each
 * @throws TypeError if an input is a text where the model wants a number, or the reverse
 */
export function scoreInputs(model: Scorecard, clients: readonly Inputs[]): WhatIfScore[] {
  const features = featuresOf(model);
  const table = featureTable(
    features,
    clients.length,
    ({ name }) =>
      (row) =>
        clients[row]![name],
  );
  const bins = rowBinner(model)(table);
  const points = pointsOfBins(model, bins, table.rows);
  const pds = pdOfBins(model, bins, table.rows);
  const reasonsOf = reasonFinder(model)(bins);
  return clients.map((inputs, row) => ({
    points: points[row]!,
    pd: pds[row]!,
    band: bandOfPd(pds[row]!),
    reasons: reasonsOf(row).map(({ feature, pointsLost }) => ({
      feature,
      lost: pointsLost,
      words: reasonWords(
        features.find(({ name }) => name === feature)!,
        inputs[feature],
      ),
    })),
  }));
}

/**
 * The inputs of a client in the middle of every feature: the median, or the most frequent word.
 *
 * @param model the scorecard
 * @param clients what the model reads of each
 * @returns missing values where most clients have none
 */
export function typicalInputs(model: Scorecard, clients: readonly Inputs[]): Inputs {
  const middle = (name: string): Attribute => {
    const values = clients.map((inputs) => inputs[name] ?? null);
    const known = values.filter((value) => value !== null);
    if (known.length * 2 < values.length) return null;
    if (known.every((value) => typeof value === "number")) {
      return [...known].sort((a, b) => a - b)[Math.floor((known.length - 1) / 2)] ?? null;
    }
    const counts = new Map<Attribute, number>();
    for (const value of known) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
  };
  return Object.fromEntries(model.features.map(({ name }) => [name, middle(name)]));
}

/**
 * Edits as one text for an address, `feature.value~feature.value`; a missing value is an empty one.
 *
 * @param actual the client's own inputs
 * @param edited as they are now
 * @returns only what differs; empty where nothing does
 */
export function editsToText(actual: Inputs, edited: Inputs): string {
  return Object.keys(edited)
    .filter((name) => (edited[name] ?? null) !== (actual[name] ?? null))
    .map((name) => `${name}.${String(edited[name] ?? "")}`)
    .join("~");
}

/**
 * The client's inputs with the edits of an address.
 *
 * @param model whose features may be edited
 * @param actual the client's own inputs
 * @param text of `editsToText`; what is not understood is left as it was
 */
export function editsFromText(model: Scorecard, actual: Inputs, text: string): Inputs {
  const edited: Record<string, Attribute> = { ...actual };
  for (const edit of text.split("~")) {
    const [, name = "", value = ""] = /^([a-z0-9_]+)\.(.*)$/.exec(edit) ?? [];
    const feature = model.features.find((each) => each.name === name);
    if (!feature) continue;
    if (value === "") edited[name] = null;
    else if (feature.kind === "category") edited[name] = value;
    else if (Number.isFinite(Number(value))) edited[name] = Number(value);
  }
  return edited;
}
