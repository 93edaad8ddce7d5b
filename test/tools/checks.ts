import { availableParallelism } from "node:os";
import { run } from "./command.js";
import type { Counts } from "./counts.js";

const bin = (name: string): string => `node_modules/.bin/${name}`;
const script = (name: string): string[] => [process.execPath, "--import", "tsx/esm", `test/tools/${name}.ts`];

/** The slowest first, so that the others run beside it. */
const tools: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: "eslint", command: [bin("eslint"), ".", "--max-warnings", "0"] },
  {
    name: "tsc",
    command: [bin("tsc"), "--noEmit", "--incremental", "--tsBuildInfoFile", ".build/check/tsc.tsbuildinfo"],
  },
  { name: "prettier", command: [bin("prettier"), "--check", ".", "--log-level", "warn"] },
  {
    name: "dependency-cruiser",
    command: [
      bin("depcruise"),
      "--config",
      ".dependency-cruiser.js",
      "--output-type",
      "err-long",
      "lib",
      "loaders",
      "src",
      "test",
      "datahub.config.ts",
    ],
  },
  { name: "knip", command: [bin("knip"), "--no-progress", "--no-config-hints"] },
  { name: "sql-formatter", command: script("formatSql") },
  { name: "generated docs", command: script("generateDocs") },
];

/**
 * Runs every tool that reads the code without running it, as many at once as there are cores, and says of
 * each how it ended and of a failed one why.
 */
export async function runChecks(): Promise<Counts> {
  const queue = [...tools];
  const failed: string[] = [];
  const worker = async (): Promise<void> => {
    for (let tool = queue.shift(); tool; tool = queue.shift()) {
      const { code, output, seconds } = await run(tool.command, { capture: true });
      if (code !== 0) failed.push(tool.name);
      console.log(`${code === 0 ? "ok    " : "FAILED"} ${tool.name} (${seconds.toFixed(1)} s)`);
      if (code !== 0) console.log(output.trimEnd().replace(/^/gm, "  "));
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), tools.length) }, worker));
  console.log(
    failed.length === 0
      ? `check: all ${tools.length} tools agree`
      : `check: ${failed.join(", ")} failed; npm run format and npm run docs repair layout and generated files`,
  );
  return { passed: tools.length - failed.length, failed: failed.length, skipped: 0 };
}
