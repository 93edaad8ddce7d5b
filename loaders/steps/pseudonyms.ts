import type { DuckDBConnection } from "@duckdb/node-api";
import { createHmac, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { oneRow, rows } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import { hashText } from "../runner/contentHash.js";
import type { Settings } from "../runner/settings.js";
import type { Step } from "../runner/steps.js";
import { writeWhole } from "../runner/writeWhole.js";
import { simulationFile } from "./simulate.js";

/** What a pseudonym can stand for; the same key of two kinds has two pseudonyms. */
export type Kind = "client" | "loan" | "movement";

/** Crockford's base 32: no letters that are taken for digits. */
const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 12;

/**
 * Name under which something of a client is published: HMAC-SHA-256 under the bank's key, its first 60 bits as twelve
 * letters. Without the key nobody can tell whose it is, and with it anybody can.
 */
export function pseudonym(key: string, kind: Kind, id: string): string {
  const digest = createHmac("sha256", key).update(`${kind}:${id}`).digest();
  let bits = digest.readBigUInt64BE() >> 4n;
  let letters = "";
  for (let index = 0; index < length; index++) {
    letters = `${digits[Number(bits & 31n)]}${letters}`;
    bits >>= 5n;
  }
  return letters;
}

/**
 * The key of a bank's pseudonyms: `DATAHUB_PSEUDONYM_KEY`, or `<data>/pseudonym.key`, which is drawn when there is none.
 * Files of the simulator are about nobody, so their key is known to all and the same everywhere.
 *
 * @throws BuildError bad_option when the key is shorter than 16 characters
 */
export function pseudonymKey(settings: Pick<Settings, "dataFolder" | "rawFolder">): string {
  const given = process.env.DATAHUB_PSEUDONYM_KEY?.trim();
  const path = join(settings.dataFolder, "pseudonym.key");
  if (!given && existsSync(join(settings.rawFolder, simulationFile)))
    return "a simulated bank has no secrets";
  if (!given && !existsSync(path)) writeWhole(path, `${randomBytes(32).toString("hex")}\n`, 0o600);
  const key = given ?? readFileSync(path, "utf8").trim();
  if (key.length < 16) {
    const where = given ? "DATAHUB_PSEUDONYM_KEY" : path;
    throw new BuildError("bad_option", `${where}: a key of at least 16 characters was expected`);
  }
  return key;
}

/** Gives every client and loan its pseudonym: `scores.pseudonyms`. */
export function pseudonymStep(key: string): Step {
  return {
    name: "scores.pseudonyms",
    after: ["marts.dim_clients", "marts.fct_loans"],
    parts: { key: hashText(key), length: String(length) },
    run: async ({ connection }) => ({ rows: await writePseudonyms(connection, key) }),
  };
}

async function writePseudonyms(connection: DuckDBConnection, key: string): Promise<number> {
  await connection.run(
    `CREATE OR REPLACE TABLE scores.pseudonyms (kind VARCHAR, id VARCHAR, pseudonym VARCHAR)`,
  );
  const found = await rows<{ kind: Kind; id: string }>(
    connection,
    `SELECT DISTINCT 'client' AS kind, client_id AS id FROM marts.dim_clients
     UNION ALL SELECT DISTINCT 'loan', loan_id FROM marts.fct_loans ORDER BY ALL`,
  );
  const appender = await connection.createAppender("pseudonyms", "scores");
  for (const { kind, id } of found) {
    appender.appendVarchar(kind);
    appender.appendVarchar(id);
    appender.appendVarchar(pseudonym(key, kind, id));
    appender.endRow();
  }
  appender.closeSync();
  const { same } = await oneRow<{ same: number }>(
    connection,
    "SELECT count(*) - count(DISTINCT pseudonym) AS same FROM scores.pseudonyms",
  );
  if (same > 0) {
    throw new BuildError(
      "bad_option",
      `${same} pseudonyms stand for two: give DATAHUB_PSEUDONYM_KEY another value`,
    );
  }
  return found.length;
}
