import { hash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** What a token may do. */
export const scopes = ["score", "read", "odata"] as const;

export type Scope = (typeof scopes)[number];

/** A token as it is kept: its hash, never itself. */
export interface Token {
  /** Seven letters that stand for it in logs. */
  readonly id: string;
  /** SHA-256 of the secret, hexadecimal. */
  readonly hash: string;
  readonly label: string;
  readonly scopes: readonly Scope[];
  /** ISO instants. */
  readonly created: string;
  readonly expires: string;
}

/** What is kept of a secret. */
export const hashSecret = (secret: string): string => hash("sha256", secret, "hex");

const isText = (value: unknown): boolean => typeof value === "string";

function isToken(value: Partial<Token> | null): boolean {
  return (
    value !== null &&
    [value.id, value.label, value.created].every(isText) &&
    /^[0-9a-f]{64}$/.test(value.hash ?? "") &&
    !Number.isNaN(Date.parse(value.expires ?? "")) &&
    Array.isArray(value.scopes) &&
    value.scopes.every((scope: unknown) => scopes.includes(scope as Scope))
  );
}

/**
 * Reads the tokens of a file.
 *
 * @returns null if there is no file: no token was ever made
 * @throws Error if the file is not one of ours
 */
export function readTokens(path: string): Token[] | null {
  if (!existsSync(path)) return null;
  const { tokens } = JSON.parse(readFileSync(path, "utf8")) as { tokens: Token[] };
  if (!Array.isArray(tokens) || !tokens.every(isToken)) throw new Error(`${path} is no list of tokens`);
  return tokens;
}

/** Writes the tokens whole, readable by their owner alone. */
export function writeTokens(path: string, tokens: readonly Token[]): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.tmp`, `${JSON.stringify({ tokens }, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.tmp`, path);
}

export interface TokenWish {
  /** Whom it is for. */
  readonly label: string;
  readonly scopes: readonly Scope[];
  /** Until it ends. */
  readonly days: number;
}

/**
 * Draws a token.
 *
 * @param now when it is made
 * @returns the secret, which is shown once, and what is kept of it
 */
export function makeToken(
  { label, scopes: granted, days }: TokenWish,
  now: Date,
): { secret: string; token: Token } {
  const id = randomBytes(5).toString("base64url").replace(/[-_]/g, "x");
  const secret = `dh_${id}_${randomBytes(32).toString("base64url")}`;
  const token = {
    id,
    hash: hashSecret(secret),
    label,
    scopes: granted,
    created: now.toISOString(),
    expires: new Date(now.getTime() + days * 86_400_000).toISOString(),
  };
  return { secret, token };
}
