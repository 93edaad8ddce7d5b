import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import config from "../../datahub.config.js";
import type { DatahubConfig } from "../../loaders/config.js";
import { openWarehouse, warehouseFile } from "../../lib/warehouse/open.js";
import { rows } from "../../lib/warehouse/sql.js";
import { resolveSettings, type Flags, type Settings } from "../../loaders/runner/settings.js";
import { runPipeline, type Progress } from "../../loaders/runPipeline.js";

/** Content of raw files by name. */
export type RawFiles = Readonly<Record<string, string | Buffer>>;

export interface QualityRow {
  readonly extract: string;
  readonly file: string;
  readonly line: number;
  readonly fate: string;
  readonly reasons: string | null;
  readonly raw_text: string;
}

export interface QualityFile {
  readonly extract: string;
  readonly file: string;
  readonly role: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly raw_rows: number;
  readonly staged_rows: number;
  readonly quarantined_rows: number;
  readonly duplicate_rows: number;
  readonly unused_columns: string;
}

const clientCount = 120;
const movementCount = 300;

const two = (number: number): string => String(number).padStart(2, "0");
/** Day `index` after 1 January 2026. */
const day = (index: number): string => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);

/** Rows of a clean bank of the minimal profile: 120 clients with one account each, 300 movements in 60 days. */
export const cleanRows = {
  kyc: Array.from(
    { length: clientCount },
    (_, i) => `C${1000 + i},Person ${i},19${50 + (i % 50)}-0${1 + (i % 9)}-15,DE`,
  ),
  accounts: Array.from(
    { length: clientCount },
    (_, i) => `A${1000 + i},C${1000 + i},checking,2024-03-${two(1 + (i % 28))}`,
  ),
  transactions: Array.from(
    { length: movementCount },
    (_, i) =>
      `T${10_000 + i},A${1000 + (i % clientCount)},${i % 3 === 0 ? 100 + i : -10 - i}.50,${day(Math.floor(i / 5))},${i % 3 === 0 ? "salary" : "card_purchase"}`,
  ),
} as const;

export const headers = {
  kyc: "client_id,name,birthdate,country",
  accounts: "account_id,client_id,account_type,opened_date",
  transactions: "transaction_id,account_id,amount,transaction_date,transaction_type",
} as const;

type Table = keyof typeof headers;

/** A CSV text: the clean rows of a table and some more after them. The first extra row is on line `lineAfter(table)`. */
export function csv(table: Table, extra: readonly string[] = []): string {
  return [headers[table], ...cleanRows[table], ...extra, ""].join("\n");
}

/** Number of the line after the clean rows. */
export const lineAfter = (table: Table): number => cleanRows[table].length + 2;

/** The three files of a clean bank, some of them replaced or (null) left out. */
export function minimalFiles(changed: Readonly<Record<string, string | Buffer | null>> = {}): RawFiles {
  const files: Record<string, string | Buffer> = {};
  for (const table of Object.keys(headers) as Table[]) files[`${table}.csv`] = csv(table);
  for (const [file, content] of Object.entries(changed)) {
    if (content === null) Reflect.deleteProperty(files, file);
    else files[file] = content;
  }
  return files;
}

export const silent: Progress = {
  async task(_title, _reason, work) {
    await work(() => undefined);
  },
  note: () => undefined,
};

/** A progress that remembers what ran and why. */
export function recording(): Progress & {
  readonly ran: { step: string; reason: string }[];
  readonly notes: string[];
} {
  const ran: { step: string; reason: string }[] = [];
  const notes: string[] = [];
  return {
    ran,
    notes,
    async task(title, reason, work) {
      ran.push({ step: title, reason });
      await work(() => undefined);
    },
    note: (message) => void notes.push(message),
  };
}

/** A raw folder and a data folder in a temporary place, and the real pipeline over them. */
export class TestBank {
  readonly folder = mkdtempSync(join(tmpdir(), "bank-"));
  readonly raw = join(this.folder, "raw");
  readonly data: string;

  constructor(files: RawFiles = {}, data = "data") {
    this.data = join(this.folder, data);
    mkdirSync(this.raw, { recursive: true });
    this.write(files);
  }

  get warehouse(): string {
    return join(this.data, warehouseFile);
  }

  write(files: RawFiles): void {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.raw, name)), { recursive: true });
      writeFileSync(join(this.raw, name), content);
    }
  }

  remove(name: string): void {
    rmSync(join(this.raw, name), { recursive: true, force: true });
  }

  settings(flags: Flags = {}, changed: Partial<DatahubConfig> = {}): Settings {
    return resolveSettings(
      { ...config, ...changed },
      { profile: "minimal", raw: this.raw, data: this.data, ...flags },
    );
  }

  async run(
    flags: Flags = {},
    progress: Progress = silent,
    changed: Partial<DatahubConfig> = {},
  ): Promise<void> {
    await runPipeline(this.settings(flags, changed), progress);
  }

  async query<Row extends object>(sql: string): Promise<Row[]> {
    const warehouse = await openWarehouse(this.warehouse, { readOnly: true });
    try {
      return await rows<Row>(warehouse.connection, sql);
    } finally {
      warehouse.close();
    }
  }

  /** Every row that was not staged, in the order of the files. */
  unstaged(): Promise<QualityRow[]> {
    return this.query("SELECT * FROM quality.rows ORDER BY extract, file, line");
  }

  files(): Promise<QualityFile[]> {
    return this.query("SELECT * FROM quality.files ORDER BY extract, file");
  }

  report(file: string): string {
    return readFileSync(join(this.data, "reports", file), "utf8");
  }

  /** Bytes of everything published, by path; a run that fails must leave them as they were. */
  published(): Record<string, string> {
    const paths = [
      this.warehouse,
      join(this.data, "reports/quality.json"),
      join(this.data, "reports/reports.json"),
    ];
    return Object.fromEntries(
      paths.filter((path) => existsSync(path)).map((path) => [path, readFileSync(path).toString("base64")]),
    );
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
