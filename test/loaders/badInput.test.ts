import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import config from "../../datahub.config.js";
import type { ProblemCode } from "../../loaders/errors.js";
import { runPipeline } from "../../loaders/runPipeline.js";
import {
  TestBank,
  cleanRows,
  csv,
  headers,
  lineAfter,
  minimalFiles,
  recording,
  silent,
  type QualityFile,
  type QualityRow,
  type RawFiles,
} from "./minimalBank.js";

const banks: TestBank[] = [];
const newBank = (files: RawFiles): TestBank => {
  const bank = new TestBank(files);
  banks.push(bank);
  return bank;
};
afterAll(() => banks.forEach((bank) => bank.dispose()));

const buildError = (code: ProblemCode, message: RegExp): unknown =>
  expect.objectContaining({ name: "BuildError", code, message: expect.stringMatching(message) as unknown });

const withHeader = (table: keyof typeof headers, header: string): string =>
  [header, ...cleanRows[table], ""].join("\n");

/** Some rows that cannot be read, none of them twice. */
const badRows = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `T${90_000 + i},A1000,lots,2026-01-02,fee`);

describe("a delivery that cannot be built on", () => {
  let bank: TestBank;
  let published: Record<string, string>;
  beforeAll(async () => {
    bank = newBank(minimalFiles());
    await bank.run();
    published = bank.published();
  });

  it.each<{ of: string; files: RawFiles; code: ProblemCode; message: RegExp }>([
    {
      of: "a missing file",
      files: minimalFiles({ "transactions.csv": null }),
      code: "missing_extract",
      message: /transactions\.csv: file not found; it holds accounts\.csv, kyc\.csv\n {2}→ Put the file/,
    },
    {
      of: "an empty file",
      files: minimalFiles({ "accounts.csv": "" }),
      code: "empty_file",
      message: /^accounts\.csv: the file is empty/,
    },
    {
      of: "a file of blank lines",
      files: minimalFiles({ "accounts.csv": "\n\n\n" }),
      code: "empty_file",
      message: /^accounts\.csv, line 1: the header line is empty/,
    },
    {
      of: "a header only",
      files: minimalFiles({ "transactions.csv": `${headers.transactions}\n` }),
      code: "empty_file",
      message: /^transactions\.csv: a header and no rows/,
    },
    {
      of: "a header and blank lines only",
      files: minimalFiles({ "kyc.csv": `${headers.kyc}\n\n\n` }),
      code: "empty_file",
      message: /^kyc\.csv: a header and no rows/,
    },
    {
      of: "a missing column",
      files: minimalFiles({
        "accounts.csv": "account_id,client_id,account_type\nA1,C1,checking\n",
      }),
      code: "missing_column",
      message:
        /^accounts\.csv, line 1: no column 'opened_date', which .*minimal\/accounts\.sql reads; the header has account_id, client_id, account_type/,
    },
    {
      of: "a renamed column",
      files: minimalFiles({
        "transactions.csv": withHeader(
          "transactions",
          headers.transactions.replace("amount", "Amount_in_EUR"),
        ),
      }),
      code: "missing_column",
      message: /^transactions\.csv, line 1: no column 'amount', .*; the nearest is 'Amount_in_EUR'/,
    },
    {
      of: "a misspelt column",
      files: minimalFiles({ "kyc.csv": withHeader("kyc", "client_id,name,birthdte,country") }),
      code: "missing_column",
      message: /no column 'birthdate'.*; the nearest is 'birthdte'/,
    },
    {
      of: "a separator that is none",
      files: minimalFiles({ "transactions.csv": csv("transactions").replaceAll(",", "~") }),
      code: "missing_column",
      message:
        /no column '\w+'.*the header has [\w~]+; the header is one column: the separator should be , ; tab or \|/,
    },
    {
      of: "another separator in the rows than in the header",
      files: minimalFiles({
        "transactions.csv": `${headers.transactions}\n${cleanRows.transactions.join("\n").replaceAll(",", ";")}\n`,
      }),
      code: "too_much_quarantined",
      message:
        /^transactions: 300 of 300 rows \(100\.0 %\).*\n {2}300 × ragged_line, first at transactions\.csv, line 2/,
    },
    {
      of: "UTF-16",
      files: minimalFiles({ "kyc.csv": Buffer.from(`\ufeff${csv("kyc")}`, "utf16le") }),
      code: "unreadable_file",
      message: /^kyc\.csv, line 1: the file is UTF-16; UTF-8 or Latin-1 was expected/,
    },
    {
      of: "UTF-16 without a byte order mark",
      files: minimalFiles({ "kyc.csv": Buffer.from(csv("kyc"), "utf16le") }),
      code: "unreadable_file",
      message: /^kyc\.csv, line 1: NUL bytes in the header/,
    },
    {
      of: "two columns of one name",
      files: minimalFiles({ "kyc.csv": withHeader("kyc", "client_id,name,birthdate,name") }),
      code: "unreadable_file",
      message: /^kyc\.csv, line 1: two columns are called 'name'/,
    },
    {
      of: "all amounts bad",
      files: minimalFiles({ "transactions.csv": [headers.transactions, ...badRows(300), ""].join("\n") }),
      code: "too_much_quarantined",
      message:
        /^transactions: 300 of 300 rows \(100\.0 %\) .*\n {2}300 × unparseable_amount in amount, first at transactions\.csv, line 2: 'lots'/,
    },
    {
      of: "all dates bad",
      files: minimalFiles({
        "transactions.csv": csv("transactions").replaceAll(",2026-", ",the year 2026-"),
      }),
      code: "too_much_quarantined",
      message:
        /^transactions: 300 of 300 .*\n {2}300 × unparseable_date in transaction_date, first at transactions\.csv, line 2: 'the year 2026-01-01'/,
    },
    {
      of: "all rows of the clients bad",
      files: minimalFiles({ "kyc.csv": csv("kyc").replaceAll(/^C\d+/gm, "") }),
      code: "too_much_quarantined",
      message:
        /^kyc: 120 of 120 rows \(100\.0 %\) would be quarantined; at most 5\.0 % may be\n {2}120 × missing_value in client_id, first at kyc\.csv, line 2/,
    },
    {
      of: "an account file of another bank",
      files: minimalFiles({ "accounts.csv": csv("accounts").replaceAll(",C", ",X") }),
      code: "too_much_quarantined",
      message:
        /^accounts: 120 of 120 .*\n {2}120 × orphan_client in client_id, first at accounts\.csv, line 2/,
    },
    {
      of: "more than 5 % of a required extract quarantined",
      files: minimalFiles({ "transactions.csv": csv("transactions", badRows(16)) }),
      code: "too_much_quarantined",
      message:
        /^transactions: 16 of 316 rows \(5\.1 %\) would be quarantined; at most 5\.0 % may be\n {2}16 × unparseable_amount in amount, first at transactions\.csv, line 302: 'lots'/,
    },
  ])("$of stops the build; what was published stays as it was", async ({ files, code, message }) => {
    const delivery = newBank(files);
    await expect(bank.run({ raw: delivery.raw })).rejects.toThrow(buildError(code, message));
    expect(bank.published()).toEqual(published);
  });

  it("a raw folder that is not there stops the build", async () => {
    await expect(bank.run({ raw: join(bank.folder, "nowhere") })).rejects.toThrow(
      buildError("missing_extract", /nowhere: there is no such folder/),
    );
  });

  it("names no personal value in the error", async () => {
    const delivery = newBank(minimalFiles({ "accounts.csv": csv("accounts").replaceAll(",C", ",X") }));
    await expect(bank.run({ raw: delivery.raw })).rejects.not.toThrow(/X1\d\d\d/);
  });

  it("passes at exactly the share that may be quarantined", async () => {
    const quality = { ...config.quality, maximumQuarantineShare: 16 / 316 };
    const delivery = newBank(minimalFiles({ "transactions.csv": csv("transactions", badRows(16)) }));
    await delivery.run({}, silent, { quality });
    expect((await delivery.unstaged()).length).toBe(16);
  });

  it("stops at not one good row even where any share may be quarantined", async () => {
    const quality = { ...config.quality, maximumQuarantineShare: 1 };
    const delivery = newBank(
      minimalFiles({ "transactions.csv": [headers.transactions, ...badRows(9), ""].join("\n") }),
    );
    await expect(delivery.run({}, silent, { quality })).rejects.toThrow(
      buildError("too_much_quarantined", /^transactions: not one row could be read/),
    );
  });

  it("builds again when the delivery is put right", async () => {
    const delivery = newBank(minimalFiles({ "transactions.csv": csv("transactions", badRows(16)) }));
    await expect(delivery.run()).rejects.toThrow(/would be quarantined/);
    expect(delivery.published()).toEqual({});
    delivery.write(minimalFiles());
    await delivery.run();
    expect(await delivery.unstaged()).toEqual([]);
  });
});

