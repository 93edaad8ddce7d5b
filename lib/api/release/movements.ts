import { name } from "../../warehouse/sql.js";
import type { Attributes } from "../schemas.js";
import type { Scorer } from "../scoring/scorer.js";
import type { Readers, Row } from "./readers.js";

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

const marks = (values: readonly unknown[]): string => values.map(() => "?").join(", ");

/** What the batch says of movements. */
const readScores = (readers: Readers, movements: readonly string[]): Promise<Row[]> =>
  readers.rows({
    sql: `SELECT transaction_id, client_id, one_in, is_alert
      FROM scores.scr_movements WHERE transaction_id IN (${marks(movements)})`,
    values: movements,
  });

/**
 * What the model sees of movements.
 *
 * @param key column by which they are asked for
 * @param ids its values
 * @param clients whose they are, if that is known: little is read then
 */
function readFeatures(
  readers: Readers,
  scorer: Scorer,
  key: MovementKey,
  ids: readonly string[],
  clients: readonly string[] = [],
): Promise<Row[]> {
  const features = scorer.features.map(
    ({ name: feature }) => `CAST(${name(feature)} AS DOUBLE) AS ${name(feature)}`,
  );
  // The client first: the filters are applied in this order, and clients are many movements at a time.
  const ofClients = clients.length === 0 ? "" : `client_id IN (${marks(clients)}) AND`;
  return readers.rows({
    sql: `SELECT ${key} AS asked, transaction_id AS movement, ${features.join(", ")}
      FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY ${key} ORDER BY posted_at DESC, transaction_id) AS place
        FROM features.ftr_movements WHERE ${ofClients} ${key} IN (${marks(ids)}))
      WHERE place = 1`,
    values: [...clients, ...ids],
  });
}

/**
 * Looks movements up. They are many, so that they stay in the warehouse, where scores lie in the order of movements and
 * features client by client.
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
  const unique = [...new Set(ids)];
  let scores: Row[] = [];
  let found: Row[] = [];
  if (key === "transaction_id") {
    scores = await readScores(readers, unique);
    const clients = [...new Set(scores.map(({ client_id: client }) => client as string))];
    if (clients.length > 0) found = await readFeatures(readers, scorer, key, unique, clients);
  } else {
    found = await readFeatures(readers, scorer, key, unique);
    const movements = found.map(({ movement }) => movement as string);
    if (movements.length > 0) scores = await readScores(readers, movements);
  }
  const scoreOf = new Map(scores.map((score) => [score.transaction_id, score]));
  return new Map(
    found.map(({ asked, movement, ...attributes }) => {
      const score = scoreOf.get(movement);
      return [
        asked as string,
        {
          attributes: attributes as Attributes,
          transactionId: movement as string,
          oneIn: (score?.one_in ?? null) as number | null,
          isAlert: score?.is_alert === true,
        },
      ];
    }),
  );
}
