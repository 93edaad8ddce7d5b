/** A client of its own process: a `Load` on standard input, a `Loaded` on standard output. */
import autocannon from "autocannon";
import { text } from "node:stream/consumers";
import type { Load, Loaded } from "./load.js";

const { url, headers, bodies, connections, seconds, rate } = JSON.parse(await text(process.stdin)) as Load;
/** After which it is measured: until then the client itself is cold. */
const settleSeconds = 1;
const began = performance.now();
const good: number[] = [];
const statuses: Record<string, number> = {};
const { duration, errors, timeouts } = await new Promise<autocannon.Result>((resolve, reject) => {
  const instance = autocannon(
    {
      url,
      connections,
      duration: seconds,
      ...(rate === undefined ? {} : { overallRate: rate }),
      requests: bodies.map((body) => ({
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body,
      })),
    },
    (error: unknown, result) => {
      if (error) reject(error instanceof Error ? error : new Error("the client failed"));
      else resolve(result);
    },
  );
  instance.on("response", (_client, status, _bytes, milliseconds) => {
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (status === 200 && performance.now() - began > 1000 * settleSeconds) good.push(milliseconds);
  });
});
const sorted = Float64Array.from(good).sort();
const at = (share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
const loaded: Loaded = {
  rate: good.length / (duration - settleSeconds),
  p50: at(0.5),
  p99: at(0.99),
  longest: at(1),
  statuses,
  errors: errors + timeouts,
};
process.stdout.write(JSON.stringify(loaded));