describe("a SELECT that breaks the contract", () => {
  const transactions = (select: string): [string, string] => ["transactions", select];

  it.each<readonly [of: string, change: [string, string], code: ProblemCode, message: RegExp]>([
    [
      "leaves out _row",
      transactions(
        "SELECT transaction_id, account_id, amount, transaction_date, transaction_type FROM raw.transactions",
      ),
      "bad_source",
      /transactions\.sql: the SELECT does not give _row/,
    ],
    [
      "leaves out a required column",
      transactions(
        "SELECT _row, transaction_id, account_id, amount AS sum, transaction_date, transaction_type FROM raw.transactions",
      ),
      "missing_column",
      /transactions\.sql: the SELECT gives no column 'amount' \(signed.*\), which transactions must have/,
    ],
    [
      "filters",
      transactions(
        "SELECT _row, transaction_id, account_id, amount, transaction_date, transaction_type FROM raw.transactions WHERE account_id <> 'A1000'",
      ),
      "bad_source",
      /transactions\.sql: gives 297 rows for the 300 rows of transactions\.csv/,
    ],
    [
      "multiplies",
      transactions(
        "SELECT t._row, transaction_id, t.account_id, amount, transaction_date, transaction_type FROM raw.transactions AS t LEFT JOIN raw.accounts AS a ON a.account_id <> t.transaction_id",
      ),
      "bad_source",
      /gives 36000 rows for the 300 rows/,
    ],
    [
      "is no SQL",
      transactions("SELEKT _row FROM raw.transactions"),
      "bad_source",
      /transactions\.sql: .*syntax error/,
    ],
    [
      "reads no raw table",
      transactions("SELECT 1 AS _row"),
      "bad_source",
      /the SELECT reads no raw\.<table>/,
    ],
  ])("one that %s stops the build and is named", async (_, [extract, select], code, message) => {
    const bank = newBank(minimalFiles());
    const sourceFolder = mkdtempSync(join(tmpdir(), "profile-"));
    mkdirSync(sourceFolder, { recursive: true });
    const plain = (table: keyof typeof headers): string => `SELECT _row, ${headers[table]} FROM raw.${table}`;
    for (const table of Object.keys(headers) as (keyof typeof headers)[]) {
      writeFileSync(join(sourceFolder, `${table}.sql`), table === extract ? select : plain(table));
    }
    await expect(runPipeline({ ...bank.settings(), sourceFolder }, silent)).rejects.toThrow(
      buildError(code, message),
    );
    expect(bank.published()).toEqual({});
  });
});

