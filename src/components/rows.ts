/** As much of an Arrow table as is needed to read it. */
interface ArrowTable {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly { readonly name: string; readonly typeId: number }[] };
  getChild(name: string): { get(index: number): unknown } | null;
}

/** Arrow's number for the Date types. */
const dateType = 8;

/** The rows of an Arrow table as plain objects; days become dates at UTC midnight. */
export function rowsOf<Row>(table: ArrowTable): Row[] {
  const columns = table.schema.fields.map(({ name, typeId }) => ({
    name,
    isDate: typeId === dateType,
    vector: table.getChild(name),
  }));
  return Array.from({ length: table.numRows }, (_, index) => {
    const row: Record<string, unknown> = {};
    for (const { name, isDate, vector } of columns) {
      const value = vector?.get(index) ?? null;
      row[name] = isDate && value !== null ? new Date(Number(value)) : value;
    }
    return row as Row;
  });
}
