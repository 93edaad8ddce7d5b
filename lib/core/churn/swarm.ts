/**
 * Where the dots of a row lie beside each other: those whose x falls into the same column are stacked from the middle
 * outwards, pressed together where a column holds more than fits.
 *
 * @param xs n positions in pixels
 * @param options size of a dot and how far a row reaches to either side, in pixels
 * @returns n distances from the middle of the row, within `reach`; the order of xs settles who lies where
 */
export function swarm(
  xs: ArrayLike<number>,
  options: { readonly dot: number; readonly reach: number },
): Float64Array {
  const { dot, reach } = options;
  const columns = new Map<number, number[]>();
  for (let i = 0; i < xs.length; i++) {
    const column = Math.round(xs[i]! / dot);
    const found = columns.get(column);
    if (found) found.push(i);
    else columns.set(column, [i]);
  }
  const result = new Float64Array(xs.length);
  for (const members of columns.values()) {
    const step = Math.min(dot, (2 * reach) / Math.max(1, members.length));
    members.forEach((index, place) => {
      const side = place % 2 === 1 ? 1 : -1;
      result[index] = place === 0 ? 0 : side * Math.ceil(place / 2) * step;
    });
  }
  return result;
}