interface BadRow {
  readonly of: string;
  readonly row: string;
  readonly reasons: string;
  /** What the second table says of each reason: column, value, whether it is personal. */
  readonly values: readonly (readonly [
    reason: string,
    column: string | null,
    value: string | null,
    personal: boolean,
  ])[];
  readonly text?: string;
}

const badMovements: readonly BadRow[] = [
  {
    of: "a ragged line",
    row: "T90001,A1000,5.00,2026-01-02",
    reasons: "ragged_line",
    values: [["ragged_line", null, null, true]],
  },
  {
    of: "a missing value",
    row: "T90002,A1000,,2026-01-02,fee",
    reasons: "missing_value:amount",
    values: [["missing_value", "amount", null, false]],
  },
  {
    of: "an amount that cannot be read",
    row: "T90003,A1000,5.0.0,2026-01-02,fee",
    reasons: "unparseable_amount:amount",
    values: [["unparseable_amount", "amount", "5.0.0", false]],
  },
  {
    of: "an amount that can be read in two ways",
    row: "T90004,A1000,1.234,2026-01-02,fee",
    reasons: "ambiguous_amount:amount",
    values: [["ambiguous_amount", "amount", "1.234", false]],
  },
  {
    of: "a date that is none",
    row: "T90005,A1000,5.00,2026-02-30,fee",
    reasons: "unparseable_date:transaction_date",
    values: [["unparseable_date", "transaction_date", "2026-02-30", false]],
  },
  {
    of: "two faults at once",
    row: "T90006,A1000,lots,soon,fee",
    reasons: "unparseable_amount:amount unparseable_date:transaction_date",
    values: [
      ["unparseable_amount", "amount", "lots", false],
      ["unparseable_date", "transaction_date", "soon", false],
    ],
  },
  {
    of: "a future date",
    row: "T90007,A1000,5.00,2099-01-01,fee",
    reasons: "future_date:transaction_date",
    values: [["future_date", "transaction_date", "2099-01-01", false]],
  },
  {
    of: "an orphan",
    row: "T90008,A9999,5.00,2026-01-02,fee",
    reasons: "orphan_account:account_id",
    values: [["orphan_account", "account_id", "A9999", true]],
  },
  {
    of: "a missing key",
    row: ",A1000,5.00,2026-01-02,fee",
    reasons: "missing_value:transaction_id",
    values: [["missing_value", "transaction_id", null, true]],
  },
  {
    of: "a NUL byte",
    row: "T90010,A10\x0000,5.00,2026-01-02,fee",
    reasons: "nul_byte",
    values: [["nul_byte", null, null, true]],
  },
  {
    of: "a field of 10 MB",
    row: `T90011,A1000,5.00,2026-01-02,${"x".repeat(10_000_000)}`,
    reasons: "oversized_line",
    values: [["oversized_line", null, null, true]],
    text: `T90011,A1000,5.00,2026-01-02,${"x".repeat(471)}`,
  },
  {
    of: "a malformed quote",
    row: 'T90012,"A1000"x,5.00,2026-01-02,fee',
    reasons: "malformed_quote",
    values: [["malformed_quote", null, null, true]],
  },
  {
    of: "an unclosed quote",
    row: 'T90013,"A1000,5.00,2026-01-02,fee',
    reasons: "unclosed_quote",
    values: [["unclosed_quote", null, null, true]],
  },
];

