import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extractNamed, extracts, type ExtractName } from "../../../lib/core/contract.js";
import { truthHeaders } from "../../../lib/simulate/truth.js";
import { openWarehouse, type Warehouse } from "../../../lib/warehouse/open.js";
import { name, rows, text } from "../../../lib/warehouse/sql.js";
import { scoreQuality } from "../../../loaders/evaluate/quality.js";

const two = (number: number): string => String(number).padStart(2, "0");

/** Clean rows of the simulated profile, one text each; the movements fill 40 days. */
export const cleanLines: Readonly<Record<ExtractName, readonly string[]>> = {
  kyc: Array.from(
    { length: 20 },
    (_, i) =>
      `C${100 + i},Pérson ${i},19${50 + i}-03-${two(1 + i)},female,PT,Setúbal,retail,p${i}@example.com,2020-01-01`,
  ),
  accounts: Array.from(
    { length: 20 },
    (_, i) => `A${100 + i},C${100 + i},checking,2021-04-${two(1 + i)},,EUR,500.00`,
  ),
  transactions: Array.from(
    { length: 80 },
    (_, i) =>
      `T${1000 + i},A${100 + (i % 20)},${i % 3 === 0 ? 1200 + i : -10 - i}.50,2026-0${1 + Math.floor(i / 40)}-${two(1 + (i % 20))} 10:15:${two(i % 60)},card_purchase,card,EUR,M${i},food,PT`,
  ),
  events: Array.from({ length: 10 }, (_, i) => `E${100 + i},C${100 + i},login,2026-01-${two(1 + i)},app,`),
  loans: Array.from(
    { length: 10 },
    (_, i) => `L${100 + i},A${100 + i},2024-05-${two(1 + i)},9000.00,48,210.00,good,false,,4000.00`,
  ),
};

export const headers: Readonly<Record<ExtractName, string>> = {
  kyc: "client_id,name,birth_date,gender,country,region,segment,email,valid_from",
  accounts: "account_id,client_id,account_type,opened_date,closed_date,currency,credit_limit",
  transactions:
    "transaction_id,account_id,amount,transaction_date,transaction_type,channel,currency,counterparty,category,country",
  events: "event_id,client_id,event_type,event_at,channel,detail",
  loans:
    "loan_id,account_id,granted_date,amount,duration_months,payment_amount,outcome,is_finished,defaulted_date,outstanding_amount",
};

/** One defect: the line as delivered, what the list of defects says of it, and what a pipeline made of it. */
export interface Case {
  readonly kind: string;
  readonly extract: ExtractName;
  /** Lines delivered after the clean ones; the defect is the first. None for a whole file or day. */
  readonly lines: readonly string[];
  readonly key: string;
  readonly column?: string;
  readonly written?: string;
  readonly truth?: string;
  /** A second defect of the first line, of the same kind. */
  readonly also?: { readonly column: string; readonly written: string; readonly truth: string };
  readonly fate: "repaired" | "quarantined" | "emptied" | "duplicate" | "reported";
  readonly reason?: string;
  /** File of a defect without a line. */
  readonly file?: string;
  /** Rows staged, in clean notation. */
  readonly staged?: readonly string[];
  /** What is told of the staged rows. */
  readonly repairs?: string;
  /** Reason for which the first line is in the quarantine. */
  readonly quarantined?: string;
  /** Index of the line that was dropped. */
  readonly dropped?: number;
  /** Detail of a finding, and its file. */
  readonly finding?: readonly [file: string, detail: string];
}

