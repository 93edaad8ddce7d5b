import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { IsolationForest, IsolationTree } from "../../../../lib/core/models/isolationForest.js";
import type { FeatureTable } from "../../../../lib/core/models/table.js";

interface Reference {
  readonly scikitLearn: string;
  readonly averagePathLength: Readonly<Record<string, number>>;
  readonly sampleSize: number;
  readonly trees: readonly IsolationTree[];
  readonly rows: readonly (readonly number[])[];
  /** Splits above each row's leaf, and rows of the sample in the leaf; one number per row and tree. */
  readonly splits: readonly (readonly number[])[];
  readonly leafSizes: readonly (readonly number[])[];
  readonly scores: readonly number[];
  /** Rows of which the last `odd` are anomalies, and what scikit-learn's forest makes of them. */
  readonly large: {
    readonly odd: number;
    readonly rows: readonly (readonly number[])[];
    readonly meanAuc: number;
  };
}

const path = join(import.meta.dirname, "../../../fixtures/isolationForest/reference.json");

export const reference = JSON.parse(readFileSync(path, "utf8")) as Reference;

/** A table of numbers whose columns are x0, x1, … */
export function numericTable(
  rows: readonly (readonly number[])[],
  width = rows[0]?.length ?? 0,
): FeatureTable {
  return {
    rows: rows.length,
    columns: Array.from({ length: width }, (_, column) => ({
      name: `x${column}`,
      kind: "numeric" as const,
      values: Float64Array.from(rows, (row) => row[column]!),
    })),
  };
}

/** A forest over x0, x1, … with the trees given. */
export function forestOf(
  trees: readonly IsolationTree[],
  width: number,
  sampleSize: number,
): IsolationForest {
  return {
    schema: 1,
    type: "isolationForest",
    sampleSize,
    heightLimit: Math.ceil(Math.log2(sampleSize)),
    seed: 0,
    features: Array.from({ length: width }, (_, column) => ({
      name: `x${column}`,
      kind: "numeric" as const,
      typical: 0,
    })),
    trees,
  };
}

/**
 * Four rows, three splits:
 * x0 < 10 ? (x1 < 1 ? {2 rows} : {1 row}) : {1 row}
 */
export const handTree: IsolationTree = {
  feature: [0, 1, -1, -1, -1],
  threshold: [10, 1, 0, 0, 0],
  left: [1, 3, 0, 0, 0],
  size: [4, 3, 1, 2, 1],
};
