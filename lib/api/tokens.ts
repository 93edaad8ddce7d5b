import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Problem } from "./problems.js";

/** What a token may do. */
export const scopes = ["score", "read", "odata"] as const;

export type Scope = (typeof scopes)[number];

/** A token as it is kept: its hash, never itself. */
export interface Token {
  /** Eight letters that stand for it in logs. */
  readonly id: string;
  /** SHA-256 of the secret, hexadecimal. */
  readonly hash: string;
  readonly label: string;
  readonly scopes: readonly Scope[];
  /** ISO instants. */
  readonly created: string;
  readonly expires: string;
}

const sha256 = (secret: string): Buffer => createHash("sha256").update(secret).digest();

/** Reads the tokens of a file; none if there is no file. */
export function readTokens(path: string): Token[] {
  if (!existsSync(path)) return [];
  return (JSON.parse(readFileSync(path, "utf8")) as { tokens: Token[] }).tokens;
}

/** Writes the tokens whole, readable by their owner alone. */
export function writeTokens(path: string, tokens: readonly Token[]): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.tmp`, `${JSON.stringify({ tokens }, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.tmp`, path);
}

/**
 * Draws a token.
 *
 * @param now when it is made
 * @returns the secret, which is shown once, and what is kept of it
 */
export function makeToken(
  {
    label,
    scopes: granted,
    days,
  }: { readonly label: string; readonly scopes: readonly Scope[]; readonly days: number },
  now: Date,
): { secret: string; token: Token } {
  const id = randomBytes(5).toString("base64url").replace(/[-_]/g, "x").slice(0, 7);
  const secret = `dh_${id}_${randomBytes(32).toString("base64url")}`;
  const expires = new Date(now.getTime() + days * 86_400_000).toISOString();
  return {
    secret,
    token: {
      id,
      hash: sha256(secret).toString("hex"),
      label,
      scopes: granted,
      created: now.toISOString(),
      expires,
    },
  };
}

/** Recently seen headers that are remembered, so that not each request costs a hash; by what they granted. */
const remembered = 1000;

/**
 * The tokens of a file, as the server asks for them: a change of the file is seen within a second or so.
 */
export class TokenStore {
  #tokens: readonly { readonly token: Token; readonly hash: Buffer; readonly ends: number }[] = [];
  #changed = -1;
  #known = new Map<string, Token & { readonly ends: number }>();

  constructor(readonly path: string) {
    this.refresh();
  }

  get size(): number {
    return this.#tokens.length;
  }

  /** Reads the file again if it changed. */
  refresh(): void {
    const changed = existsSync(this.path) ? statSync(this.path).mtimeMs : 0;
    if (changed === this.#changed) return;
    this.#tokens = readTokens(this.path).map((token) => ({
      token,
      hash: Buffer.from(token.hash, "hex"),
      ends: Date.parse(token.expires),
    }));
    this.#known = new Map();
    this.#changed = changed;
  }

  /**
   * The token of an Authorization header.
   *
   * @param now milliseconds
   * @throws Problem no_token, bad_token or no_scope
   */
  check(header: string | undefined, scope: Scope, now: number): Token {
    if (header === undefined || header === "") throw new Problem("no_token");
    const found = this.#known.get(header) ?? this.#find(header);
    if (found === null || found.ends <= now) throw new Problem("bad_token");
    if (!found.scopes.includes(scope)) {
      throw new Problem("no_scope", `token ${found.id} has ${found.scopes.join(", ")}; ${scope} is needed`);
    }
    return found;
  }

  /** Compares with every token, in the same time whichever fits. */
  #find(header: string): (Token & { readonly ends: number }) | null {
    const secret = /^Bearer +(\S+)$/i.exec(header)?.[1];
    if (secret === undefined) throw new Problem("no_token", "Authorization: Bearer … was expected");
    const hash = sha256(secret);
    let found: (Token & { readonly ends: number }) | null = null;
    for (const each of this.#tokens) {
      if (timingSafeEqual(each.hash, hash)) found = { ...each.token, ends: each.ends };
    }
    if (found !== null) {
      if (this.#known.size >= remembered) this.#known.clear();
      this.#known.set(header, found);
    }
    return found;
  }
}