/** Good rows after and between the bad ones, written in ways that need more than one look. */
const goodMovements = [
  'T80001,A1000,"1,234.50",02/01/2026,fee',
  '"T80002",A1000,"(12,30)",20260102,"Card Purchase"',
  "T80003,A1000,€ 12,2026-01-02T10:00:00+02:00,barter",
  " T80004 ,A1000,-5,2026-01-02 23:59:59,FEE",
];

describe("rows that cannot be trusted", () => {
  const first = lineAfter("transactions");
  const movements = [...badMovements.map(({ row }) => row), ...goodMovements];
  let bank: TestBank;
  let unstaged: QualityRow[];
  let reasons: {
    line: number;
    file: string;
    reason: string;
    column_name: string | null;
    value: string | null;
    is_personal: boolean;
  }[];
  let files: QualityFile[];

  beforeAll(async () => {
    bank = newBank(
      minimalFiles({
        "transactions.csv": csv("transactions", [
          ...movements,
          // Exactly the first row again; the second with another amount; the third twice more, then as it was.
          cleanRows.transactions[0] ?? "",
          (cleanRows.transactions[1] ?? "").replace(/-11\.50/, "77.00"),
          (cleanRows.transactions[2] ?? "").replace(/-12\.50/, "88.00"),
          cleanRows.transactions[2] ?? "",
        ]),
        "accounts.csv": csv("accounts", [
          "A8001,C9999,checking,2024-01-01",
          "A8002,C1000,checking,someday",
          "A8003,C1000,piggy bank,01.02.2024",
        ]),
        "kyc.csv": csv("kyc", [
          ",Nobody,1980-01-01,DE",
          "C1001,Another Name,1951-02-15,DE",
          "C8001,Ann,1980-13-01,Atlantis",
          "C8002,Bob,13/01/1980,germany",
        ]),
      }),
    );
    await bank.run();
    unstaged = await bank.unstaged();
    reasons = await bank.query(
      "SELECT * FROM quality.reasons WHERE extract = 'transactions' ORDER BY line, column_name",
    );
    files = await bank.files();
  });

  describe.each(badMovements.map((bad, i) => ({ ...bad, line: first + i })))("$of", (bad) => {
    it("is quarantined with reason, file, line and text", () => {
      expect(unstaged.filter((row) => row.extract === "transactions" && row.line === bad.line)).toEqual([
        {
          extract: "transactions",
          file: "transactions.csv",
          line: bad.line,
          fate: "quarantined",
          reasons: bad.reasons,
          raw_text: bad.text ?? bad.row,
        },
      ]);
    });

    it("has its reasons listed with the value, marked where personal", () => {
      const found = reasons.filter((row) => row.line === bad.line && row.file === "transactions.csv");
      expect(found.map((row) => [row.reason, row.column_name, row.value, row.is_personal])).toEqual(
        bad.values,
      );
    });
  });

  it("are all that is quarantined", () => {
    expect(
      unstaged
        .filter((row) => row.extract === "transactions" && row.fate === "quarantined")
        .map((row) => row.line)
        .filter((line) => line > 4),
    ).toEqual([...badMovements.map((_, i) => first + i), first + movements.length + 2]);
  });

  it("shows no personal value in the published samples", async () => {
    const samples = await bank.query<{ column_name: string | null; value: string | null }>(
      "SELECT column_name, value FROM reports.rpt_quality_samples WHERE extract = 'transactions'",
    );
    const columns = new Map(samples.map(({ column_name, value }) => [column_name, value]));
    expect(columns.get("account_id")).toBe("•••");
    expect(columns.get(null)).toBe("•••");
    expect(columns.get("amount")).not.toBe("•••");
    const published = `${bank.report("quality.json")} ${JSON.stringify(samples)}`;
    expect(published).not.toContain("A9999");
    expect(published).not.toContain("C9999");
  });

  describe("a key delivered several times", () => {
    const at = first + movements.length;

    it("with the same content is a duplicate, of which the last is kept", () => {
      const row = cleanRows.transactions[0];
      expect(unstaged.filter(({ raw_text }) => raw_text === row)).toEqual([
        {
          extract: "transactions",
          file: "transactions.csv",
          line: 2,
          fate: "duplicate",
          reasons: null,
          raw_text: row,
        },
      ]);
    });

    it("with another content keeps the latest and quarantines the rest", async () => {
      expect(unstaged.filter(({ line, extract }) => extract === "transactions" && line === 3)).toEqual([
        {
          extract: "transactions",
          file: "transactions.csv",
          line: 3,
          fate: "quarantined",
          reasons: "conflicting_key:transaction_id",
          raw_text: cleanRows.transactions[1],
        },
      ]);
      expect(
        await bank.query("SELECT amount FROM marts.fct_transactions WHERE transaction_id = 'T10001'"),
      ).toEqual([{ amount: 77 }]);
    });

    it("with both: the content delivered last stays", async () => {
      const fates = unstaged.filter(({ raw_text }) => raw_text.startsWith("T10002,"));
      expect(fates.map(({ line, fate, reasons: why }) => [line, fate, why])).toEqual([
        [4, "duplicate", null],
        [at + 2, "quarantined", "conflicting_key:transaction_id"],
      ]);
      expect(
        await bank.query("SELECT amount FROM marts.fct_transactions WHERE transaction_id = 'T10002'"),
      ).toEqual([{ amount: -12.5 }]);
    });
  });

  it("does the same for accounts and clients", () => {
    const others = unstaged.filter(({ extract }) => extract !== "transactions");
    expect(others.map(({ extract, line, fate, reasons: why }) => [extract, line, fate, why])).toEqual([
      ["accounts", lineAfter("accounts"), "quarantined", "orphan_client:client_id"],
      ["accounts", lineAfter("accounts") + 1, "quarantined", "unparseable_date:opened_date"],
      ["kyc", 3, "quarantined", "conflicting_key:client_id"],
      ["kyc", lineAfter("kyc"), "quarantined", "missing_value:client_id"],
    ]);
  });

  it("reads the rows between them as they were meant", async () => {
    const found = await bank.query(
      `SELECT transaction_id, CAST(amount AS VARCHAR) AS amount, strftime(posted_at, '%Y-%m-%d %H:%M:%S') AS at, transaction_type
       FROM marts.fct_transactions WHERE transaction_id LIKE 'T8%' ORDER BY 1`,
    );
    expect(found).toEqual([
      { transaction_id: "T80001", amount: "1234.50", at: "2026-01-02 00:00:00", transaction_type: "fee" },
      {
        transaction_id: "T80002",
        amount: "-12.30",
        at: "2026-01-02 00:00:00",
        transaction_type: "card_purchase",
      },
      { transaction_id: "T80003", amount: "12.00", at: "2026-01-02 08:00:00", transaction_type: "other" },
      { transaction_id: "T80004", amount: "-5.00", at: "2026-01-02 23:59:59", transaction_type: "fee" },
    ]);
  });

  it("counts what it repaired", async () => {
    const repairs = await bank.query<{
      extract: string;
      column_name: string;
      repair: string;
      row_count: number;
    }>("SELECT extract, column_name, repair, row_count FROM quality.repairs ORDER BY 1, 2, 3");
    expect(repairs.map((row) => Object.values(row))).toEqual([
      ["accounts", "account_type", "code_unknown", 1],
      ["accounts", "opened_date", "date_format", 1],
      ["kyc", "birth_date", "date_format", 1],
      ["kyc", "birth_date", "emptied_unreadable", 1],
      ["kyc", "country", "country_name", 1],
      ["kyc", "country", "country_unknown", 1],
      ["transactions", "amount", "amount_format", 3],
      ["transactions", "transaction_date", "date_format", 3],
      ["transactions", "transaction_id", "trimmed", 1],
      ["transactions", "transaction_type", "code_case", 2],
      ["transactions", "transaction_type", "code_unknown", 1],
    ]);
  });

  it("accounts for every row: raw = staged + quarantined + duplicates", async () => {
    const counts = files.map((row) => [
      row.file,
      row.raw_rows,
      row.staged_rows,
      row.quarantined_rows,
      row.duplicate_rows,
    ]);
    const bad = badMovements.length;
    expect(counts).toEqual([
      ["accounts.csv", 123, 121, 2, 0],
      ["kyc.csv", 124, 122, 2, 0],
      ["transactions.csv", 300 + bad + 4 + 4, 300 + 4, bad + 2, 2],
    ]);
    for (const [table, staged] of [
      ["dim_accounts", 121],
      ["dim_clients", 122],
      ["fct_transactions", 304],
    ] as const) {
      expect(await bank.query(`SELECT count(*) AS n FROM marts.${table}`)).toEqual([{ n: staged }]);
    }
  });

  it("says the same in quality.json", () => {
    const quality = JSON.parse(bank.report("quality.json")) as {
      files: QualityFile[];
      quarantined: { extract: string; reason: string; row_count: number }[];
      checks: { is_passed: boolean }[];
    };
    expect(quality.files.map(({ raw_rows }) => raw_rows)).toEqual(files.map(({ raw_rows }) => raw_rows));
    expect(quality.quarantined).toContainEqual(
      expect.objectContaining({ extract: "transactions", reason: "conflicting_key", row_count: 2 }),
    );
    expect(quality.checks.every((check) => check.is_passed)).toBe(true);
  });
});

