import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { serverDefaults } from "../../lib/api/server.js";
import { warehouseFile } from "../../lib/warehouse/open.js";
import { apiCommand, startApi, type ApiProcess } from "../lib/api/support/apiProcess.js";
import { bodiesOf, readRecords } from "./api/bodies.js";
import { putLoad, type Loaded } from "./api/load.js";
import { startPeer, type Peer } from "./api/peer.js";
import { atLeast, atMost, count, load, machine, table, writeFigures, type Figure } from "./figures.js";

export interface ApiBenchOptions {
  /** Built data folder whose warehouse is served. */
  readonly data: string;
  /** Of each measurement. */
  readonly seconds: number;
  /** 0 leaves it out. */
  readonly soakSeconds: number;
  /** Requests a second of the long run; 80 % of what was measured if left out. */
  readonly soakRate?: number;
  readonly python: boolean;
}

const folder = ".build/bench/api";
const connections = 20;
const swapSeconds = 10;
const goals = { single: 10_000, records: 200_000, p99: 10, timesPeer: 5, overload: 5, overloadP99: 100 };

const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;
const times = (value: number): string => `${value.toFixed(1)} times`;

/** Two copies of a warehouse that take turns to be published by rename. */
function swapper(from: string, data: string): () => void {
  mkdirSync(join(data, "warehouse"), { recursive: true });
  const copies = [0, 1].map((index) => join(data, `copy-${index}.duckdb`));
  for (const copy of copies) copyFileSync(join(from, warehouseFile), copy);
  let turn = 0;
  return () => {
    const next = join(data, "next.duckdb");
    linkSync(copies[turn++ % copies.length]!, next);
    renameSync(next, join(data, warehouseFile));
  };
}

/** Memory of a process, bytes, as Linux has it. */
function memoryOf({ child }: ApiProcess): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8")) ?? [];
  return 1024 * Number(kilobytes);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

interface Service {
  readonly api: ApiProcess;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Prints how much the API answers and how soon, beside FastAPI and scikit-learn; overloaded; and for long. */
export async function apiBench(options: ApiBenchOptions): Promise<void> {
  if (!existsSync(join(options.data, warehouseFile)))
    throw new Error(`no warehouse in ${options.data}: npm run build first`);
  const startedOn = machine();
  console.log(`load average ${load()}`);
  rmSync(folder, { recursive: true, force: true });
  const data = join(folder, "data");
  const swap = swapper(options.data, data);
  swap();
  const made = await apiCommand("token", "add", "--label", "bench", "--data", data);
  const [token = ""] = /^dh_\S+$/m.exec(made.output) ?? [];
  const records = await readRecords(data);
  const bodies = bodiesOf(records);
  const headers = { authorization: `Bearer ${token}` };
  // The rate limit is on, and too high to be met.
  const api = await startApi(data, { args: ["--rate", "600000000"] });
  const service = { api, url: `${api.origin}/score_default`, headers };
  let peer: Peer | undefined;
  try {
    if (options.python) peer = await startPeer(folder, records, token);
    if (peer === undefined) console.log("without FastAPI and scikit-learn: ours alone");
    const figures: Figure[] = [];
    const measured: Record<string, Loaded> = {};
    const run = async (name: string, url: string, kind: keyof typeof bodies): Promise<Loaded> => {
      const asked = { url, headers, bodies: bodies[kind]!, connections };
      await putLoad({ ...asked, seconds: Math.min(3, options.seconds) });
      const found = await putLoad({ ...asked, seconds: options.seconds });
      measured[name] = found;
      console.log(
        `${name}: ${count(found.rate)}/s, p99 ${milliseconds(found.p99)}; ${JSON.stringify(found.statuses)}`,
      );
      return found;
    };
    for (const [kind, what, size, goal] of [
      ["oneById", "one client by id", 1, goals.single],
      ["oneByAttributes", "one record by attributes", 1, goals.single],
      ["batchById", "batches of 100 by id", 100, goals.records],
      ["batchByAttributes", "batches of 100 by attributes", 100, goals.records],
    ] as const) {
      const ours = await run(kind, service.url, kind);
      figures.push(atLeast(`${what}: records a second`, size * ours.rate, goal, count));
      const p99 = `${what}: p99 at ${connections} connections`;
      figures.push(
        size === 1
          ? atMost(p99, ours.p99, goals.p99, milliseconds)
          : { what: p99, value: milliseconds(ours.p99) },
      );
      if (peer === undefined) continue;
      const theirs = await run(`${kind}, peer`, `${peer.origin}/score_default`, kind);
      figures.push(
        { what: `${what}: records a second of the peer`, value: count(size * theirs.rate) },
        atLeast(`${what}: ours to the peer's`, ours.rate / theirs.rate, goals.timesPeer, times),
      );
    }
    peer?.stop();
    const capacity = measured.oneById!.rate;
    figures.push(...(await overload(service, bodies.oneById!, options.seconds)));
    if (options.soakSeconds > 0)
      figures.push(
        ...(await soak(
          service,
          bodies.oneById!,
          options.soakRate ?? 0.8 * capacity,
          options.soakSeconds,
          swap,
        )),
      );
    console.log(`\n${table(figures)}\n`);
    if (peer !== undefined) console.log(`peer: ${peer.versions}, one worker, as ours is one process`);
    writeFigures(".build/bench/api.json", {
      options,
      startedOn,
      endedOn: machine(),
      peer: peer?.versions,
      figures,
      measured,
    });
    console.log(`load average ${load()}; all of it is in .build/bench/api.json`);
  } finally {
    peer?.stop();
    await api.stop();
  }
}

/** Five times as many requests at a time as it works on, each refused one sent again at once. */
async function overload(
  { url, headers }: Service,
  bodies: readonly string[],
  seconds: number,
): Promise<Figure[]> {
  const connections = goals.overload * serverDefaults.mostAtOnce;
  // Few bodies, since each connection of the client makes all of them ready.
  const found = await putLoad({ url, headers, bodies: bodies.slice(0, 20), seconds, connections });
  const { 200: accepted = 0, 503: refused = 0, ...others } = found.statuses;
  console.log(`overload: ${JSON.stringify(found)}`);
  const what = `${connections} connections, ${serverDefaults.mostAtOnce} requests at a time`;
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
    atMost(`${what}: p99 of the accepted`, found.p99, goals.overloadP99, milliseconds),
  ];
}

/** At a steady rate for long, the warehouse replaced again and again. */
async function soak(
  { api, url, headers }: Service,
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
