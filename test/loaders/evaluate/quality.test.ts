import { writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { truthHeaders } from "../../../lib/simulate/truth.js";
import { ScoredBank, cleanLines, type Case } from "./scoredBank.js";

let bank: ScoredBank | undefined;
afterEach(() => {
  bank?.dispose();
  bank = undefined;
});

const rest = "2026-02-03 10:15:00,card_purchase,card,EUR,M1,food,PT";
const movement = (key: string, amount: string, after = rest): string => `${key},A101,${amount},${after}`;
const client = (
  key: string,
  name: string,
  country = "PT",
  from = "2020-01-01",
  birth = "1970-01-01",
): string => `${key},${name},${birth},female,${country},Lisboa,retail,a@example.com,${from}`;

type Outcome = "repaired" | "set_aside" | "missed";
const table: readonly (readonly [about: string, Outcome, Case])[] = [];
const cases = table as (readonly [string, Outcome, Case])[];
const add = (about: string, outcome: Outcome, one: Case): unknown => cases.push([about, outcome, one]);

const comma: Case = {
  ...{ kind: "decimal_comma", extract: "transactions", key: "T9", fate: "repaired" },
  ...{ lines: [movement("T9", '"12,30"')], column: "amount", written: "12,30", truth: "12.30" },
};
add("a repaired amount", "repaired", { ...comma, staged: [movement("T9", "12.30")] });
add("an amount repaired to another value", "missed", { ...comma, staged: [movement("T9", "1230.00")] });
add("a repaired amount in a row that lost another value", "missed", {
  ...comma,
  staged: [movement("T9", "12.30", rest.replace("food", ""))],
});
add("a repairable amount set aside", "missed", { ...comma, quarantined: "ambiguous_amount" });
add("a repairable row that disappeared", "missed", comma);
add("a repaired row that is staged twice", "missed", {
  ...comma,
  staged: [movement("T9", "12.30"), movement("T9", "12.30")],
});

const date: Case = {
  ...{
    kind: "date_format",
    extract: "transactions",
    key: "T9",
    fate: "repaired",
    column: "transaction_date",
  },
  ...{ written: "03/02/2026 10:15:00", truth: "2026-02-03 10:15:00" },
  lines: [movement("T9", "5.00", rest.replace("2026-02-03", "03/02/2026"))],
};
add("a repaired instant", "repaired", { ...date, staged: [movement("T9", "5.00")] });
add("day and month exchanged", "missed", {
  ...date,
  staged: [movement("T9", "5.00", rest.replace("2026-02-03", "2026-03-02"))],
});
add("an instant without its time of day", "missed", {
  ...date,
  staged: [movement("T9", "5.00", rest.replace("10:15:00", "00:00:00"))],
});

const currency: Case = {
  ...{ kind: "missing_currency", extract: "transactions", key: "T9", fate: "repaired", column: "currency" },
  ...{ truth: "EUR", lines: [movement("T9", "5.00", rest.replace("EUR", ""))] },
};
add("an empty currency", "repaired", { ...currency, staged: [movement("T9", "5.00")] });
add("an empty currency left empty", "missed", {
  ...currency,
  staged: [movement("T9", "5.00", rest.replace("EUR", ""))],
});

const swapped: Case = {
  ...{ kind: "swapped_columns", extract: "transactions", key: "T9", fate: "repaired", column: "account_id" },
  ...{ written: "T9", truth: "A101", lines: [`A101,T9,5.00,${rest}`] },
  also: { column: "transaction_id", written: "A101", truth: "T9" },
};
add("two columns put back", "repaired", { ...swapped, staged: [movement("T9", "5.00")] });
add("two columns left as they came", "missed", { ...swapped, staged: [`A101,T9,5.00,${rest}`] });

const region: Case = {
  ...{
    kind: "mojibake",
    extract: "kyc",
    key: "C9",
    fate: "repaired",
    column: "name",
    written: "JosÃ©",
    truth: "José",
  },
  lines: [client("C9", "JosÃ©", "PT", "2024-01-01")],
};
add("a name put right", "repaired", { ...region, staged: [client("C9", "José", "PT", "2024-01-01")] });
add("a name put right in another record of the client only", "missed", {
  ...region,
  staged: [client("C9", "José", "PT", "2023-01-01"), client("C9", "JosÃ©", "PT", "2024-01-01")],
});

const validFrom: Case = {
  ...{ kind: "date_format", extract: "kyc", key: "C9", fate: "repaired", column: "valid_from" },
  ...{ written: "20240105", truth: "2024-01-05", lines: [client("C9", "Ann", "PT", "20240105")] },
};
add("a key date repaired", "repaired", { ...validFrom, staged: [client("C9", "Ann", "PT", "2024-01-05")] });
add("a key date lost", "missed", { ...validFrom, staged: [client("C9", "Ann", "PT", "")] });

const late: Case = {
  ...{
    kind: "late_rows",
    extract: "transactions",
    key: "T9",
    fate: "repaired",
    lines: [movement("T9", "5.00")],
  },
};
add("a late row", "repaired", { ...late, staged: [movement("T9", "5.00")] });
add("a late row with another value", "missed", {
  ...late,
  staged: [movement("T9", "5.00", rest.replace("food", "rent"))],
});

const missing: Case = {
  ...{
    kind: "missing_value",
    extract: "transactions",
    key: "T9X",
    fate: "quarantined",
    reason: "missing_value",
  },
  ...{ column: "amount", truth: "5.00", lines: [movement("T9X", "")] },
};
add("a missing value", "set_aside", { ...missing, quarantined: "missing_value" });
add("a missing value for a wrong reason", "missed", { ...missing, quarantined: "unparseable_amount" });
add("a missing value that is staged all the same", "missed", {
  ...missing,
  quarantined: "missing_value",
  staged: [movement("T9X", "")],
});
add("a missing value staged as nothing", "missed", { ...missing, staged: [movement("T9X", "0.00")] });

const ragged: Case = {
  ...{ kind: "ragged_line", extract: "transactions", key: "T9", fate: "quarantined", reason: "ragged_line" },
  lines: ["T9,A101,5"],
};
add("a line cut short", "set_aside", { ...ragged, quarantined: "ragged_line" });
add("a line cut short that is nowhere", "missed", ragged);

const conflict: Case = {
  ...{
    kind: "conflicting_row",
    extract: "transactions",
    key: "T9",
    fate: "quarantined",
    reason: "conflicting_key",
  },
  ...{
    column: "amount",
    written: "5.01",
    truth: "5.00",
    lines: [movement("T9", "5.01"), movement("T9", "5.00")],
  },
};
add("the wrong row of two", "set_aside", {
  ...conflict,
  quarantined: "conflicting_key",
  staged: [movement("T9", "5.00")],
});
add("the right row of two set aside", "missed", { ...conflict, staged: [movement("T9", "5.01")] });
add("both rows of two staged", "missed", {
  ...conflict,
  quarantined: "conflicting_key",
  staged: [movement("T9", "5.00"), movement("T9", "5.01")],
});

const atlantis: Case = {
  ...{ kind: "invalid_country", extract: "kyc", key: "C9", fate: "emptied", reason: "country_unknown" },
  ...{ column: "country", written: "Atlantis", truth: "PT", lines: [client("C9", "Ann", "Atlantis")] },
};
add("a value emptied and told", "set_aside", {
  ...atlantis,
  staged: [client("C9", "Ann", "")],
  repairs: "trimmed:client_id country_unknown:country",
});
add("a value emptied and not told", "missed", { ...atlantis, staged: [client("C9", "Ann", "")] });
add("a value kept that is none", "missed", {
  ...atlantis,
  staged: [client("C9", "Ann", "AT")],
  repairs: "country_unknown:country",
});

const copy: Case = {
  ...{ kind: "exact_duplicate", extract: "transactions", key: "T9", fate: "duplicate" },
  lines: [movement("T9", "5.00"), movement("T9", "5.00")],
};
add("a copy dropped", "set_aside", { ...copy, staged: [movement("T9", "5.00")], dropped: 0 });
add("the twin of a copy dropped", "set_aside", { ...copy, staged: [movement("T9", "5.00")], dropped: 1 });
add("a copy dropped, nobody knows where", "missed", { ...copy, staged: [movement("T9", "5.00")] });
add("a copy staged", "missed", {
  ...copy,
  staged: [movement("T9", "5.00"), movement("T9", "5.00")],
  dropped: 0,
});
add("a copy and its twin dropped", "missed", { ...copy, dropped: 0 });

const near: Case = {
  ...{ kind: "near_duplicate", extract: "kyc", key: "C9", fate: "duplicate", column: "gender" },
  ...{ written: "FEMALE", truth: "female" },
  lines: [
    client("C9", "Ann", "PT", "05/01/2024").replace("female", "FEMALE"),
    client("C9", "Ann", "PT", "2024-01-05"),
  ],
};
const earlier = client("C9", "Ann", "ES", "2022-01-05");
add("a copy with its key in another notation", "set_aside", {
  ...near,
  dropped: 1,
  staged: [earlier, client("C9", "Ann", "PT", "2024-01-05")],
});
add("such a copy staged", "missed", {
  ...near,
  dropped: 1,
  staged: [earlier, client("C9", "Ann", "PT", "2024-01-05"), client("C9", "Ann", "PT", "2024-01-05")],
});

const twice: Case = {
  ...{
    kind: "file_twice",
    extract: "transactions",
    key: "",
    fate: "reported",
    reason: "file_twice",
    lines: [],
  },
  file: "transactions_0004.csv",
};
add("a file that came twice", "set_aside", { ...twice, finding: ["transactions_0004.csv", "as 0003"] });
add("a file that came twice, told of the other", "set_aside", {
  ...twice,
  finding: ["transactions_0003.csv", "again as transactions_0004.csv"],
});
add("another file that came twice", "missed", { ...twice, finding: ["transactions_0002.csv", "as 0001"] });

const hole: Case = {
  ...{
    kind: "missing_day",
    extract: "transactions",
    key: "",
    fate: "reported",
    reason: "missing_day",
    lines: [],
  },
  ...{ truth: "2026-01-25", file: "transactions.csv" },
};
add("a day that is missing", "set_aside", {
  ...hole,
  finding: ["transactions.csv", "2026-01-25: no movement"],
});
add("another day that is missing", "missed", {
  ...hole,
  finding: ["transactions.csv", "2026-01-26: no movement"],
});
add("a day nobody missed", "missed", hole);

/** A case with keys, file and day of its own, and its name for a kind, so that all cases fit in one bank. */
function apart(about: string, one: Case, index: number): Case {
  const own = (value: string): string =>
    value
      .replace(/\b([TC])9(X?)\b/g, `$1${5000 + index}$2`)
      .replace("_0004", `_${5000 + index}`)
      .replace("2026-01-25", `${2100 + index}-01-25`);
  return {
    ...one,
    kind: about,
    key: own(one.key),
    lines: one.lines.map(own),
    staged: (one.staged ?? []).map(own),
    written: own(one.written ?? ""),
    truth: own(one.truth ?? ""),
    ...(one.also === undefined ? {} : { also: { ...one.also, truth: own(one.also.truth) } }),
    ...(one.file === undefined ? {} : { file: own(one.file) }),
    ...(one.finding === undefined ? {} : { finding: [own(one.finding[0]), own(one.finding[1])] as const }),
  };
}

describe("scoreQuality(connection, defects, raw, currency)", () => {
  let all: ScoredBank;
  beforeAll(async () => {
    all = await ScoredBank.of(table.map(([about, , one], index) => apart(about, one, index)));
    await all.score();
  });
  afterAll(() => all.dispose());

  it.each(table)("counts %s as %s", async (about, outcome, one) => {
    const count = one.also ? 2 : 1;
    const counted = `SELECT * FROM quality.score WHERE kind = '${about}'`;
    expect(await all.query(counted)).toEqual([
      {
        kind: about,
        extract: one.extract,
        fate: one.fate,
        defect_count: count,
        repaired_count: outcome === "repaired" ? count : 0,
        set_aside_count: outcome === "set_aside" ? count : 0,
        missed_count: outcome === "missed" ? count : 0,
      },
    ]);
  });

  it("harms no clean row by any of them", async () => {
    expect(
      await all.query(
        "SELECT sum(clean_rows)::INTEGER AS clean, sum(harmed_rows)::INTEGER AS harmed FROM quality.score_clean",
      ),
    ).toEqual([{ clean: Object.values(cleanLines).flat().length, harmed: 0 }]);
  });

  it.each<readonly [string, Case, object]>([
    [
      "a wrong value",
      { ...comma, staged: [movement("T9", "1230.00")] },
      {
        line: 82,
        column_name: "amount",
        written: "12,30",
        expected: "12.30",
        became: "staged",
        got: "1230.00",
      },
    ],
    [
      "a row set aside",
      { ...comma, quarantined: "ambiguous_amount" },
      { became: "quarantined", reasons: "ambiguous_amount:amount", expected: "12.30", got: null },
    ],
    [
      "a row that is nowhere",
      ragged,
      { line: 82, became: "absent", fate: "quarantined", reason: "ragged_line" },
    ],
    [
      "another column than the list names",
      { ...late, staged: [movement("T9", "5.00", rest.replace("food", "rent"))] },
      { column_name: "category", written: null, expected: "food", got: "rent", is_personal: false },
    ],
    [
      "a personal value",
      { ...region, staged: [client("C9", "Jose", "PT", "2024-01-01")] },
      { is_personal: true },
    ],
  ])("tells of a miss: %s", async (_, one, expected) => {
    bank = await ScoredBank.of([one]);
    await bank.score();
    expect(await bank.query("SELECT * FROM quality.score_misses")).toEqual([
      expect.objectContaining({ kind: one.kind, file: `${one.extract}.csv`, ...expected }),
    ]);
  });

  it.each<readonly [string, string, object]>([
    [
      "another value",
      "UPDATE staging.stg_transactions SET amount = 1.00 WHERE transaction_id = 'T1002'",
      {
        extract: "transactions",
        line: 4,
        column_name: "amount",
        written: "-12.50",
        expected: "-12.50",
        got: "1.00",
        is_staged: true,
      },
    ],
    [
      "an emptied value",
      "UPDATE staging.stg_kyc SET region = NULL WHERE client_id = 'C103'",
      { extract: "kyc", line: 5, column_name: "region", expected: "Setúbal", got: null, is_personal: false },
    ],
    [
      "a value in a column that was empty",
      "UPDATE staging.stg_accounts SET closed_date = DATE '2024-01-01' WHERE account_id = 'A101'",
      {
        extract: "accounts",
        line: 3,
        column_name: "closed_date",
        written: null,
        expected: null,
        got: "2024-01-01",
      },
    ],
    [
      "a row that is not staged",
      "DELETE FROM staging.stg_loans WHERE loan_id = 'L104'",
      { extract: "loans", line: 6, column_name: null, is_staged: false, is_personal: true },
    ],
    [
      "a row in the quarantine",
      "DELETE FROM staging.stg_loans WHERE loan_id = 'L104'; INSERT INTO quality.rows VALUES ('loans', 'loans.csv', 6, 'quarantined', 'orphan_account:account_id', '')",
      { extract: "loans", line: 6, is_staged: false, reasons: "orphan_account:account_id" },
    ],
    [
      "a personal value",
      "UPDATE staging.stg_kyc SET name = upper(name) WHERE client_id = 'C103'",
      { extract: "kyc", column_name: "name", is_personal: true },
    ],
  ])("finds a clean row harmed by %s", async (_, damage, expected) => {
    bank = await ScoredBank.of([{ ...comma, staged: [movement("T9", "12.30")] }]);
    await bank.run(damage);
    await bank.score();
    const harmed = await bank.query<{ extract: string }>("SELECT * FROM quality.score_harmed");
    expect(harmed).toEqual([expect.objectContaining(expected)]);
    expect(
      await bank.query("SELECT extract, harmed_rows FROM quality.score_clean WHERE harmed_rows > 0"),
    ).toEqual([{ extract: harmed[0]?.extract, harmed_rows: 1 }]);
  });

  it("does not count what becomes of soiled rows as harm", async () => {
    bank = await ScoredBank.of([
      comma,
      swapped,
      { ...missing, column: "transaction_id", lines: [movement("", "5.00")] },
    ]);
    await bank.score();
    expect(await bank.query("SELECT sum(harmed_rows) AS n FROM quality.score_clean")).toEqual([{ n: 0 }]);
  });

  it("keeps twenty misses a kind, and counts all", async () => {
    bank = await ScoredBank.of(
      Array.from({ length: 25 }, (_, i) => ({
        ...comma,
        key: `T9${i}`,
        lines: [movement(`T9${i}`, '"12,30"')],
      })),
    );
    await bank.score();
    expect(await bank.query("SELECT count(*) AS n FROM quality.score_misses")).toEqual([{ n: 20 }]);
    expect(await bank.query("SELECT missed_count FROM quality.score")).toEqual([{ missed_count: 25 }]);
  });

  it("leaves empty tables without a list, and no table of its own besides", async () => {
    bank = await ScoredBank.of([{ ...comma, staged: [movement("T9", "12.30")] }]);
    await bank.score();
    expect(await bank.score(null)).toBe(0);
    const tables = await bank.query<{ table_name: string }>(
      "SELECT table_name, estimated_size::INTEGER AS n FROM duckdb_tables() WHERE table_name LIKE 'score%' OR temporary ORDER BY ALL",
    );
    expect(tables).toEqual(
      ["score", "score_clean", "score_harmed", "score_misses"].map((table_name) => ({ table_name, n: 0 })),
    );
  });

  it.each([
    ["another header", "kind,file,line\n", /defects\.csv, line 1: 'kind,file,line'; kind,file,line,extract/],
    [
      "a line that is no number",
      `${truthHeaders.defects}a,b,c,d,e,f,g,h,i,j\n`,
      /defects\.csv: .*Simulate the bank again/s,
    ],
    ["nothing", "", /line 1: ''; kind,file/],
  ])("refuses a list with %s", async (_, content, message) => {
    bank = await ScoredBank.of([]);
    writeFileSync(bank.defects, content);
    await expect(bank.score()).rejects.toThrow(message);
  });

  it("counts garbage that parses as missed", async () => {
    bank = await ScoredBank.of([]);
    writeFileSync(
      bank.defects,
      `${truthHeaders.defects}a,nowhere.csv,7,nothing,b,c,d,e,f,g\nb,transactions.csv,1000000,transactions,T1,amount,1,2,repaired,\nc,,,,,,,,,\n`,
    );
    expect(await bank.score()).toBe(3);
    expect(await bank.query("SELECT sum(missed_count) AS n FROM quality.score")).toEqual([{ n: 3 }]);
  });
});
