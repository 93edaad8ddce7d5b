import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AuditLog } from "../../../../lib/api/audit/auditLog.js";
import { Releases } from "../../../../lib/api/release/releases.js";
import { createServer, serverDefaults, type ServerOptions } from "../../../../lib/api/server.js";
import { makeToken, writeTokens, type Scope } from "../../../../lib/api/tokens/tokenFile.js";
import { TokenStore } from "../../../../lib/api/tokens/tokenStore.js";
import { writeTinyBank } from "./tinyBank.js";

/** The instant at which the tests happen. */
const now = Date.UTC(2026, 6, 1);

export interface Started {
  readonly app: FastifyInstance;
  readonly data: string;
  readonly audit: AuditLog;
  readonly releases: Releases;
  /** Makes a token and gives its header. */
  grant(scopes: readonly Scope[], days?: number): { authorization: string };
  post(path: string, payload: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  get(path: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  stop(): Promise<void>;
}

/** A server over a tiny bank in a folder of its own; requests are injected, no port is opened. */
export async function startServer(
  options: { readonly bank?: boolean; readonly server?: Partial<ServerOptions> } = {},
): Promise<Started> {
  const data = await mkdtemp(join(tmpdir(), "api-"));
  if (options.bank !== false) await writeTinyBank(data);
  const path = join(data, "api/tokens.json");
  const tokens = new TokenStore(path);
  const audit = await AuditLog.open(join(data, "api/audit"));
  const releases = new Releases(data, () => undefined);
  await releases.refresh();
  const app = await createServer(
    { tokens, audit, releases, now: () => now },
    { ...serverDefaults, ...options.server },
  );
  return {
    app,
    data,
    audit,
    releases,
    grant(scopes, days = 30) {
      const { secret, token } = makeToken({ label: "test", scopes, days }, new Date(now));
      writeTokens(path, [token]);
      tokens.refresh();
      return { authorization: `Bearer ${secret}` };
    },
    post: (url, payload, headers = {}) =>
      app.inject({
        method: "POST",
        url,
        headers: { "content-type": "application/json", ...headers },
        payload: typeof payload === "string" ? payload : JSON.stringify(payload),
      }),
    get: (url, headers = {}) => app.inject({ method: "GET", url, headers }),
    async stop() {
      await app.close();
      await audit.close();
      releases.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}
