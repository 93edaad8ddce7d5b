import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AuditLog } from "../../lib/api/audit/auditLog.js";
import { Releases } from "../../lib/api/release/releases.js";
import { createServer } from "../../lib/api/server.js";
import { TokenStore } from "../../lib/api/tokens/tokenStore.js";

/** The OpenAPI document that the API serves, whatever bank it serves. */
export async function openApiText(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "openapi-"));
  const audit = await AuditLog.open(folder);
  const app = await createServer({
    audit,
    tokens: new TokenStore(join(folder, "tokens.json")),
    releases: new Releases(folder, () => undefined),
    now: () => 0,
  });
  const { body } = await app.inject("/openapi.json");
  await app.close();
  await audit.close();
  await rm(folder, { recursive: true });
  return body;
}
