/** A place on a drawing, in pixels. */
export interface Place {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export type Polyline = readonly { readonly x: number; readonly y: number }[];

/** How much of a line, in pixels from left to right, runs through a place. */
function covered(line: Polyline, place: Place): number {
  let sum = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1]!, line[i]!];
    const from = Math.ceil(Math.max(a.x, place.left));
    for (let x = from; x <= Math.min(b.x, place.right); x++) {
      const y = a.y + ((x - a.x) / (b.x - a.x)) * (b.y - a.y);
      if (y >= place.top && y <= place.bottom) sum += 1;
    }
  }
  return sum;
}

/**
 * Where a label hides least of the lines of a drawing.
 *
 * @param places one or more, the best liked first
 * @param lines each from left to right
 * @returns index of the place; of several that hide as little, the first
 */
export function clearPlace(places: readonly Place[], lines: readonly Polyline[]): number {
  const hidden = places.map((place) => lines.reduce((sum, line) => sum + covered(line, place), 0));
  return hidden.indexOf(Math.min(...hidden));
}
