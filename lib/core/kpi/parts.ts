import type { Dimension, Filter, Measure } from "../activity.js";
import type { Cube } from "./cube.js";
import { addsUp, compareOver, type ComparedTotal } from "./overPeriod.js";
import type { Comparison, Period } from "./period.js";

/** A measure of one product, segment or channel over a period. */
export interface Part extends ComparedTotal {
  readonly name: string;
  /** Of the whole that the filter picks; null for a flow, whose parts may cancel out, and for what is not known. */
  readonly share: number | null;
}

/** What the parts of a dimension are asked for. */
export interface PartsQuery {
  readonly dimension: Dimension;
  /** What the other dimensions are filtered by; what it says of this one does not count. */
  readonly filter: Filter;
  readonly measure: Measure;
  readonly period: Period;
  readonly comparison: Comparison;
}

/**
 * A measure broken down by one dimension, the others as filtered.
 *
 * @param cube all cells
 * @param names the parts in the order they are wanted
 * @param query what is asked
 * @returns one part for each name; `value` is null where no month has five clients or more
 */
export function partsOver(cube: Cube, names: readonly string[], query: PartsQuery): Part[] {
  const { dimension, filter, measure } = query;
  const whole = compareOver(cube.pick({ ...filter, [dimension]: "all" }), query);
  return names.map((name) => {
    const total = compareOver(cube.pick({ ...filter, [dimension]: name }), query);
    const hasShare = measure.id !== "net_flow" && total.value !== null && Boolean(whole.value);
    return { ...total, name, share: hasShare ? total.value / whole.value! : null };
  });
}

/**
 * The parts of a dimension from the largest to the smallest over all months, in which order they stay.
 *
 * @param cube all cells
 * @param dimension product, segment or channel
 * @param measure what they are ordered by
 */
export function orderedNames(cube: Cube, dimension: Dimension, measure: Measure): string[] {
  const sizes = new Map(
    cube.values[dimension].map((name) => {
      const filter = { product: "all", segment: "all", channel: "all", [dimension]: name };
      const size = cube.pick(filter).reduce((sum, cell) => sum + Math.abs(cell[measure.id] ?? 0), 0);
      return [name, size];
    }),
  );
  return [...sizes.keys()].sort((a, b) => sizes.get(b)! - sizes.get(a)! || (a < b ? -1 : 1));
}

/**
 * Whether the parts of a measure add up to more than the whole.
 *
 * @param measure a column of the cube
 */
export function overlaps(measure: Pick<Measure, "id">): boolean {
  return !addsUp(measure);
}
