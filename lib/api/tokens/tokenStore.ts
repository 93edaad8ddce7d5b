import { existsSync, statSync } from "node:fs";
import { timingSafeEqual } from "node:crypto";
import { Problem } from "../problems.js";
import { hashSecret, readTokens, type Scope, type Token } from "./tokenFile.js";

interface KnownToken extends Token {
  readonly digest: Buffer;
  /** Milliseconds since 1970. */
  readonly ends: number;
}

/** The tokens of a file, as the server asks for them. */
export class TokenStore {
  #byHash = new Map<string, KnownToken>();
  #mark = "";
  #isNeeded = false;

  /** @throws Error if the file is not one of ours */
  constructor(readonly path: string) {
    this.refresh();
  }

  /** How many there are. */
  get size(): number {
    return this.#byHash.size;
  }

  /** Whether a token was ever made; from then on every request needs one, even if all were taken away again. */
  get isNeeded(): boolean {
    return this.#isNeeded;
  }

  /**
   * Reads the file again if it changed.
   *
   * @throws Error if it is not one of ours; the tokens then stay as they were
   */
  refresh(): void {
    const mark = markOf(this.path);
    if (mark === this.#mark) return;
    this.#mark = mark;
    const tokens = readTokens(this.path);
    this.#isNeeded ||= tokens !== null;
    this.#byHash = new Map(
      (tokens ?? []).map((token) => [
        token.hash,
        { ...token, digest: Buffer.from(token.hash, "hex"), ends: Date.parse(token.expires) },
      ]),
    );
  }

  /**
   * The token of an Authorization header.
   *
   * @param now milliseconds
   * @throws Problem no_token, bad_token or no_scope
   */
  check(header: string | undefined, scope: Scope, now: number): Token {
    const secret = secretOf(header);
    // By its hash, of which nobody can choose how it begins: how long the search takes tells nothing of a secret.
    const hash = hashSecret(secret);
    const found = this.#byHash.get(hash);
    if (!found || !timingSafeEqual(found.digest, Buffer.from(hash, "hex")) || found.ends <= now)
      throw new Problem("bad_token");
    if (!found.scopes.includes(scope))
      throw new Problem("no_scope", `token ${found.id} has ${found.scopes.join(", ")}; ${scope} is needed`);
    return found;
  }
}

/** What changes when a file does. */
function markOf(path: string): string {
  if (!existsSync(path)) return "none";
  const { ino, mtimeMs, size } = statSync(path);
  return `${ino} ${mtimeMs} ${size}`;
}

/** The secret of a header: after Bearer, or the password of Basic, which is what spreadsheets can send. */
function secretOf(header: string | undefined): string {
  const [, scheme, value = ""] = /^(Bearer|Basic) +(\S+)$/i.exec(header ?? "") ?? [];
  if (scheme === undefined)
    throw new Problem(
      "no_token",
      header === undefined ? undefined : "Authorization: Bearer … or Basic … was expected",
    );
  if (scheme.toLowerCase() === "bearer") return value;
  const pair = Buffer.from(value, "base64").toString("utf8");
  return pair.slice(pair.indexOf(":") + 1);
}
