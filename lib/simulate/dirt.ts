import { type ContractColumn, type ExtractName, extractNamed } from "../core/contract.js";
import { countries } from "./catalogue.js";
import type { Random } from "./random.js";
import { csvField } from "./text.js";

/** Shares of rows: written twice or in another notation, and beyond repair. */
const repairableShare = 0.004;
const brokenShare = 0.001;
const dirtyShare = repairableShare + brokenShare;

/** The key of another extract, and the value changed when a key is delivered twice. */
const weakSpots: Readonly<Record<ExtractName, { parent: string | null; orphan: string; changed: string }>> = {
  kyc: { parent: null, orphan: "", changed: "segment" },
  accounts: { parent: "client_id", orphan: "C99999999", changed: "credit_limit" },
  transactions: { parent: "account_id", orphan: "A99999999-1", changed: "amount" },
  events: { parent: "client_id", orphan: "C99999999", changed: "detail" },
  loans: { parent: "account_id", orphan: "A99999999-1", changed: "payment_amount" },
};

/** Soils a few lines of one extract, the way real deliveries are soiled. */
export class Dirt {
  private readonly random: Random;
  private readonly extract: ExtractName;
  private readonly columns: readonly ContractColumn[];
  private readonly future: string;
  private wait: number;

  /**
   * @param columns the columns of the file, in its order
   * @param end YYYY-MM-DD, the last simulated day
   */
  constructor(random: Random, extract: ExtractName, columns: readonly ContractColumn[], end: string) {
    this.random = random;
    this.extract = extract;
    this.columns = columns;
    this.future = `${Number(end.slice(0, 4)) + 4}${end.slice(4)}`;
    this.wait = random.trials(dirtyShare);
  }

  /** True when the next line is one to soil; call it once a line. */
  isDue(): boolean {
    if (--this.wait > 0) return false;
    this.wait = this.random.trials(dirtyShare);
    return true;
  }

  /**
   * The lines to write for a clean one. What is beyond repair comes beside the right line, never
   * in its place, so that a lost account does not take its movements along.
   */
  soil(line: string): string[] {
    const fields = line.split(",");
    if (this.random.chance(brokenShare / dirtyShare)) return [this.broken(fields), line];
    if (this.random.chance(0.1)) return [line, line];
    const places = this.columns.flatMap(({ kind }, at) => (fields[at] && kind in notations ? [at] : []));
    const at = this.random.pick(places);
    return [
      this.written(
        fields,
        at,
        this.random.pick(notations[this.columns[at]?.kind ?? ""] ?? [same])(fields[at] ?? ""),
      ),
    ];
  }

  private broken(fields: readonly string[]): string {
    const { parent, orphan, changed } = weakSpots[this.extract];
    const { freshBy } = extractNamed(this.extract);
    const fresh = [`${fields[0] ?? ""}X`, ...fields.slice(1)];
    const faults: (() => string)[] = [
      () => this.written(fields, this.indexOf(changed), otherThan(fields[this.indexOf(changed)] ?? "")),
    ];
    for (const [at, { kind, required, name }] of this.columns.entries()) {
      if (required) faults.push(() => this.written(fresh, at, ""));
      if (required && kind === "amount") faults.push(() => this.written(fresh, at, "1.2.3,4"));
      if (required && (kind === "date" || kind === "timestamp"))
        faults.push(() => this.written(fresh, at, "2024-13-45"));
      if (kind === "currency") faults.push(() => this.written(fresh, at, "ZZZ"));
      if (name === freshBy) faults.push(() => this.written(fresh, at, this.future));
      if (name === parent) faults.push(() => this.written(fresh, at, orphan));
    }
    return this.random.pick(faults)();
  }

  private indexOf(name: string): number {
    return this.columns.findIndex((column) => column.name === name);
  }

  private written(fields: readonly string[], at: number, value: string): string {
    return fields.with(at, csvField(value)).join(",");
  }
}

/** A line that ends too early. */
export function ragged(line: string): string {
  return line.split(",").slice(0, 3).join(",");
}

type Notation = (value: string) => string;
const same: Notation = (value) => value;
const dayFirst =
  (separator: string): Notation =>
  (value) =>
    value.slice(0, 10).split("-").reverse().join(separator) + value.slice(10);
const compact: Notation = (value) => value.slice(0, 10).replaceAll("-", "");
const grouped =
  (thousands: string, decimal: string): Notation =>
  (value) => {
    const [units = "", cents = ""] = value.split(".");
    return units.replace(/\B(?=(\d{3})+$)/g, thousands) + decimal + cents;
  };
const behind = (value: string): string => (value.startsWith("-") ? `${value.slice(1)}-` : value);
const bracketed = (value: string): string => (value.startsWith("-") ? `(${value.slice(1)})` : value);
const dates = [dayFirst("/"), dayFirst("."), compact];
const lower: Notation = (value) => value.toLowerCase();
const upper: Notation = (value) => value.toUpperCase();
const padded: Notation = (value) => `${value}  `;

/** Other ways in which a value of a kind is written in the field; a repair leads back to the same value. */
const notations: Readonly<Record<string, readonly Notation[]>> = {
  date: dates,
  timestamp: dates,
  amount: [
    grouped("", ","),
    grouped(",", "."),
    grouped(".", ","),
    grouped(" ", ","),
    behind,
    bracketed,
    (value) => `€ ${value}`,
  ],
  code: [upper, (value) => upper(value.slice(0, 1)) + value.slice(1), padded],
  country: [
    (value) => countries.find(({ code }) => code === value)?.name ?? value,
    (value) => countries.find(({ code }) => code === value)?.alpha3 ?? value,
    lower,
  ],
  currency: [lower, padded],
  text: [padded],
};

function otherThan(value: string): string {
  if (/^-?\d+\.\d\d$/.test(value)) return `${value.slice(0, -1)}${(Number(value.slice(-1)) + 1) % 10}`;
  return value === "retail"
    ? "affluent"
    : value === "affluent" || value === "student" || value === "business"
      ? "retail"
      : "1.00";
}
