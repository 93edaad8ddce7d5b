/** `npm test`: the check, the unit tests, three builds, the browser tests and the fuzz of the API, then one line with the counts. */
import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { runChecks } from "./checks.js";
import { run } from "./command.js";
import {
  type Counts,
  countsLine,
  oneFailed,
  onePassed,
  oneSkipped,
  sumCounts,
  type VitestReport,
  vitestCounts,
} from "./counts.js";

const raw = ".build/raw";
const reports = ".build/test";
const cleanRaw = ".build/raw-clean";
const minimalRaw = ".build/raw-minimal";
const berkaFiles = "../shared/data/berka";

interface Bank {
  readonly name: string;
  readonly data: string;
  readonly dist: string;
  /** Commands that end in a built site at `dist`. */
  readonly commands: readonly (readonly string[])[];
  /** Why it cannot be built here, or null. */
  readonly absent: string | null;
}

const banks: readonly Bank[] = [
  {
    name: "simulated",
    data: ".build/simulated",
    dist: ".build/simulated/dist",
    commands: [
      npmRun("simulate", "--clients", "400", "--months", "18", "--seed", "7", "--out", raw),
      npmRun("build", "--raw", raw, "--data", ".build/simulated", "--out", ".build/simulated/dist"),
    ],
    absent: null,
  },
  {
    name: "berka",
    data: ".build/berka",
    dist: ".build/berka/dist",
    commands: [
      npmRun(
        ...["build", "--profile", "berka", "--raw", berkaFiles],
        ...["--data", ".build/berka", "--out", ".build/berka/dist"],
      ),
    ],
    absent: existsSync(berkaFiles) ? null : `${berkaFiles} is not here`,
  },
  {
    name: "minimal",
    data: ".build/minimal",
    dist: ".build/minimal/dist",
    commands: [
      npmRun(
        ...["simulate", "--clients", "250", "--months", "18", "--seed", "3", "--no-dirt"],
        ...["--out", cleanRaw],
      ),
      [process.execPath, "--import", "tsx/esm", "test/tools/minimalFiles.ts", cleanRaw, minimalRaw],
      npmRun(
        ...["build", "--profile", "minimal", "--raw", minimalRaw],
        ...["--data", ".build/minimal", "--out", ".build/minimal/dist"],
      ),
    ],
    absent: null,
  },
];

/** What `test/tools/fuzzApi.ts` ends with where there is no Python for it. */
const nothingSent = 2;

function npmRun(name: string, ...args: string[]): string[] {
  return ["npm", "run", "--silent", name, "--", ...args];
}

const outcomes: { stage: string; counts: Counts; seconds: number; note?: string }[] = [];

/** Runs a stage, keeps its counts, and goes on whatever happens in it. */
async function stage(name: string, work: () => Promise<{ counts: Counts; note?: string }>): Promise<Counts> {
  console.log(`\n── ${name}`);
  const started = performance.now();
  const { counts, note } = await work().catch((error: unknown) => ({
    counts: oneFailed,
    note: error instanceof Error ? error.message : String(error),
  }));
  const seconds = (performance.now() - started) / 1000;
  outcomes.push({ stage: name, counts, seconds, ...(note === undefined ? {} : { note }) });
  return counts;
}

async function vitest(
  name: string,
  projects: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ counts: Counts }> {
  const path = `${reports}/${name}.json`;
  const chosen = projects.flatMap((project) => ["--project", project]);
  const command = ["node_modules/.bin/vitest", "run", ...chosen];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${path}`];
  const { code } = await run([...command, ...reporters], { env });
  const report = await readFile(path, "utf8")
    .then((text) => JSON.parse(text) as VitestReport)
    .catch(() => null);
  return { counts: vitestCounts(report, code) };
}

async function build(bank: Bank): Promise<{ counts: Counts; note?: string }> {
  if (bank.absent !== null) return { counts: oneSkipped, note: bank.absent };
  for (const command of bank.commands) {
    console.log(`$ ${command.join(" ")}`);
    const { code } = await run(command);
    if (code !== 0) return { counts: oneFailed, note: `exit code ${code}` };
  }
  if (!existsSync(`${bank.dist}/index.html`)) return { counts: oneFailed, note: `no site at ${bank.dist}` };
  return { counts: onePassed };
}

// A site of an earlier run must not be tested in place of one that failed to build.
for (const path of [raw, cleanRaw, minimalRaw, reports, ...banks.map(({ data }) => data)])
  await rm(path, { recursive: true, force: true });
await mkdir(reports, { recursive: true });

await stage("check", async () => ({ counts: await runChecks() }));
await stage("unit tests", () => vitest("unit", ["pure", "unit"]));
const built: Bank[] = [];
for (const bank of banks) {
  const counts = await stage(`build of the ${bank.name} bank`, () => build(bank));
  if (counts.passed > 0) built.push(bank);
}
await stage("browser tests", async () => {
  if (built.length === 0) return { counts: oneFailed, note: "no site was built" };
  return vitest("site", ["site"], { SITE_DISTS: built.map(({ dist }) => dist).join(",") });
});

await stage("fuzz of the API", async () => {
  // A part of the cases of npm run fuzz, in a quarter of a minute.
  const { code } = await run([
    process.execPath,
    "--import",
    "tsx/esm",
    "test/tools/fuzzApi.ts",
    "--cases",
    "25",
  ]);
  if (code === nothingSent) return { counts: oneSkipped, note: "no Python with schemathesis" };
  return { counts: code === 0 ? onePassed : oneFailed };
});

console.log("");
for (const { stage: name, counts, seconds, note } of outcomes) {
  console.log(
    `${name}: ${countsLine(counts)} (${seconds.toFixed(1)} s)${note === undefined ? "" : ` — ${note}`}`,
  );
}
const total = sumCounts(outcomes.map(({ counts }) => counts));
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`\n${countsLine(total)}`);
