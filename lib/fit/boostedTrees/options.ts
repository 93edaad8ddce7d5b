import { type FeatureTable } from "../../core/models/table.js";

/** How the trees are grown. What is left out takes the default. */
export interface BoostedTreesOptions {
  /** Seed of the row and column samples; whole number. */
  readonly seed: number;
  /** At most this many trees; 200. */
  readonly trees?: number;
  /** Questions on the longest way through a tree; 4. */
  readonly depth?: number;
  /** Share of a tree's answer that is added to the margin, in (0, 1]; 0.05. */
  readonly learningRate?: number;
  /** L2 penalty on the values of the leaves (lambda), 0 or more; 1. */
  readonly l2?: number;
  /** Least sum of hessians p·(1 − p) in a child, 0 or more; 1. */
  readonly minChildWeight?: number;
  /** A split must lower the loss by more than this (gamma), 0 or more; 0. */
  readonly minGain?: number;
  /** Share of the rows each tree sees, drawn without replacement, in (0, 1]; 0.8. */
  readonly rowShare?: number;
  /** Share of the features each tree sees, at least one, in (0, 1]; 0.8. */
  readonly columnShare?: number;
  /** Most quantile bins of a numeric feature, 2 to 255; missing values have one more; 255. */
  readonly bins?: number;
  /** By feature name: 1 if the outcome may only grow with the number, −1 if it may only fall. Numeric features only. */
  readonly monotone?: Readonly<Record<string, 1 | -1>>;
  /** A feature of at most this many categories is split one category against the rest; 4. */
  readonly oneHot?: number;
  /** A category of fewer training rows, or after the 255 most frequent, counts as missing; 20. */
  readonly minCategoryRows?: number;
  /** Added to the hessian when a node orders its categories by gradient / hessian: rare ones move to the middle; 10. */
  readonly categorySmoothing?: number;
  /** A later slice, on which the log-loss is followed tree by tree. */
  readonly valid?: FeatureTable;
  /** 0 or 1 for each row of `valid`. */
  readonly validLabels?: Uint8Array;
  /** With `valid`: stop after this many trees without a lower log-loss, and keep the trees up to the lowest; 30. */
  readonly earlyStopping?: number;
}

/** Options with nothing left out but the slice to validate on. */
export type Settings = Required<Omit<BoostedTreesOptions, "valid" | "validLabels">>;

const defaults: Omit<Settings, "seed"> = {
  trees: 200,
  depth: 4,
  learningRate: 0.05,
  l2: 1,
  minChildWeight: 1,
  minGain: 0,
  rowShare: 0.8,
  columnShare: 0.8,
  bins: 255,
  monotone: {},
  oneHot: 4,
  minCategoryRows: 20,
  categorySmoothing: 10,
  earlyStopping: 30,
};

function demand(holds: boolean, message: string): void {
  if (!holds) throw new RangeError(message);
}

function demandWhole(name: string, value: number, low: number, high: number): void {
  const holds = Number.isInteger(value) && value >= low && value <= high;
  demand(holds, `${name} is ${value}; it must be a whole number from ${low} to ${high}.`);
}

function demandShare(name: string, value: number): void {
  demand(value > 0 && value <= 1, `${name} is ${value}; it must be above 0 and at most 1.`);
}

function demandAmount(name: string, value: number): void {
  demand(value >= 0 && value < Infinity, `${name} is ${value}; it must be a finite number, 0 or more.`);
}

/**
 * Checks the options and fills in the defaults.
 *
 * @param options as the caller gave them
 * @param train whose columns the options name
 * @returns settings within their ranges
 * @throws RangeError naming the option that is out of its range
 */
export function settingsFrom(options: BoostedTreesOptions, train: FeatureTable): Settings {
  const settings: Settings = { ...defaults, ...options };
  demandWhole("seed", settings.seed, 0, Number.MAX_SAFE_INTEGER);
  demandWhole("trees", settings.trees, 1, 100_000);
  demandWhole("depth", settings.depth, 1, 12);
  demandWhole("bins", settings.bins, 2, 255);
  demandWhole("oneHot", settings.oneHot, 0, 255);
  demandWhole("earlyStopping", settings.earlyStopping, 1, 100_000);
  demandShare("learningRate", settings.learningRate);
  demandShare("rowShare", settings.rowShare);
  demandShare("columnShare", settings.columnShare);
  demandAmount("l2", settings.l2);
  demandAmount("minChildWeight", settings.minChildWeight);
  demandAmount("minGain", settings.minGain);
  demandAmount("minCategoryRows", settings.minCategoryRows);
  demandAmount("categorySmoothing", settings.categorySmoothing);
  for (const name of Object.keys(settings.monotone)) {
    const column = train.columns.find((candidate) => candidate.name === name);
    demand(column !== undefined, `monotone names ${name}, which is not a column.`);
    demand(column?.kind === "numeric", `monotone names ${name}, which is not numeric.`);
  }
  return settings;
}

/**
 * Checks that labels fit their table.
 *
 * @param table n rows
 * @param labels n values, 0 or 1
 * @returns how many labels are 1
 * @throws RangeError if lengths differ or a label is neither 0 nor 1
 */
export function countPositives(table: FeatureTable, labels: Uint8Array): number {
  demand(labels.length === table.rows, `${labels.length} labels for ${table.rows} rows.`);
  let positives = 0;
  for (const label of labels) {
    demand(label <= 1, `A label is ${label}; it must be 0 or 1.`);
    positives += label;
  }
  return positives;
}
