import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { destination, pino, type Logger } from "pino";
import { AuditLog } from "./audit/auditLog.js";
import { loopback } from "./plugins/access.js";
import { Releases } from "./release/releases.js";
import { createServer, serverDefaults } from "./server.js";
import { TokenStore } from "./tokens/tokenStore.js";

/** How often it looks whether warehouse or tokens changed. */
const lookMilliseconds = 1000;

/** After which requests under way are cut off when the service stops. */
const graceMilliseconds = 10_000;

export interface ServeFlags {
  readonly data: string;
  readonly host: string;
  readonly port: number;
  /** Requests a minute with one token. */
  readonly rate: number;
  /** Requests that are worked on at a time. */
  readonly most: number;
  readonly log: string;
  /** PEM files, for HTTPS. */
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly trustProxy?: string;
}

export const tokensPath = (data: string): string => join(data, "api/tokens.json");
export const auditFolder = (data: string): string => join(data, "api/audit");

function readTls({ tlsCert, tlsKey }: ServeFlags): { cert: string; key: string } | null {
  if (tlsCert === undefined && tlsKey === undefined) return null;
  if (tlsCert === undefined || tlsKey === undefined)
    throw new Error("--tls-cert and --tls-key belong together: give both files, or none.");
  return { cert: readFileSync(tlsCert, "utf8"), key: readFileSync(tlsKey, "utf8") };
}

function addressOf(app: FastifyInstance, { host, port, tlsCert }: ServeFlags): string {
  const address = app.server.address();
  const actual = typeof address === "object" ? (address?.port ?? port) : port;
  return `${tlsCert === undefined ? "http" : "https"}://${host.includes(":") ? `[${host}]` : host}:${actual}`;
}

/** Looks for new data and tokens until it is stopped. What is wrong with them is logged; those before stay in use. */
function follow(releases: Releases, tokens: TokenStore, log: Logger): { stop: () => void } {
  const timer = setInterval(() => {
    void releases.refresh();
    try {
      tokens.refresh();
    } catch (error) {
      log.error({ error: String(error) }, "tokens not read; those before stay");
    }
  }, lookMilliseconds);
  return { stop: () => clearInterval(timer) };
}

/**
 * Serves the scores of a data folder until the process is told to stop.
 *
 * @throws Error if the API would be open to others than this machine without tokens, or cannot listen there
 */
export async function serve(flags: ServeFlags): Promise<void> {
  const { data, host, port, rate, most } = flags;
  const tls = readTls(flags);
  const tokens = new TokenStore(tokensPath(data));
  if (!loopback.has(host) && tokens.size === 0) {
    throw new Error(
      `--host ${host}: without tokens the API listens to its own machine only.\n  → npm run api -- token add --label NAME`,
    );
  }
  // Lines wait a moment and are written together, so that a request never waits for the log.
  const lines = destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: lookMilliseconds });
  const log = pino({ level: flags.log }, lines);
  const audit = await AuditLog.open(auditFolder(data));
  const releases = new Releases(data, (message, detail) => log.info(detail, message));
  const app = await createServer(
    { releases, tokens, audit, now: Date.now },
    {
      ...serverDefaults,
      logger: log,
      requestsPerMinute: rate,
      mostAtOnce: most,
      tls,
      proxies: flags.trustProxy ?? null,
    },
  );
  await releases.refresh();
  const looking = follow(releases, tokens, log);
  const stop = async (): Promise<void> => {
    looking.stop();
    setTimeout(() => app.server.closeAllConnections(), graceMilliseconds).unref();
    await app.close();
    await audit.close();
    releases.close();
    lines.flushSync();
  };
  try {
    await app.listen({ host, port });
  } catch (error) {
    await stop();
    throw error;
  }
  const who = tokens.isNeeded ? `${tokens.size} tokens` : "no tokens, this machine only";
  process.stdout.write(`Scores of ${data} at ${addressOf(app, flags)}, documentation at /docs; ${who}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
}