describe("a delivery that is written in another way", () => {
  const clean = { raw_rows: 300, staged_rows: 300, quarantined_rows: 0, duplicate_rows: 0 };

  it("keeps an extra column out and notes it", async () => {
    const rows = cleanRows.transactions.map((row) => `B1,${row},on paper`);
    const bank = newBank(
      minimalFiles({
        "transactions.csv": [`branch_code,${headers.transactions},Teller remark`, ...rows, ""].join("\n"),
      }),
    );
    await bank.run();
    expect(await bank.files()).toContainEqual(
      expect.objectContaining({
        file: "transactions.csv",
        unused_columns: "branch_code, Teller remark",
        ...clean,
      }),
    );
    expect(bank.report("quality.json")).toContain('"unused_columns": "branch_code, Teller remark"');
    const columns = await bank.query<{ column_name: string }>(
      "SELECT column_name FROM information_schema.columns WHERE lower(column_name) IN ('branch_code', 'teller remark')",
    );
    expect(columns).toEqual([]);
  });

  it.each<readonly [string, (text: string) => string | Buffer, Partial<QualityFile>]>([
    [
      "semicolons, CRLF and a byte order mark",
      (text) => `\ufeff${text.replaceAll(",", ";").replaceAll("\n", "\r\n")}`,
      { delimiter: ";", encoding: "utf-8" },
    ],
    [
      "tabs, quotes everywhere and no end of the last line",
      (text) =>
        text
          .replaceAll(/[^,\n]+/g, '"$&"')
          .replaceAll(",", "\t")
          .trimEnd(),
      { delimiter: "\t" },
    ],
    [
      "capitals in the header and columns in another order",
      (text) =>
        text
          .replace(headers.transactions, headers.transactions.toUpperCase())
          .split("\n")
          .map((line) => line.split(",").reverse().join(","))
          .join("\n"),
      {},
    ],
  ])("reads %s", async (_, write, is) => {
    const bank = newBank(minimalFiles({ "transactions.csv": write(csv("transactions")) }));
    await bank.run();
    expect(await bank.files()).toContainEqual(
      expect.objectContaining({ file: "transactions.csv", ...clean, ...is }),
    );
    const [sums] = await bank.query<{ total: string }>(
      "SELECT CAST(sum(amount) AS VARCHAR) AS total FROM marts.fct_transactions",
    );
    const expected = cleanRows.transactions.reduce((sum, row) => sum + Number(row.split(",")[2]), 0);
    expect(sums?.total).toBe(expected.toFixed(2));
  });

  it("quarantines a line with a separator too many at its end, which DuckDB would take for a whole row", async () => {
    const line = "T99990,A1000,5.00,2026-03-01,fee,";
    const good = "T99991,A1000,6.00,2026-03-01,fee";
    const bank = newBank(minimalFiles({ "transactions.csv": csv("transactions", [line, good]) }));
    await bank.run();
    expect((await bank.unstaged()).map(({ raw_text, reasons }) => [raw_text, reasons])).toEqual([
      [line, "ragged_line"],
    ]);
    expect(
      await bank.query(
        "SELECT transaction_id, CAST(amount AS VARCHAR) AS amount FROM marts.fct_transactions WHERE transaction_id LIKE 'T9%'",
      ),
    ).toEqual([{ transaction_id: "T99991", amount: "6.00" }]);
  });

  it("reads Latin-1", async () => {
    const text = csv("kyc", ["C8001,Zoë Šotek,1980-01-01,Curaçao".replace("Š", "S")]);
    const bank = newBank(minimalFiles({ "kyc.csv": Buffer.from(text, "latin1") }));
    await bank.run();
    expect(await bank.files()).toContainEqual(
      expect.objectContaining({ file: "kyc.csv", encoding: "latin-1" }),
    );
    expect(await bank.query("SELECT name, country FROM marts.dim_clients WHERE client_id = 'C8001'")).toEqual(
      [{ name: "Zoë Sotek", country: "CW" }],
    );
  });

  it("reads a delivery in parts, of which a later one corrects an earlier one", async () => {
    const [a = "", b = ""] = cleanRows.transactions;
    const bank = newBank({
      ...minimalFiles({ "transactions.csv": null }),
      "transactions_20260228.csv": csv("transactions", ["T99999,A1000,5.00,2026-01-02,fee", "bad"]),
      "transactions_20260301.csv": [
        headers.transactions,
        a,
        b.replace("-11.50", "77.00"),
        "",
        "bad",
        "",
      ].join("\n"),
    });
    await bank.run();
    const places = (await bank.unstaged()).map(({ file, line, fate, reasons }) => [
      file,
      line,
      fate,
      reasons,
    ]);
    expect(places).toEqual([
      ["transactions_20260228.csv", 2, "duplicate", null],
      ["transactions_20260228.csv", 3, "quarantined", "conflicting_key:transaction_id"],
      ["transactions_20260228.csv", lineAfter("transactions") + 1, "quarantined", "ragged_line"],
      ["transactions_20260301.csv", 5, "quarantined", "ragged_line"],
    ]);
    const files = (await bank.files()).filter(({ extract }) => extract === "transactions");
    expect(
      files.map((row) => [row.raw_rows, row.staged_rows, row.quarantined_rows, row.duplicate_rows]),
    ).toEqual([
      [302, 299, 2, 1],
      [3, 2, 1, 0],
    ]);
    expect(
      await bank.query("SELECT amount FROM marts.fct_transactions WHERE transaction_id = 'T10001'"),
    ).toEqual([{ amount: 77 }]);
  });
});

