import {
  DuckDBTimestampValue,
  DuckDBTypeId,
  type DuckDBConnection,
  type DuckDBDateValue,
  type DuckDBDecimalValue,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";
import {
  bool,
  dateDay,
  dictionary,
  float64,
  int32,
  tableFromArrays,
  tableToIPC,
  timestamp,
  TimeUnit,
  utf8,
  type DataType,
} from "@uwdata/flechette";

/** How a column of a report travels: its Arrow type, and a value of it as flechette takes it. */
interface Transport {
  readonly type: DataType;
  readonly encode: (value: NonNullable<DuckDBValue>) => unknown;
}

const dayMilliseconds = 86_400_000;

const asNumber = (value: NonNullable<DuckDBValue>): number => {
  if (typeof value !== "bigint") return Number(value);
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new RangeError(`${value.toString()} does not fit a double exactly`);
  return number;
};

function transportOf(type: DuckDBType): Transport {
  switch (type.typeId) {
    case DuckDBTypeId.BOOLEAN:
      return { type: bool(), encode: (value) => value };
    case DuckDBTypeId.DATE:
      return { type: dateDay(), encode: (value) => (value as DuckDBDateValue).days * dayMilliseconds };
    case DuckDBTypeId.TIMESTAMP:
      return {
        type: timestamp(TimeUnit.MILLISECOND),
        encode: (value) => (value instanceof DuckDBTimestampValue ? Number(value.micros / 1000n) : null),
      };
    case DuckDBTypeId.DECIMAL:
      return { type: float64(), encode: (value) => (value as DuckDBDecimalValue).toDouble() };
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.USMALLINT:
    case DuckDBTypeId.UINTEGER:
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UHUGEINT:
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
      return { type: float64(), encode: asNumber };
    default:
      // Names repeat from row to row, so a dictionary is a fraction of the size.
      return { type: dictionary(utf8(), int32()), encode: (value) => value.toString() };
  }
}

/**
 * The report tables of a warehouse by the name pages use, without `rpt_`.
 *
 * @returns names in alphabetical order
 */
export async function reportNames(connection: DuckDBConnection): Promise<string[]> {
  const reader = await connection.runAndReadAll(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'reports' ORDER BY table_name",
  );
  return reader.getRows().map(([name]) => String(name).replace(/^rpt_/, ""));
}

/**
 * A report table as an Arrow IPC stream: text dictionary-encoded, days as Arrow dates, every number as a double.
 * Rows come in a total order, so that the same table gives the same bytes.
 *
 * @param connection an open warehouse
 * @param report name without `rpt_`
 * @throws RangeError naming the reports there are when this one is unknown, or when an integer exceeds 2^53
 */
export async function reportToArrow(connection: DuckDBConnection, report: string): Promise<Uint8Array> {
  const known = await reportNames(connection);
  if (!known.includes(report)) {
    throw new RangeError(
      `no report is called '${report}'; there are ${known.join(", ") || "none"}. ` +
        `A report is a file loaders/sql/reports/rpt_<name>.sql.`,
    );
  }
  return selectToArrow(connection, `SELECT * FROM reports."rpt_${report}"`);
}

/**
 * What a SELECT answers, as `reportToArrow` would write it were it a report.
 *
 * @param connection an open warehouse
 * @param select a bare SELECT
 * @throws Error with DuckDB's own message when the SELECT fails; RangeError when an integer exceeds 2^53
 */
export async function selectToArrow(connection: DuckDBConnection, select: string): Promise<Uint8Array> {
  const reader = await connection.runAndReadAll(`SELECT * FROM (${select}\n) ORDER BY ALL`);
  const names = reader.columnNames();
  const transports = reader.columnTypes().map(transportOf);
  const columns = reader.getColumns();
  const data = names.map((name, index): [string, unknown[]] => [
    name,
    // A reader without rows has no columns either.
    (columns[index] ?? []).map((value) => (value === null ? null : transports[index]!.encode(value))),
  ]);
  const types = Object.fromEntries(names.map((name, index) => [name, transports[index]!.type]));
  const bytes = tableToIPC(tableFromArrays(data, { types }), { format: "stream" });
  if (bytes === null) throw new Error("the rows could not be written as Arrow");
  return bytes;
}
