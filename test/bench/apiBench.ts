import { copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { warehouseFile } from "../../lib/warehouse/open.js";
import { apiCommand, startApi } from "../lib/api/support/apiProcess.js";
import { bodiesOf, readRecords } from "./api/bodies.js";
import { startPeer, type Peer } from "./api/peer.js";
import { rates, type RatesOptions, type Service } from "./api/rates.js";
import { overload, soak } from "./api/strain.js";
import { load, machine, table, writeFigures } from "./figures.js";

export interface ApiBenchOptions extends RatesOptions {
  /** Built data folder whose warehouse is served. */
  readonly data: string;
  /** 0 leaves it out. */
  readonly soakSeconds: number;
  /** Requests a second of the long run; 80 % of what was measured if left out. */
  readonly soakRate?: number;
  readonly python: boolean;
}

const folder = ".build/bench/api";

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
  const service: Service = { url: `${api.origin}/score_default`, headers };
  let peer: Peer | undefined;
  try {
    if (options.python) peer = await startPeer(folder, records, token);
    if (peer === undefined) console.log("without FastAPI and scikit-learn: ours alone");
    const other = peer === undefined ? null : { url: `${peer.origin}/score_default`, headers };
    const { figures, measured, capacity } = await rates(service, other, bodies, options);
    peer?.stop();
    figures.push(...(await overload(service, bodies.oneById!, options.seconds)));
    const { soakSeconds, soakRate = 0.8 * capacity } = options;
    if (soakSeconds > 0)
      figures.push(...(await soak(api, service, bodies.oneById!, soakRate, soakSeconds, swap)));
    console.log(`\n${table(figures)}\n`);
    if (peer !== undefined)
      console.log(`peer: ${peer.versions}, one process; ours is one too, with a thread that writes its log`);
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