/** The files of the minimal bank with the columns of the simulated profile. */
function fullFiles(
  extra: { transactions?: readonly string[]; accounts?: readonly string[]; kyc?: readonly string[] } = {},
): Record<string, string> {
  return {
    "kyc.csv": [
      "client_id,name,birth_date,gender,country,region,segment,email,valid_from",
      ...cleanRows.kyc.map((row) => {
        const [id, name, birth, country] = row.split(",");
        return [id, name, birth, "female", country, "North", "retail", "", ""].join(",");
      }),
      ...(extra.kyc ?? []),
      "",
    ].join("\n"),
    "accounts.csv": [
      "account_id,client_id,account_type,opened_date,closed_date,currency,credit_limit",
      ...cleanRows.accounts.map((row) => `${row},,EUR,`),
      ...(extra.accounts ?? []),
      "",
    ].join("\n"),
    "transactions.csv": [
      "transaction_id,account_id,amount,transaction_date,transaction_type,channel,currency,counterparty,category,country",
      ...cleanRows.transactions.map((row) => `${row},app,EUR,,,DE`),
      ...(extra.transactions ?? []),
      "",
    ].join("\n"),
  };
}

describe("currencies", () => {
  const simulated = { profile: "simulated" };
  const money = (id: string, currency: string): string =>
    `${id},A1000,100.00,2026-01-02,fee,app,${currency},,,DE`;
  const transactions = [
    money("T91001", "XXX"),
    money("T91002", ""),
    money("T91003", " eur "),
    money("T91004", "USD"),
  ];
  const accounts = ["A8001,C1000,checking,2024-01-01,,QQQ,"];

  it("one that is not known is quarantined, an empty one is the reporting currency", async () => {
    const bank = newBank(fullFiles({ transactions, accounts }));
    await bank.run(simulated);
    const unstaged = await bank.unstaged();
    expect(unstaged.map(({ file, line, reasons, raw_text }) => [file, line, reasons, raw_text])).toEqual([
      ["accounts.csv", 122, "unknown_currency:currency", accounts[0]],
      ["transactions.csv", 302, "unknown_currency:currency", transactions[0]],
      ["transactions.csv", 305, "unknown_currency:currency", transactions[3]],
    ]);
    const found = await bank.query(
      "SELECT transaction_id FROM marts.fct_transactions WHERE transaction_id LIKE 'T91%' ORDER BY 1",
    );
    expect(found).toEqual([{ transaction_id: "T91002" }, { transaction_id: "T91003" }]);
  });

  it("one with a rate is converted", async () => {
    const bank = newBank(fullFiles({ transactions: [transactions[3] ?? ""] }));
    await bank.run(simulated, silent, { currencyRates: { USD: 0.9 } });
    expect(await bank.unstaged()).toEqual([]);
    expect(
      await bank.query("SELECT amount FROM marts.fct_transactions WHERE transaction_id = 'T91004'"),
    ).toEqual([{ amount: 90 }]);
  });
});

