import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { extractNames } from "../../../lib/core/contract.js";
import { truthHeaders } from "../../../lib/simulate/truth.js";
import { commandLine } from "../commandLine.js";
import { TestBank, minimalFiles, recording } from "../minimalBank.js";
import { cleanLines, headers } from "./scoredBank.js";

const project = resolve(import.meta.dirname, "../../..");

const soiled = [
  'T9001,A101,"1.234,50",2026-02-03 10:15:00,card_purchase,card,EUR,M1,food,PT',
  "T9002,A101,5.00,03/02/2026 10:15:00,card_purchase,card,EUR,M1,food,PT",
  "T9003X,A101,,2026-02-03 10:15:00,card_purchase,card,EUR,M1,food,PT",
];
const at = (index: number): number => cleanLines.transactions.length + 2 + index;
const defects = `${truthHeaders.defects}thousands_separator,transactions.csv,${at(0)},transactions,T9001,amount,"1.234,50",1234.50,repaired,
date_format,transactions.csv,${at(1)},transactions,T9002,transaction_date,03/02/2026 10:15:00,2026-02-03 10:15:01,repaired,
missing_value,transactions.csv,${at(2)},transactions,T9003X,amount,,5.00,quarantined,missing_value
`;
/** A bank of the simulated profile; the second defect is told wrongly, so that it counts as missed. */
const files = {
  ...Object.fromEntries(
    extractNames.map((extract) => [
      `${extract}.csv`,
      [headers[extract], ...cleanLines[extract], ...(extract === "transactions" ? soiled : []), ""].join(
        "\n",
      ),
    ]),
  ),
  "truth/defects.csv": defects,
};

const banks: TestBank[] = [];
const newBank = (content = files): TestBank => {
  const bank = new TestBank(content);
  banks.push(bank);
  return bank;
};
afterAll(() => banks.forEach((bank) => bank.dispose()));

const run = (bank: TestBank, progress = recording()): Promise<void> =>
  bank.run({ profile: "simulated" }, progress);

/** A checksum of every table but those that hold the score, and of the published files. */
async function contents(bank: TestBank): Promise<Record<string, unknown>> {
  const tables = await bank.query<{ schema: string; table: string }>(
    `SELECT table_schema AS schema, table_name AS "table" FROM information_schema.tables
     WHERE table_catalog = current_database() AND table_name NOT LIKE 'score%' AND table_name NOT LIKE 'rpt_quality_score%'
       AND table_name <> 'rpt_run_scores'
       AND NOT (table_schema = 'meta' AND table_name = 'steps')`,
  );
  const found: Record<string, unknown> = {};
  for (const { schema, table } of tables) {
    found[`${schema}.${table}`] = await bank.query(
      `SELECT count(*) AS n, sum(hash(t)::HUGEINT)::VARCHAR AS checksum FROM "${schema}"."${table}" AS t`,
    );
  }
  const hashes = JSON.parse(bank.report("reports.json")) as Record<string, string>;
  found.reports = Object.entries(hashes).filter(
    ([report]) => !report.startsWith("quality_score") && report !== "run_scores",
  );
  found.quality = bank.report("quality.json");
  return found;
}

