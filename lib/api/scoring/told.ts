import type { MovementKey } from "../release/movements.js";
import type { Subject } from "../schemas.js";
import type { Scored } from "./scored.js";

/** How somebody or something is named. */
export interface Name {
  readonly key: MovementKey;
  readonly id: string;
}

/** How a client is named. */
export interface ClientName extends Name {
  readonly key: "client_id" | "account_id";
}

/** What a caller is told, and what the audit log keeps of it. */
export interface Told {
  /** The answer's fields as JSON, without braces. */
  readonly sent: string;
  /** A line of `AuditRecord.decisions`. */
  readonly kept: string;
}

/** Which of its names a client has that is asked about; null for attributes. */
export function clientName({ client_id, account_id }: Subject): ClientName | null {
  if (client_id !== undefined) return { key: "client_id", id: client_id };
  return account_id === undefined ? null : { key: "account_id", id: account_id };
}

/** Which of its names a movement has that is asked about; null for attributes. */
export function nameOf(subject: Subject): Name | null {
  const { transaction_id: id } = subject;
  return id === undefined ? clientName(subject) : { key: "transaction_id", id };
}

/** Says what was scored of whom or what; null for attributes. */
export function tell(name: Name | null, { json, decision }: Scored): Told {
  if (name === null) return { sent: json, kept: `"subject":"attributes",${decision}` };
  const id = JSON.stringify(name.id);
  return {
    // A movement's own id is in the answer already.
    sent: name.key === "transaction_id" ? json : `"${name.key}":${id},${json}`,
    kept: `"subject":"${name.key}:${id.slice(1)},${decision}`,
  };
}
