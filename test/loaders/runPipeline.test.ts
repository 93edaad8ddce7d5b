import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import config from "../../datahub.config.js";
import { TestBank, cleanRows, csv, minimalFiles, recording, type RawFiles } from "./minimalBank.js";

const banks: TestBank[] = [];
const newBank = (files: RawFiles, data?: string): TestBank => {
  const bank = new TestBank(files, data);
  banks.push(bank);
  return bank;
};
afterAll(() => banks.forEach((bank) => bank.dispose()));

describe("runPipeline(settings, progress) with the minimal profile", () => {
  let bank: TestBank;
  beforeAll(async () => {
    bank = newBank(minimalFiles());
    await bank.run();
  });

  it("makes the star schema of three CSV files", async () => {
    const counts = await bank.query(`SELECT (SELECT count(*) FROM marts.dim_clients) AS clients,
      (SELECT count(*) FROM marts.dim_accounts) AS accounts, (SELECT count(*) FROM marts.fct_transactions) AS movements,
      (SELECT count(*) FROM marts.dim_time) AS days, (SELECT strftime(as_of, '%Y-%m-%d') FROM marts.dim_bank) AS as_of,
      (SELECT currency FROM marts.dim_bank) AS currency`);
    expect(counts).toEqual([
      { clients: 120, accounts: 120, movements: 300, days: 60, as_of: "2026-03-01", currency: "EUR" },
    ]);
  });

  it("passes every check, and leaves no scratch files", async () => {
    expect(await bank.query("SELECT check_name FROM quality.checks WHERE NOT is_passed")).toEqual([]);
    expect(existsSync(join(bank.data, "warehouse/.building"))).toBe(false);
  });

  it("runs no step when nothing changed, and touches no file", async () => {
    const before = bank.published();
    const modified = statSync(bank.warehouse).mtimeMs;
    const progress = recording();
    await bank.run({}, progress);
    expect(progress.ran).toEqual([]);
    expect(progress.notes).toContainEqual(expect.stringMatching(/nothing changed, \d+ steps are current/));
    expect(bank.published()).toEqual(before);
    expect(statSync(bank.warehouse).mtimeMs).toBe(modified);
  });

  it("writes the reports again when they were deleted, without running a step", async () => {
    const before = bank.published();
    rmSync(join(bank.data, "reports"), { recursive: true });
    const progress = recording();
    await bank.run({}, progress);
    expect(progress.ran).toEqual([]);
    expect(bank.report("reports.json")).toBe(
      Buffer.from(before[join(bank.data, "reports/reports.json")] ?? "", "base64").toString(),
    );
  });
});

describe("a change of one extract", () => {
  it("runs what depends on it, says why, and marks the reports that changed", async () => {
    const bank = newBank(minimalFiles());
    await bank.run();
    const before = JSON.parse(bank.report("reports.json")) as Record<string, string>;
    bank.write({ "transactions.csv": csv("transactions", ["T99999,A1000,5.00,2026-03-01,fee"]) });
    const progress = recording();
    await bank.run({}, progress);
    const ran = progress.ran.map(({ step }) => step);
    expect(progress.ran.slice(0, 7)).toEqual([
      { step: "previous run", reason: expect.any(String) as string },
      { step: "landing.kyc", reason: "staging needs it" },
      { step: "landing.accounts", reason: "staging needs it" },
      { step: "landing.transactions", reason: "transactions.csv changed" },
      { step: "landing.events", reason: "staging needs it" },
      { step: "landing.loans", reason: "staging needs it" },
      { step: "staging", reason: "landing.transactions ran" },
    ]);
    expect(progress.ran).toContainEqual({ step: "marts.dim_accounts", reason: "staging ran" });
    expect(ran).toEqual(
      expect.arrayContaining(["marts.fct_transactions", "checks", "run", "reports.rpt_about"]),
    );
    expect(ran).not.toContain("settings");
    const after = JSON.parse(bank.report("reports.json")) as Record<string, string>;
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(after.flow_daily).not.toBe(before.flow_daily);
    expect(after.about).not.toBe(before.about);
    expect(after.checks).toBe(before.checks);
    expect(await bank.query("SELECT count(*) AS n FROM marts.fct_transactions")).toEqual([{ n: 301 }]);
  });

  it("gives what a first run over the same files gives", async () => {
    const dirty = ["T99998,A1000,lots,2026-03-01,fee", cleanRows.transactions[0] ?? "", "ragged"];
    const changed = newBank(minimalFiles());
    await changed.run();
    changed.write({
      "transactions.csv": csv("transactions", dirty),
      "kyc.csv": csv("kyc", ["C8001,Ann,1980-01-01,DE"]),
    });
    await changed.run();
    const fresh = newBank(
      minimalFiles({
        "transactions.csv": csv("transactions", dirty),
        "kyc.csv": csv("kyc", ["C8001,Ann,1980-01-01,DE"]),
      }),
      "another place/data",
    );
    await fresh.run();
    // What was before is another matter: test/loaders/history.
    const ofToday = (bank: TestBank): [string, string][] =>
      Object.entries(JSON.parse(bank.report("reports.json")) as Record<string, string>).filter(
        ([name]) => !/^(?:about$|runs$|run_|changes_)/.test(name),
      );
    expect(ofToday(changed)).toEqual(ofToday(fresh));
    expect(changed.report("quality.json")).toBe(fresh.report("quality.json"));
  });
});