describe("the step evaluation", () => {
  let bank: TestBank;
  beforeAll(async () => {
    bank = newBank();
    await run(bank);
  });

  it("scores what the pipeline made of the defects", async () => {
    expect(
      await bank.query(
        "SELECT kind, defect_count, repaired_count, set_aside_count, missed_count FROM reports.rpt_quality_score ORDER BY kind",
      ),
    ).toEqual([
      { kind: "date_format", defect_count: 1, repaired_count: 0, set_aside_count: 0, missed_count: 1 },
      { kind: "missing_value", defect_count: 1, repaired_count: 0, set_aside_count: 1, missed_count: 0 },
      {
        kind: "thousands_separator",
        defect_count: 1,
        repaired_count: 1,
        set_aside_count: 0,
        missed_count: 0,
      },
    ]);
    expect(await bank.query("SELECT * FROM reports.rpt_quality_score_misses")).toEqual([
      {
        ...{ kind: "date_format", extract: "transactions", file: "transactions.csv", line: at(1) },
        ...{
          column_name: "transaction_date",
          written: "03/02/2026 10:15:00",
          expected: "2026-02-03 10:15:01",
        },
        got: "staged as 2026-02-03 10:15:00",
      },
    ]);
    expect(
      await bank.query(
        "SELECT sum(clean_rows)::INTEGER AS clean, sum(harmed_rows)::INTEGER AS harmed FROM reports.rpt_quality_score_clean",
      ),
    ).toEqual([{ clean: Object.values(cleanLines).flat().length, harmed: 0 }]);
  });

  it("publishes no personal value", async () => {
    const other = newBank({
      ...files,
      "truth/defects.csv": `${truthHeaders.defects}mojibake,kyc.csv,3,kyc,C101,name,Pérson 1,Somebody,repaired,
swapped_columns,transactions.csv,2,transactions,T1000,account_id,A100,A199,repaired,
late_rows,transactions.csv,3,transactions,T9999,,,,repaired,
`,
    });
    await run(other);
    const published = await other.query<object>(
      "SELECT written, expected, got FROM reports.rpt_quality_score_misses WHERE kind <> 'harmed_row' ORDER BY kind",
    );
    expect(published).toEqual([
      { written: null, expected: "•••", got: "not staged" },
      { written: "•••", expected: "•••", got: "staged as •••" },
      { written: "•••", expected: "•••", got: "staged as •••" },
    ]);
  });

  it("runs alone with what it needs when the list changes, and nothing but its reports changes", async () => {
    const other = newBank();
    await run(other);
    const before = await contents(other);
    other.write({ "truth/defects.csv": defects.replace("10:15:01", "10:15:00") });
    const progress = recording();
    await run(other, progress);
    const ran = progress.ran.filter(({ step }) => !/^(landing\.|staging$)/.test(step));
    expect(ran.map(({ step }) => step)).toEqual([
      "evaluation",
      "reports.rpt_quality_score",
      "reports.rpt_quality_score_clean",
      "reports.rpt_quality_score_misses",
      "reports.rpt_run_scores",
    ]);
    expect(ran[0]?.reason).toBe("truth/defects.csv changed");
    expect(
      await other.query("SELECT sum(missed_count)::INTEGER AS n FROM reports.rpt_quality_score"),
    ).toEqual([{ n: 0 }]);
    expect(await contents(other)).toEqual(before);
  });

  it.each<readonly [string, (bank: TestBank) => void]>([
    ["removed", (other) => rmSync(join(other.raw, "truth"), { recursive: true })],
    [
      "garbage that parses",
      (other) =>
        other.write({
          "truth/defects.csv": `${truthHeaders.defects}x,transactions.csv,2,transactions,T1000,amount,1,2,repaired,\n`,
          "truth/snapshots.csv": `${truthHeaders.snapshots}C100,2026-01-31,0.5,true,0.5,true\n`,
          "truth/anomalies.csv": `${truthHeaders.anomalies}T1000,C100,fat_finger,1,true\n`,
          "truth/ceiling.json": "{}",
        }),
    ],
  ])("is the only one to notice that the truth is %s", async (_, change) => {
    const other = newBank();
    change(other);
    await run(other);
    expect(await contents(other)).toEqual(await contents(bank));
    expect(await other.query("SELECT * FROM reports.rpt_quality_score")).not.toEqual(
      await bank.query("SELECT * FROM reports.rpt_quality_score"),
    );
  });

  it("leaves an empty score where there is no truth, and for a bank that is not simulated", async () => {
    const real = newBank({ ...minimalFiles(), "truth/defects.csv": defects });
    await real.run();
    const simulated = newBank();
    await run(simulated);
    simulated.remove("truth");
    await run(simulated);
    for (const other of [real, simulated]) {
      for (const table of ["score", "score_clean", "score_misses"]) {
        expect(await other.query(`SELECT * FROM reports.rpt_quality_${table}`)).toEqual([]);
      }
    }
  });

  it("names a list that cannot be read, and publishes nothing", async () => {
    const other = newBank({ ...files, "truth/defects.csv": "kind\n" });
    await expect(run(other)).rejects.toThrow(/defects\.csv, line 1: 'kind'; kind,file,line/);
    expect(other.published()).toEqual({});
  });
});

