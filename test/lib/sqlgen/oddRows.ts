import type { DuckDBConnection } from "@duckdb/node-api";
import type { FeatureTable } from "../../../lib/core/models/table.js";
import { Random } from "../../../lib/core/random.js";
import { name, text } from "../../../lib/warehouse/sql.js";
import { columnNames, kindOf, numbers, pick, texts } from "./drawnModels.js";

const rowCount = 300;

type Value = number | string | null;

function literal(value: Value): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return text(value);
  return `CAST('${Object.is(value, -0) ? "-0.0" : String(value)}' AS DOUBLE)`;
}

/**
 * Makes the table `odd_rows` of an id and the columns of the drawn models: ordinary values, NULL, NaN, both infinities,
 * empty and unseen texts.
 *
 * @returns the same rows as models read them
 */
export async function makeOddRows(connection: DuckDBConnection): Promise<FeatureTable> {
  const random = new Random(1);
  const strange = [NaN, Infinity, -Infinity, -0, 1e-310, 0.30000000000000004];
  const ofNumbers: readonly Value[] = [null, ...strange, ...numbers];
  const ofTexts: readonly Value[] = [null, "", "unseen", "de", ...texts];
  const drawn = columnNames.map((column) => ({
    column,
    values: Array.from({ length: rowCount }, () => {
      return pick(random, kindOf(column) === "numeric" ? ofNumbers : ofTexts);
    }),
  }));
  const lines = Array.from(
    { length: rowCount },
    (_, row) => `(${[String(row), ...drawn.map(({ values }) => literal(values[row]!))].join(", ")})`,
  );
  const list = ["id", ...columnNames].map(name).join(", ");
  await connection.run(`CREATE TABLE odd_rows AS SELECT * FROM (VALUES ${lines.join(", ")}) AS t (${list})`);
  return {
    rows: rowCount,
    columns: drawn.map(({ column, values }) => {
      if (kindOf(column) === "numeric") {
        return {
          ...{ name: column, kind: "numeric" },
          values: Float64Array.from(values, (value) => (value === null ? NaN : Number(value))),
        };
      }
      const categories = ["unseen", "de", ...texts];
      const codes = Int32Array.from(values, (value) => categories.indexOf(String(value)));
      return { name: column, kind: "category", categories, codes };
    }),
  };
}
