/** Where a feature's value is: a SQL expression for its name. */
export type ColumnOf = (feature: string) => string;

/** An expression and the name it goes by. */
export interface Named {
  readonly name: string;
  readonly sql: string;
}

/**
 * A double, in the shortest notation that reads back as the same number. The exponent makes it one: an engine may take
 * 0.1 for a DECIMAL, and then calculates with as many digits as that has.
 *
 * @param value a finite number
 * @throws RangeError if it is not finite
 */
export function numberSql(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written in SQL.`);
  return value.toExponential();
}

/** A text literal. A backslash stands for itself in standard SQL; Spark and ClickHouse want it doubled. */
export const textSql = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A quoted identifier. */
export const nameSql = (value: string): string => `"${value.replaceAll('"', '""')}"`;

/** One of several texts; at least one. */
export const oneOf = (column: string, texts: readonly string[]): string =>
  `${column} IN (${texts.map(textSql).join(", ")})`;

/**
 * A sum in halves, so that hundreds of terms stay far from any engine's limit on the depth of an expression. Rounding
 * differs from that of a sum from left to right in the last digits.
 */
export function sumSql(terms: readonly string[]): string {
  if (terms.length <= 1) return terms[0] ?? numberSql(0);
  const middle = terms.length >> 1;
  return `(${sumSql(terms.slice(0, middle))} + ${sumSql(terms.slice(middle))})`;
}

const largest = numberSql(Number.MAX_VALUE);

/**
 * A number, or NULL where it is NaN. Engines do not agree whether NaN equals itself and whether it is above all numbers,
 * but 1 / x is 0 for infinity only, and what differs from itself is NaN.
 */
export const numberOrNull = (column: string): string =>
  `CASE WHEN ${column} > ${largest} THEN CASE WHEN ${numberSql(1)} / ${column} = ${numberSql(0)} THEN ${column} END ` +
  `WHEN ${column} = ${column} THEN ${column} END`;

/** A finite number, or NULL: infinity less infinity is NaN everywhere, and NaN is not 0. */
export const finiteOrNull = (column: string): string =>
  `CASE WHEN ${column} - ${column} = ${numberSql(0)} THEN ${column} END`;

/** A text, or NULL where it is empty. */
export const textOrNull = (column: string): string => `CASE WHEN ${column} <> '' THEN ${column} END`;

/** 1 / (1 + e^x): a probability of log odds against it. */
export const logisticSql = (oddsAgainst: string): string =>
  `${numberSql(1)} / (${numberSql(1)} + EXP(${oddsAgainst}))`;