describe("the history of a client", () => {
  const simulated = { profile: "simulated" };
  const record = (id: string, segment: string, from: string): string =>
    `${id},Ann,1980-01-01,female,DE,North,${segment},,${from}`;

  it("keeps every record with its days; the first one holds since always", async () => {
    const kyc = [record("C1000", "affluent", "2026-02-01"), record("C1000", "business", "2025-06-01")];
    const bank = newBank(fullFiles({ kyc }));
    await bank.run(simulated);
    expect(await bank.unstaged()).toEqual([]);
    expect(
      await bank.query(
        `SELECT segment, strftime(valid_from, '%Y-%m-%d') AS since, strftime(valid_to, '%Y-%m-%d') AS until, is_current
         FROM marts.dim_clients WHERE client_id = 'C1000' ORDER BY valid_from`,
      ),
    ).toEqual([
      { segment: "retail", since: "1900-01-01", until: "2025-05-31", is_current: false },
      { segment: "business", since: "2025-06-01", until: "2026-01-31", is_current: false },
      { segment: "affluent", since: "2026-02-01", until: null, is_current: true },
    ]);
  });

  it("leaves out a record of after the as-of date, but not the only one of a client with an account", async () => {
    const kyc = [
      record("C1000", "affluent", "2026-03-05"),
      record("C8001", "affluent", "2026-03-05"),
      record("C8002", "affluent", "2026-03-05"),
    ];
    const bank = newBank(fullFiles({ kyc, accounts: ["A8001,C8001,checking,2024-01-01,,EUR,"] }));
    await bank.run(simulated);
    expect(
      await bank.query(
        `SELECT client_id, segment, strftime(valid_from, '%Y-%m-%d') AS since, is_current
         FROM marts.dim_clients WHERE client_id IN ('C1000', 'C8001', 'C8002') ORDER BY 1`,
      ),
    ).toEqual([
      { client_id: "C1000", segment: "retail", since: "1900-01-01", is_current: true },
      { client_id: "C8001", segment: "affluent", since: "1900-01-01", is_current: true },
    ]);
  });
});

