import type { Formats } from "../core/format/formats.js";
import type { Column } from "./dataTable.js";

/** A column of counts, to the right, with a bar where their proportion is the message. */
export const countColumn = <Row>(
  id: keyof Row & string,
  label: string,
  formats: Formats,
  bar?: "series" | "warn",
): Column<Row> => ({
  id,
  label,
  isNumber: true,
  ...(bar ? { bar } : {}),
  value: (row) => row[id] as number,
  show: (row) => formats.count(row[id] as number),
});
