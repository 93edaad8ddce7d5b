import { type FeatureTable } from "../../../lib/core/models/table.js";

function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Uniform numbers in [0, 1), multiples of 2^-16, as `hashed` of fixtures/boostedTrees/make.py gives them. */
function hashed(seed: number, rows: number, column: number): Float64Array {
  const start = mix(seed * 1000 + column + 1);
  return Float64Array.from({ length: rows }, (_, row) => (mix((row + start) | 0) >>> 16) / 65536);
}

/** The random table of `table` in fixtures/boostedTrees/make.py: eight features x0 … x7, and labels. */
export function hashedTable(
  seed: number,
  rows: number,
  levels: number,
  missing: number,
): { readonly table: FeatureTable; readonly labels: Uint8Array } {
  const features = Array.from({ length: 8 }, (_, column) =>
    hashed(seed, rows, column).map((value) => Math.floor(value * levels)),
  );
  const chance = hashed(seed, rows, 99);
  const labels = Uint8Array.from({ length: rows }, (_, row) => {
    const scaled = (column: number): number => features[column]![row]! / levels - 0.5;
    const linear = 4 * scaled(0) + 3 * scaled(1) - 3 * scaled(2);
    const margin = linear + 6 * scaled(1) * scaled(2) - 4 * Math.abs(scaled(3)) + 0.75;
    return chance[row]! < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
  });
  const columns = features.map((values, column) => {
    const hidden = hashed(seed, rows, 200 + column);
    return {
      name: `x${column}`,
      kind: "numeric" as const,
      values: values.map((value, row) => (hidden[row]! < missing ? Number.NaN : value)),
    };
  });
  return { table: { rows, columns }, labels };
}