describe("optional extracts", () => {
  const simulated = { profile: "simulated" };
  const events = [
    "event_id,client_id,event_type,event_at,channel,detail",
    "E1,C1000,login,2026-02-01 10:00:00,app,",
    "",
  ];
  const loans = [
    "loan_id,account_id,granted_date,amount,duration_months,payment_amount,outcome,is_finished,defaulted_date,outstanding_amount",
    "L1,A1000,2025-06-01,12000,24,550,good,false,,9000",
    "",
  ];

  it("left out are named, and their tables are empty", async () => {
    const bank = newBank(fullFiles());
    const progress = recording();
    await bank.run(simulated, progress);
    expect(progress.notes).toContainEqual(expect.stringContaining("events: not delivered"));
    expect(progress.notes).toContainEqual(expect.stringContaining("loans: not delivered"));
    expect(await bank.query("SELECT count(*) AS n FROM marts.fct_events")).toEqual([{ n: 0 }]);
  });

  it("with orphans have them quarantined, and more than 5 % does not stop the build", async () => {
    const bank = newBank({
      ...fullFiles(),
      "events.csv": [...events.slice(0, 2), "E2,C9999,login,2026-02-01,app,", ""].join("\n"),
      "loans.csv": [
        ...loans.slice(0, 2),
        "L2,A9999,2025-06-01,100,24,5,good,false,,",
        "L3,A1001,2025-06-01,100,long,5,good,,,",
        "",
      ].join("\n"),
    });
    await bank.run(simulated);
    expect((await bank.unstaged()).map(({ file, line, reasons }) => [file, line, reasons])).toEqual([
      ["events.csv", 3, "orphan_client:client_id"],
      ["loans.csv", 3, "orphan_account:account_id"],
      ["loans.csv", 4, "unparseable_number:duration_months"],
    ]);
    expect(await bank.query("SELECT count(*) AS n FROM marts.fct_loans")).toEqual([{ n: 1 }]);
  });

  it("delivered once and then no more leave nothing behind", async () => {
    const bank = newBank({ ...fullFiles(), "events.csv": events.join("\n"), "loans.csv": loans.join("\n") });
    await bank.run(simulated);
    bank.remove("events.csv");
    bank.remove("loans.csv");
    await bank.run(simulated);
    const other = newBank(fullFiles());
    await other.run(simulated);
    expect(await bank.query("SELECT count(*) AS n FROM marts.fct_events")).toEqual([{ n: 0 }]);
    // What tells of the run before is apart: the other bank has had none.
    const ofTheDay = (text: string): [string, unknown][] =>
      Object.entries(JSON.parse(text) as Record<string, unknown>).filter(
        ([report]) => !/^(?:about|runs|run_|changes_)/.test(report),
      );
    expect(ofTheDay(bank.report("reports.json"))).toEqual(ofTheDay(other.report("reports.json")));
  });

  it("that are empty files with a header are read as nothing", async () => {
    const bank = newBank({ ...fullFiles(), "events.csv": `${events[0] ?? ""}\n` });
    await bank.run(simulated);
    expect(await bank.query("SELECT count(*) AS n FROM marts.fct_events")).toEqual([{ n: 0 }]);
  });
});
