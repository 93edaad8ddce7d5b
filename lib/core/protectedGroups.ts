/** A cell of a table that is broken down by some dimensions. */
export interface GroupCell {
  /** Its value of each dimension; `all` where it is not broken down by it. */
  readonly names: readonly string[];
  /** How many clients stand behind it. */
  readonly clients: number;
}

/** Groups of fewer clients are not published. */
const leastClients = 5;

/** A total and its parts: what is hidden among them must not follow from the rest. */
interface Sum {
  readonly total: number;
  readonly parts: readonly number[];
}

function sumsOf(cells: readonly GroupCell[]): Sum[] {
  const places = new Map(cells.map(({ names }, index) => [names.join("|"), index]));
  const parts = new Map<string, number[]>();
  cells.forEach(({ names }, index) => {
    names.forEach((name, dimension) => {
      if (name === "all") return;
      const key = `${dimension}:${names.with(dimension, "all").join("|")}`;
      const found = parts.get(key);
      if (found) found.push(index);
      else parts.set(key, [index]);
    });
  });
  return [...parts].flatMap(([key, members]) => {
    const total = places.get(key.slice(key.indexOf(":") + 1));
    return total === undefined ? [] : [{ total, parts: members }];
  });
}

/**
 * Which cells of a table are not to be published: those of fewer than `least` clients, and as many more, first those that
 * give away least and then the smallest, as it takes that no hidden cell is a total less its other parts, and that what is hidden under a total is at
 * least as many clients together.
 *
 * @param cells of one table, totals included
 * @param least clients of a group that may be published
 * @returns for each cell whether it is hidden
 */
export function hiddenCells(cells: readonly GroupCell[], least = leastClients): boolean[] {
  const hidden = cells.map(({ clients }) => clients < least);
  const sums = hidden.includes(true) ? sumsOf(cells) : [];
  const sumsWith = cells.map((): Sum[] => []);
  for (const sum of sums) for (const index of [sum.total, ...sum.parts]) sumsWith[index]!.push(sum);
  /** In how many other sums a cell would be the first that is hidden, so that each needs another one. */
  const exposed = (index: number): number =>
    sumsWith[index]!.filter(({ total, parts }) => !hidden[total] && !parts.some((part) => hidden[part]))
      .length;
  const isBetter = (left: number, right: number): boolean => {
    const byNeed = exposed(left) - exposed(right);
    if (byNeed !== 0) return byNeed < 0;
    const byClients = cells[left]!.clients - cells[right]!.clients;
    if (byClients !== 0) return byClients < 0;
    return cells[left]!.names.join("|") < cells[right]!.names.join("|");
  };
  /** The cell to hide beside those that are hidden; null where they are enough. */
  const nextOf = ({ total, parts }: Sum): number | null => {
    const among = parts.filter((part) => hidden[part]);
    if (among.length === 0 && !hidden[total]) return null;
    const together = among.reduce((sum, part) => sum + cells[part]!.clients, 0);
    const isSafe = hidden[total] ? among.length > 0 : among.length > 1 && together >= least;
    if (isSafe) return null;
    const open = parts.filter((part) => !hidden[part]);
    if (open.length === 0) return hidden[total] ? null : total;
    return open.reduce((best, part) => (isBetter(part, best) ? part : best));
  };
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (const sum of sums) {
      for (let next = nextOf(sum); next !== null; next = nextOf(sum)) {
        hidden[next] = true;
        isChanged = true;
      }
    }
  }
  return hidden;
}
