import type { AuditLog } from "./audit/auditLog.js";
import type { Releases } from "./release/releases.js";
import type { TokenStore } from "./tokens/tokenStore.js";

/** What the routes work with; passed in, so that a test can bring its own. */
export interface Context {
  readonly releases: Releases;
  readonly tokens: TokenStore;
  readonly audit: AuditLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
