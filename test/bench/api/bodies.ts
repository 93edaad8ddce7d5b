import { openWarehouse, warehouseFile } from "../../../lib/warehouse/open.js";
import { rows } from "../../../lib/warehouse/sql.js";
import { join } from "node:path";
import { readModelDocument } from "../../../lib/core/models/modelDocument.js";

/** Attributes by name, and of whom they are. */
export interface KnownRecord {
  readonly client_id: string;
  readonly attributes: Readonly<Record<string, number | string | null>>;
}

/** What the default model sees of everybody at the latest snapshot, in a drawn order that is always the same. */
export async function readRecords(data: string): Promise<KnownRecord[]> {
  const warehouse = await openWarehouse(join(data, warehouseFile), { readOnly: true });
  try {
    const [model] = await rows<{ document: string }>(
      warehouse.connection,
      "SELECT document FROM models.default",
    );
    const { features } = readModelDocument(JSON.parse(model!.document)).model;
    const found = await rows<Record<string, string | number | null>>(
      warehouse.connection,
      `SELECT client_id, ${features.map(({ name }) => `"${name}"`).join(", ")} FROM features.ftr_default
       WHERE snapshot_date = (SELECT max(snapshot_date) FROM features.ftr_default) ORDER BY hash(client_id), client_id`,
    );
    return found.map(({ client_id: id, ...attributes }) => ({
      client_id: String(id),
      // Decimals come as objects; a record as a caller sends it has numbers.
      attributes: Object.fromEntries(
        features.map(({ name, kind }) => {
          const value = attributes[name] ?? null;
          return [name, value === null || kind === "category" ? value : Number(value)];
        }),
      ),
    }));
  } finally {
    warehouse.close();
  }
}

/** Bodies by what they ask: one or a hundred, by id or by attributes. */
export function bodiesOf(records: readonly KnownRecord[]): Readonly<Record<string, readonly string[]>> {
  const byId = records.map(({ client_id }) => ({ client_id }));
  const byAttributes = records.map(({ attributes }) => ({ attributes }));
  const batches = (list: readonly object[]): string[] =>
    Array.from({ length: Math.floor(list.length / 100) }, (_, index) =>
      JSON.stringify({ records: list.slice(100 * index, 100 * (index + 1)) }),
    );
  return {
    oneById: byId.map((body) => JSON.stringify(body)),
    oneByAttributes: byAttributes.map((body) => JSON.stringify(body)),
    batchById: batches(byId),
    batchByAttributes: batches(byAttributes),
  };
}
