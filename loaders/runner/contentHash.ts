import { buildSync } from "esbuild";
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

/** SHA-256 of a text, 16 hex digits. */
export function hashText(value: string): string {
  return createHash("sha256").update(value).digest("hex").slice(0, 16);
}

/** SHA-256 of a file's content, 16 hex digits. */
export function hashFile(path: string): string {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(1 << 22);
  const descriptor = openSync(path, "r");
  try {
    for (let got = readSync(descriptor, buffer); got > 0; got = readSync(descriptor, buffer)) {
      hash.update(buffer.subarray(0, got));
    }
  } finally {
    closeSync(descriptor);
  }
  return hash.digest("hex").slice(0, 16);
}

/**
 * Hash of a module and all it imports from this project, comments and layout aside, so that a step runs again when
 * its own code changed and not when another's did.
 */
export function hashCode(modulePath: string): string {
  const built = buildSync({
    entryPoints: [modulePath],
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    platform: "node",
    packages: "external",
    legalComments: "none",
    logLevel: "silent",
  });
  return hashText(built.outputFiles[0]?.text ?? "");
}
