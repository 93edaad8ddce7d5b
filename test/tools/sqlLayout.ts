import { duckdb, formatDialect } from "sql-formatter";

/** DuckDB's dialect, in which the formatter forgets that TRY_CAST is a function. */
const dialect = {
  ...duckdb,
  tokenizerOptions: {
    ...duckdb.tokenizerOptions,
    reservedFunctionNames: [...duckdb.tokenizerOptions.reservedFunctionNames, "TRY_CAST"],
  },
};

/** What must survive a change of layout: every character but white space and the case of letters. */
const substance = (sql: string): string => sql.replace(/\s+/g, "").toLowerCase();

/**
 * A SQL file in the house's layout: keywords in capitals, two spaces, one newline at the end.
 *
 * A macro's body is laid out like a query when it stands in parentheses, and on one line when it does not.
 * Names of columns, functions and types keep their case, because a column keeps its name into the page.
 *
 * @throws Error if the text cannot be read as SQL, or if the formatter would change more than its layout
 */
export function formatSql(sql: string): string {
  const formatted = formatDialect(sql, {
    dialect,
    keywordCase: "upper",
    dataTypeCase: "preserve",
    functionCase: "preserve",
    identifierCase: "preserve",
    expressionWidth: 100,
    paramTypes: { named: ["$"], numbered: ["$"], positional: true },
  });
  if (substance(formatted) !== substance(sql)) {
    throw new Error("sql-formatter would change more than the layout of this file");
  }
  return `${formatted.trimEnd()}\n`;
}
