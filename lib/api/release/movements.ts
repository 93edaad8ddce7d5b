import { name } from "../../warehouse/sql.js";
import type { Attributes } from "../schemas.js";
import type { Scorer } from "../scoring/scorer.js";
import type { Readers } from "./readers.js";

/** By which of its columns a movement is asked for; by client and account it is the latest one. */
export type MovementKey = "transaction_id" | "client_id" | "account_id";

/** A movement with what only the batch can say of it. */
export interface StoredMovement {
  readonly attributes: Attributes;
  readonly transactionId: string;
  /** As in "1 in 214 movements of this client". */
  readonly oneIn: number | null;
  readonly isAlert: boolean;
}

/**
 * Looks movements up. They are many, so that they stay in the warehouse.
 *
 * @param ids all of one kind
 * @returns by id those that there are
 */
export async function findMovements(
  readers: Readers,
  scorer: Scorer,
  key: MovementKey,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredMovement>> {
  const features = scorer.features.map(
    ({ name: feature }) => `CAST(f.${name(feature)} AS DOUBLE) AS ${name(feature)}`,
  );
  const unique = [...new Set(ids)];
  const found = await readers.rows({
    sql: `SELECT f.${key} AS asked, f.transaction_id AS movement, s.one_in AS odds, s.is_alert AS alert, ${features.join(", ")}
      FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY ${key} ORDER BY posted_at DESC, transaction_id) AS place
        FROM features.ftr_movements WHERE ${key} IN (${unique.map(() => "?").join(", ")})) AS f
      LEFT JOIN scores.scr_movements AS s ON s.transaction_id = f.transaction_id
      WHERE f.place = 1`,
    values: unique,
  });
  return new Map(
    found.map(({ asked, movement, odds, alert, ...attributes }) => [
      asked as string,
      {
        attributes: attributes as Attributes,
        transactionId: movement as string,
        oneIn: odds as number | null,
        isAlert: alert === true,
      },
    ]),
  );
}