describe("the file of the warehouse", () => {
  it("does not grow with tables that are made again, and holds the same", async () => {
    const [bank, fresh] = [newBank(minimalFiles()), newBank(minimalFiles(), "fresh")];
    await fresh.run();
    await bank.run();
    for (const asOf of ["2026-02-10", "2026-02-20", "2026-03-01"]) await bank.run({ asOf });
    expect(statSync(bank.warehouse).size).toBeLessThan(1.6 * statSync(fresh.warehouse).size);
    const content =
      "SELECT count(*)::INTEGER AS n, CAST(bit_xor(hash(t)) AS VARCHAR) AS hash FROM marts.fct_transactions AS t";
    expect(await bank.query(content)).toEqual(await fresh.query(content));
    const progress = recording();
    await bank.run({ asOf: "2026-03-01" }, progress);
    expect(progress.ran).toEqual([]);
  });
});

describe("a warehouse that cannot be read", () => {
  it.each([
    ["is no database", (path: string) => writeFileSync(path, "not a database")],
    [
      "is cut off",
      (path: string) => {
        writeFileSync(path, readFileSync(path).subarray(0, 10_000));
      },
    ],
  ])("and %s is built anew", async (_, damage) => {
    const bank = newBank(minimalFiles());
    await bank.run();
    const reports = bank.report("reports.json");
    damage(bank.warehouse);
    const progress = recording();
    await bank.run({}, progress);
    expect(progress.ran).toContainEqual({ step: "settings", reason: "first run" });
    expect(bank.report("reports.json")).toBe(reports);
    expect(await bank.query("SELECT count(*) AS n FROM marts.fct_transactions")).toEqual([{ n: 300 }]);
  });
});

describe("the as-of date", () => {
  it("asked for keeps later movements out of the marts, and quarantines none of them", async () => {
    const bank = newBank(
      minimalFiles({
        "accounts.csv": csv("accounts", ["A8001,C1000,savings,2026-02-15"]),
        "transactions.csv": csv("transactions", [
          "T99999,A8001,5.00,2026-02-16,fee",
          "T99998,A1000,5.00,2099-01-01,fee",
        ]),
      }),
    );
    await bank.run({ asOf: "2026-01-31" });
    // Five movements a day.
    expect(await bank.query("SELECT count(*) AS n FROM marts.fct_transactions")).toEqual([{ n: 31 * 5 }]);
    expect(
      await bank.query("SELECT staged_rows AS n FROM quality.extracts WHERE extract = 'transactions'"),
    ).toEqual([{ n: 301 }]);
    expect(
      await bank.query("SELECT strftime(max(date_day), '%Y-%m-%d') AS last FROM marts.dim_time"),
    ).toEqual([{ last: "2026-01-31" }]);
    expect((await bank.unstaged()).map(({ raw_text, reasons }) => [raw_text, reasons])).toEqual([
      ["T99998,A1000,5.00,2099-01-01,fee", "future_date:transaction_date"],
    ]);
    // An account opened later is not there yet.
    expect(await bank.query("SELECT count(*) AS n FROM marts.dim_accounts")).toEqual([{ n: 120 }]);
    const progress = recording();
    await bank.run({ asOf: "2026-02-28" }, progress);
    expect(progress.ran).toContainEqual({ step: "staging", reason: "as-of date changed" });
    expect(await bank.query("SELECT count(*) AS n FROM marts.fct_transactions")).toEqual([{ n: 59 * 5 + 1 }]);
    expect(await bank.query("SELECT count(*) AS n FROM marts.dim_accounts")).toEqual([{ n: 121 }]);
  });

  it("later than all data is taken as it is", async () => {
    const bank = newBank(minimalFiles());
    await bank.run({ asOf: "2026-06-30" });
    expect(await bank.query("SELECT count(*) AS n FROM marts.fct_transactions")).toEqual([{ n: 300 }]);
    expect(bank.report("quality.json")).toContain('"asOf": "2026-06-30"');
  });

  it("before the first movement stops the build", async () => {
    const bank = newBank(minimalFiles());
    await expect(bank.run({ asOf: "1990-01-01" })).rejects.toThrow(
      expect.objectContaining({
        name: "BuildError",
        message: expect.stringMatching(/1990-01-01/) as unknown,
      }),
    );
    expect(bank.published()).toEqual({});
  });

  it.each(["2026-02-30", "30/06/2026", "yesterday", ""])("%j is refused", async (asOf) => {
    const bank = newBank(minimalFiles());
    await expect(bank.run({ asOf })).rejects.toThrow(/--as-of .*a date YYYY-MM-DD was expected/);
  });
});

