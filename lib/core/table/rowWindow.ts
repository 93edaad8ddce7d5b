/** Which rows are drawn, and the room left for the others. */
export interface RowWindow {
  readonly start: number;
  /** The first row that is no longer drawn. */
  readonly end: number;
  /** Pixels above and below the rows that are drawn. */
  readonly above: number;
  readonly below: number;
}

/**
 * The rows of a long table that can be seen, and some more so that a small scroll shows no gap.
 *
 * @param options number of rows, their height, the height of the view and how far it is scrolled, all in pixels;
 *   `spare` rows are drawn beyond either edge
 * @returns a part of the rows, [0, 0) of none
 */
export function rowWindow(options: {
  readonly count: number;
  readonly rowHeight: number;
  readonly viewHeight: number;
  readonly scrollTop: number;
  readonly spare?: number;
}): RowWindow {
  const { count, rowHeight, viewHeight, scrollTop, spare = 12 } = options;
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const shown = Math.ceil(viewHeight / rowHeight) + 1;
  const last = Math.min(count, first + shown + spare);
  const start = Math.max(0, Math.min(first - spare, count - shown - spare));
  return { start, end: last, above: start * rowHeight, below: Math.max(0, count - last) * rowHeight };
}

/**
 * How far to scroll so that a row is in sight, moving as little as possible.
 *
 * @param row its place among the rows shown
 * @param options height of a row, of the view below the table's head, and how far it is scrolled, in pixels
 * @returns the new scroll position
 */
export function scrollToRow(
  row: number,
  options: { readonly rowHeight: number; readonly viewHeight: number; readonly scrollTop: number },
): number {
  const { rowHeight, viewHeight, scrollTop } = options;
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - viewHeight);
}
