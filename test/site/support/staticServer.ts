import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

/** Already compressed, or compressed once by hand where it is asked for. */
const isCompact = new Set([".woff2", ".png", ".jpg"]);

export interface StaticServer {
  readonly origin: string;
  /** Bytes sent over the wire for each path since the last `forget`, compressed as a web server would. */
  readonly sent: ReadonlyMap<string, number>;
  forget(): void;
  close(): Promise<void>;
}

/** Serves a built site as a static host does: clean links, gzip, 404 for what is not there. */
export async function serveSite(dir: string): Promise<StaticServer> {
  const sent = new Map<string, number>();
  const compressed = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    void (async () => {
      const path = decodeURIComponent(new URL(request.url ?? "/", "http://site").pathname);
      const plain = normalize(join(dir, path));
      const candidates = path.endsWith("/") ? [join(plain, "index.html")] : [plain, `${plain}.html`];
      const file = candidates.find(
        (name) => name.startsWith(dir) && existsSync(name) && statSync(name).isFile(),
      );
      if (!file) {
        response.writeHead(404).end("not found");
        return;
      }
      let body = compressed.get(file);
      const extension = extname(file);
      if (!body) {
        const raw = await readFile(file);
        body = isCompact.has(extension) ? raw : gzipSync(raw, { level: 6 });
        compressed.set(file, body);
      }
      sent.set(path, (sent.get(path) ?? 0) + body.length);
      response.writeHead(200, {
        "content-type": types[extension] ?? "application/octet-stream",
        "content-length": body.length,
        "cache-control": "no-store",
        ...(isCompact.has(extension) ? {} : { "content-encoding": "gzip" }),
      });
      response.end(body);
    })().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    forget: () => sent.clear(),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