describe("the simulated profile", () => {
  const simulate = { clients: 60, months: 8, seed: 3, firstMonth: "2025-01" };
  const run = (
    bank: TestBank,
    progress = recording(),
    changed: Partial<typeof simulate> = {},
  ): Promise<void> =>
    bank.run({ profile: "simulated", raw: undefined }, progress, {
      simulate: { ...config.simulate, ...simulate, ...changed },
    });
  let bank: TestBank;
  beforeAll(async () => {
    bank = newBank({});
    await run(bank);
  });

  it("makes its own extracts once", async () => {
    const progress = recording();
    await run(bank, progress);
    expect(progress.ran).toEqual([]);
    expect(existsSync(join(bank.data, "raw/simulated/transactions.csv"))).toBe(true);
    expect(
      (await bank.query<{ n: number }>("SELECT count(*) AS n FROM marts.dim_clients WHERE is_current"))[0]?.n,
    ).toBe(60);
  });

  it("accounts for every row of every file", async () => {
    for (const row of await bank.files()) {
      const lines =
        readFileSync(join(bank.data, "raw/simulated", row.file), "utf8")
          .trimEnd()
          .split("\n").length - 1;
      expect([row.file, row.raw_rows]).toEqual([row.file, lines]);
      expect(row.staged_rows + row.quarantined_rows + row.duplicate_rows).toBe(row.raw_rows);
    }
  });

  it("gives the same reports in another folder", async () => {
    const other = newBank({}, "elsewhere");
    await run(other);
    expect(other.report("reports.json")).toBe(bank.report("reports.json"));
    expect(other.report("quality.json")).toBe(bank.report("quality.json"));
  });

  it("can be seen as of an earlier day", async () => {
    const earlier = newBank({}, "earlier");
    await earlier.run({ profile: "simulated", raw: join(bank.data, "raw/simulated"), asOf: "2025-04-30" });
    const [found] = await earlier.query<{ first: string; last: string; opened: string }>(
      `SELECT strftime(min(posted_date), '%Y-%m-%d') AS first, strftime(max(posted_date), '%Y-%m-%d') AS last,
       strftime((SELECT max(opened_date) FROM marts.dim_accounts), '%Y-%m-%d') AS opened FROM marts.fct_transactions`,
    );
    expect(found?.first.slice(0, 7)).toBe("2025-01");
    expect(found?.last).toBe("2025-04-30");
    expect(found?.opened && found.opened <= "2025-04-30").toBe(true);
  });

  it("is simulated anew when the configuration asks for another bank", async () => {
    const progress = recording();
    await run(bank, progress, { clients: 40 });
    expect(progress.ran[0]).toEqual({
      step: "simulate 40 clients, 8 months",
      reason: "datahub.config.ts changed",
    });
  });

  it("leaves somebody's own files alone", async () => {
    const own = newBank({});
    const place = join(own.data, "raw/simulated/transactions.csv");
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, "mine\n");
    await expect(run(own)).rejects.toThrow(/kyc\.csv: file not found/);
    expect(readFileSync(place, "utf8")).toBe("mine\n");
  });
});

describe("resolveSettings(config, flags)", () => {
  const bank = newBank({});

  it.each(["nowhere", "../sources/minimal", ""])("refuses the profile %j", (profile) => {
    expect(() => bank.settings({ profile })).toThrow(/there is no folder data\/sources/);
  });

  it("falls back from a flag to the configuration, and from that to the data folder", () => {
    const settings = bank.settings({ profile: "berka", raw: undefined });
    expect(settings.rawFolder).toBe(join(bank.data, "raw/berka"));
    expect([settings.asOf, settings.currency, settings.bank]).toEqual(["1998-12-31", "CZK", "Berka bank"]);
    expect(bank.settings({ profile: "berka", asOf: "1998-06-30" }).asOf).toBe("1998-06-30");
    expect(bank.settings({ profile: "minimal" }, { profiles: {} }).bank).toBe("minimal");
    expect(bank.settings().asOf).toBe(null);
  });
});
