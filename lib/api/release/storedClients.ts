import type { DuckDBConnection } from "@duckdb/node-api";
import { takeRows, type FeatureTable } from "../../core/models/table.js";
import { readFeatureRows } from "../../warehouse/featureRows.js";
import { oneRow, rows } from "../../warehouse/sql.js";
import type { Scorer } from "../scoring/scorer.js";
import { tell, type ClientName, type Told } from "../scoring/told.js";

/** Answers that are kept at most, by each kind of name. */
const mostKept = 100_000;

/** The same text in one piece: of one put together, the pieces would be gone through whenever it is written. */
const inOnePiece = (text: string): string => Buffer.from(text).toString();

/**
 * What a model sees of everybody at the latest snapshot, or of every loan where it is about loans. A client is scored
 * when first asked for; the answer stays the same for as long as the release lasts.
 */
export class StoredClients {
  readonly #told = { client_id: new Map<string, Told>(), account_id: new Map<string, Told>() };

  /**
   * @param table features, by row
   * @param rows of the table, of each client, and of each account's client or of its loan
   */
  constructor(
    readonly scorer: Scorer,
    readonly table: FeatureTable,
    readonly rows: Readonly<Record<ClientName["key"], ReadonlyMap<string, number>>>,
  ) {}

  /**
   * Says what is to be said of clients.
   *
   * @returns in the order of the names; undefined for whom nothing is known
   */
  async tell(names: readonly ClientName[]): Promise<(Told | undefined)[]> {
    const answers = names.map(({ key, id }) => this.#told[key].get(id));
    const fresh = names.flatMap((name, place) => {
      const row = answers[place] === undefined ? this.rows[name.key].get(name.id) : undefined;
      return row === undefined ? [] : [{ name, place, row }];
    });
    if (fresh.length === 0) return answers;
    const scored = await this.scorer.score(
      takeRows(
        this.table,
        Int32Array.from(fresh, ({ row }) => row),
      ),
    );
    for (const [index, { name, place }] of fresh.entries()) {
      const told = this.#told[name.key];
      if (told.size >= mostKept) told.clear();
      const { sent, kept } = tell(name, scored[index]!);
      answers[place] = { sent: inOnePiece(sent), kept: inOnePiece(kept) };
      told.set(name.id, answers[place]);
    }
    return answers;
  }
}

/** Reads what a model sees of everybody. */
export async function readStoredClients(
  connection: DuckDBConnection,
  model: "default" | "churn",
  scorer: Scorer,
): Promise<StoredClients> {
  const { loans } = await oneRow<{ loans: number }>(
    connection,
    `SELECT count(loan_id) AS loans FROM scores.scr_${model}`,
  );
  return loans > 0 ? readLoans(connection, scorer) : readClients(connection, model, scorer);
}

async function readClients(
  connection: DuckDBConnection,
  model: "default" | "churn",
  scorer: Scorer,
): Promise<StoredClients> {
  const features = `features.ftr_${model}`;
  const found = await readFeatureRows(
    connection,
    `${features} AS f WHERE f.snapshot_date = (SELECT max(snapshot_date) FROM ${features}) ORDER BY f.client_id`,
    scorer.features,
    ["f.client_id"],
  );
  const byClient = rowsOf(found.texts[0]!);
  const accounts = await rows<{ account_id: string; client_id: string }>(
    connection,
    "SELECT account_id, client_id FROM marts.dim_accounts",
  );
  const byAccount = new Map<string, number>();
  for (const { account_id: account, client_id: client } of accounts) {
    const row = byClient.get(client);
    if (row !== undefined) byAccount.set(account, row);
  }
  return new StoredClients(scorer, found.table, { client_id: byClient, account_id: byAccount });
}

/** A client or account with several loans stands for the latest. */
async function readLoans(connection: DuckDBConnection, scorer: Scorer): Promise<StoredClients> {
  const found = await readFeatureRows(
    connection,
    `features.ftr_default_grant AS f LEFT JOIN marts.fct_loans AS l ON l.loan_id = f.loan_id
     ORDER BY f.snapshot_date, f.loan_id`,
    scorer.features,
    ["f.client_id", "l.account_id"],
  );
  const [clients, accounts] = found.texts.map(rowsOf);
  return new StoredClients(scorer, found.table, { client_id: clients!, account_id: accounts! });
}

/** The last row of each name. */
function rowsOf(names: readonly (string | null)[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const [row, name] of names.entries()) if (name !== null) found.set(name, row);
  return found;
}