const field = (value: string): string => (/[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** SQL types of staged columns, codes as ENUM-free texts. */
const types: Readonly<Record<string, string>> = {
  date: "DATE",
  timestamp: "TIMESTAMP",
  amount: "DECIMAL(18, 2)",
  integer: "INTEGER",
  flag: "BOOLEAN",
};

/** Tables as a pipeline leaves them, made by hand from cases, and the score of them. */
export class ScoredBank {
  readonly folder = mkdtempSync(join(tmpdir(), "scored-"));
  readonly defects = join(this.folder, "truth/defects.csv");

  private constructor(readonly warehouse: Warehouse) {}

  static async of(cases: readonly Case[]): Promise<ScoredBank> {
    const bank = new ScoredBank(await openWarehouse(":memory:"));
    await bank.fill(cases);
    return bank;
  }

  private async fill(cases: readonly Case[]): Promise<void> {
    await this.run("CREATE SCHEMA staging; CREATE SCHEMA quality");
    await this.run(
      "CREATE TABLE quality.rows (extract VARCHAR, file VARCHAR, line BIGINT, fate VARCHAR, reasons VARCHAR, raw_text VARCHAR)",
    );
    await this.run(
      "CREATE TABLE quality.reasons (extract VARCHAR, file VARCHAR, line BIGINT, reason VARCHAR, column_name VARCHAR, value VARCHAR, is_personal BOOLEAN)",
    );
    await this.run(
      "CREATE TABLE quality.findings (extract VARCHAR, file VARCHAR, finding VARCHAR, detail VARCHAR)",
    );
    const list: string[] = [];
    for (const { name: extract } of extracts) {
      const lines = [headers[extract], ...cleanLines[extract]];
      const staged = cleanLines[extract].map((line) => ({ line, repairs: "" }));
      for (const each of cases.filter((one) => one.extract === extract)) {
        const file = each.file ?? `${extract}.csv`;
        const at = lines.length + 1;
        lines.push(...each.lines);
        const { kind, key, column = "", written = "", truth = "", fate, reason = "" } = each;
        const line = each.lines.length > 0 ? String(at) : "";
        for (const value of [{ column, written, truth }, ...(each.also ? [each.also] : [])]) {
          list.push(
            [kind, file, line, extract, key, value.column, value.written, value.truth, fate, reason]
              .map(field)
              .join(","),
          );
        }
        for (const row of each.staged ?? []) staged.push({ line: row, repairs: each.repairs ?? "" });
        if (each.quarantined !== undefined) {
          await this.run(
            `INSERT INTO quality.rows VALUES ('${extract}', '${file}', ${at}, 'quarantined', '${each.quarantined}:${column}', ${text(each.lines[0] ?? "")});
             INSERT INTO quality.reasons VALUES ('${extract}', '${file}', ${at}, '${each.quarantined}', '${column}', NULL, FALSE)`,
          );
        }
        if (each.dropped !== undefined) {
          await this.run(
            `INSERT INTO quality.rows VALUES ('${extract}', '${file}', ${at + each.dropped}, 'duplicate', NULL, ${text(each.lines[each.dropped] ?? "")})`,
          );
        }
        if (each.finding) {
          const [of, detail] = each.finding;
          await this.run(
            `INSERT INTO quality.findings VALUES ('${extract}', ${text(of)}, '${reason}', ${text(detail)})`,
          );
        }
      }
      writeFileSync(join(this.folder, `${extract}.csv`), `${lines.join("\n")}\n`);
      await this.stage(extract, staged);
    }
    mkdirSync(join(this.folder, "truth"));
    writeFileSync(this.defects, truthHeaders.defects + list.map((line) => `${line}\n`).join(""));
  }

  private async stage(
    extract: ExtractName,
    staged: readonly { line: string; repairs: string }[],
  ): Promise<void> {
    const path = join(this.folder, `${extract}.staged`);
    writeFileSync(
      path,
      [`${headers[extract]},_repairs`, ...staged.map(({ line, repairs }) => `${line},${repairs}`), ""].join(
        "\n",
      ),
    );
    const present = headers[extract].split(",");
    const columns = extractNamed(extract).columns.map((column) => {
      const value = present.includes(column.name) ? name(column.name) : "NULL";
      return `CAST(${value} AS ${types[column.kind] ?? "VARCHAR"}) AS ${name(column.name)}`;
    });
    await this.run(
      `CREATE TABLE staging.stg_${extract} AS SELECT 0::BIGINT AS _row, ${columns.join(", ")}, _repairs FROM read_csv('${path}', all_varchar = true, header = true, delim = ',', quote = '"')`,
    );
  }

  async run(sql: string): Promise<void> {
    await this.warehouse.connection.run(sql);
  }

  query<Row extends object>(sql: string): Promise<Row[]> {
    return rows<Row>(this.warehouse.connection, sql);
  }

  /** Scores the tables as they are. */
  score(defects: string | null = this.defects): Promise<number> {
    const raw = extracts.map((extract) => ({ extract, paths: [join(this.folder, `${extract.name}.csv`)] }));
    return scoreQuality(this.warehouse.connection, defects, raw, "EUR");
  }

  dispose(): void {
    this.warehouse.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