describe("the folder of the truth", () => {
  const code = ["loaders", "lib/warehouse", "lib/core", "src", "data/sources"].flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(ts|sql|md)$/.test(file) && !/^(?:core|\.observablehq)\//.test(file))
      .map((file) => `${folder}/${file}`),
  );
  /** Code without its comments, in which prose may speak of truth. */
  const codeOf = (file: string): string =>
    readFileSync(join(project, file), "utf8").replace(/\/\*[^]*?\*\/|\/\/.*$|--.*$/gm, "");
  const mentions =
    /simulate\/truth|truthFolder|truthHeaders|truthNames|["'`/]truth["'`/]|\b(?:defects|snapshots|anomalies)\.csv|ceiling\.json/;
  /** Write the truth as the bank is simulated. */
  const writers = /^loaders\/(?:steps\/simulate\.ts|simulate\/)/;

  it("is named by the evaluation and by what writes it, and nowhere else", () => {
    expect(code.length).toBeGreaterThan(100);
    const naming = code.filter((file) => mentions.test(codeOf(file)));
    expect(naming).toEqual(expect.arrayContaining(["loaders/evaluate/truthFile.ts"]));
    expect(naming.filter((file) => !writers.test(file) && !file.startsWith("loaders/evaluate/"))).toEqual([]);
  });

  it("is read by nothing that writes it, and the evaluation is reached by its step, its command and what judges the models only", () => {
    for (const file of code.filter((each) => writers.test(each))) {
      expect(codeOf(file), file).not.toMatch(
        /\bread(?:File|FileSync|Sync)?\(|createReadStream|read_csv|duckdb|warehouse/i,
      );
    }
    const users = code.filter(
      (file) => !file.startsWith("loaders/evaluate/") && codeOf(file).includes("/evaluate/"),
    );
    expect(users.sort()).toEqual([
      "loaders/models/fitAnomalyModel.ts",
      "loaders/models/fitProbabilityModel.ts",
      "loaders/models/modelSteps.ts",
      "loaders/pipeline.ts",
      "loaders/steps/plan.ts",
    ]);
  });
});

describe("npm run evaluate -- quality", () => {
  it("prints and stores the score of a simulated bank", async () => {
    const bank = newBank();
    const { code, output, errors } = await commandLine([
      ...["evaluate", "quality", "--profile", "simulated", "--raw", bank.raw, "--data", bank.data],
    ]);
    expect([errors, code]).toEqual(["", 0]);
    expect(output).toMatch(/^evaluation: 3 rows/m);
    expect(output).toMatch(/^ {2}thousands separator +1 +1 +– +– +100 %$/m);
    expect(output).toMatch(/^ {2}date format +1 +– +– +1 +0\.0 %$/m);
    expect(output).toMatch(/^ {2}together +2 +1 +– +1 +50\.0 % +target at least 99\.0 %: not reached$/m);
    expect(output).toMatch(/^ {2}together +1 +– +1 +– +100 % +target at least 99\.5 %: reached$/m);
    expect(output).toMatch(/^ {2}together +140 +– +target at most 1 in 100,000: reached$/m);
    expect(output).toContain(
      `Date format: transactions.csv:${at(1)}, transaction_date '03/02/2026 10:15:00'; expected: 2026-02-03 10:15:01; got: staged as 2026-02-03 10:15:00`,
    );
    const stored = JSON.parse(bank.report("evaluation-quality.json")) as Record<string, unknown>;
    expect(stored).toMatchObject({
      totals: {
        repairable: { defects: 2, repaired: 1, missed: 1, share: 0.5 },
        beyondRepair: { defects: 1, setAside: 1, share: 1 },
        ...{ cleanRows: 140, harmedRows: 0 },
      },
      defects: expect.arrayContaining([
        expect.objectContaining({ kind: "missing_value", set_aside_count: 1 }),
      ]) as unknown,
      misses: [expect.objectContaining({ line: at(1) })],
    });
  });

  it.each<readonly [string, (bank: TestBank) => string[], RegExp]>([
    [
      "no truth is at hand",
      (bank) => ["--profile", "simulated", "--raw", bank.raw],
      /truth\/defects\.csv: file not found.*\n {2}→ Evaluate a simulated bank: npm run evaluate/,
    ],
    [
      "the bank is not simulated",
      () => ["--profile", "minimal"],
      /--profile minimal: only a simulated bank knows what is wrong with its files\n {2}→ Evaluate a simulated bank/,
    ],
  ])("says what to do where %s", async (_, flags, message) => {
    const bank = newBank(minimalFiles() as typeof files);
    const { code, errors } = await commandLine(["evaluate", "quality", ...flags(bank), "--data", bank.data]);
    expect(errors).toMatch(message);
    expect(errors).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
    expect(bank.published()).toEqual({});
  });
});
