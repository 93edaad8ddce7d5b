import { readFileSync } from "node:fs";
import { serverDefaults } from "../../../lib/api/server.js";
import type { ApiProcess } from "../../lib/api/support/apiProcess.js";
import { atMost, count, type Figure } from "../figures.js";
import { putLoad } from "./load.js";
import { connections, milliseconds, times, type Service } from "./rates.js";

const overloadTimes = 5;
const overloadP99 = 100;
const swapSeconds = 10;

/** Memory of a process, bytes, as Linux has it. */
function memoryOf({ child }: ApiProcess): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8")) ?? [];
  return 1024 * Number(kilobytes);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Five times as many requests at a time as it works on, each refused one sent again at once. */
export async function overload(
  { url, headers }: Service,
  bodies: readonly string[],
  seconds: number,
): Promise<Figure[]> {
  const tooMany = overloadTimes * serverDefaults.mostAtOnce;
  // Few bodies, since each connection of the client makes all of them ready.
  const found = await putLoad({ url, headers, bodies: bodies.slice(0, 20), seconds, connections: tooMany });
  const { 200: accepted = 0, 503: refused = 0, ...others } = found.statuses;
  console.log(`overload: ${JSON.stringify(found)}`);
  const what = `${tooMany} connections, ${serverDefaults.mostAtOnce} requests at a time`;
  return [
    { what: `${what}: accepted a second`, value: count(found.rate) },
    {
      what: `${what}: share refused with 503`,
      value: `${((100 * refused) / (accepted + refused)).toFixed(1)} %`,
    },
    atMost(
      `${what}: other answers, and none`,
      found.errors + Object.values(others).reduce((a, b) => a + b, 0),
      0,
      count,
    ),
    atMost(`${what}: p99 of the accepted`, found.p99, overloadP99, milliseconds),
  ];
}

/** At a steady rate for long, the warehouse replaced again and again. */
export async function soak(
  api: ApiProcess,
  { url, headers }: Service,
  bodies: readonly string[],
  rate: number,
  seconds: number,
  swap: () => void,
): Promise<Figure[]> {
  const memory: number[] = [];
  let swaps = 0;
  const looking = setInterval(() => memory.push(memoryOf(api)), 1000);
  const swapping = setInterval(() => {
    swap();
    swaps += 1;
  }, 1000 * swapSeconds);
  const found = await putLoad({ url, headers, bodies, connections, seconds, rate: Math.round(rate) });
  clearInterval(looking);
  clearInterval(swapping);
  // The second and the last minute of ten; of a shorter run as large a share.
  const part = Math.floor(memory.length / 10);
  const [second, last] = [memory.slice(part, 2 * part), memory.slice(-part)].map(mean) as [number, number];
  const failed = Object.entries(found.statuses).reduce(
    (sum, [status, n]) => (status === "200" ? sum : sum + n),
    0,
  );
  console.log(
    `soak: ${JSON.stringify(found)}; memory, MB, every tenth of the run: ${Array.from({ length: 10 }, (_, i) => Math.round(mean(memory.slice(i * part, (i + 1) * part)) / 1e6)).join(" ")}`,
  );
  const what = `${seconds} s at ${count(rate)}/s, ${swaps} new warehouses`;
  return [
    { what: `${what}: requests a second`, value: count(found.rate) },
    atMost(`${what}: failed requests`, failed + found.errors, 0, count),
    { what: `${what}: p99`, value: milliseconds(found.p99) },
    atMost(`${what}: memory at the end to that of the second tenth`, last / second, 1.1, times),
  ];
}
