import { type ExtractName, extractNames } from "../../../lib/core/contract.js";
import { type BankOptions, bankOf } from "../../../lib/simulate/bank.js";
import { columnsOf } from "../../../lib/simulate/rows.js";
import { emptySheets } from "../../../lib/simulate/sheets.js";
import { simulateClient } from "../../../lib/simulate/simulateClient.js";

export type Row = Readonly<Record<string, string>>;
export type BankRows = Readonly<Record<ExtractName, readonly Row[]>>;

/** Every row of a clean simulated bank, by column name. */
export function bankRows(options: BankOptions): BankRows {
  const text = bankText({ ...options, dirt: false });
  const rowsOf = (extract: ExtractName): Row[] => {
    const names = columnsOf(extract).map(({ name }) => name);
    return text[extract]
      .trimEnd()
      .split("\n")
      .map((line) => {
        const fields = line.split(",");
        if (fields.length !== names.length) throw new Error(`${extract}: ${line}`);
        return Object.fromEntries(names.map((name, at) => [name, fields[at] ?? ""]));
      });
  };
  return {
    kyc: rowsOf("kyc"),
    accounts: rowsOf("accounts"),
    transactions: rowsOf("transactions"),
    events: rowsOf("events"),
    loans: rowsOf("loans"),
  };
}

/** The text of every extract, without headers. */
export function bankText(options: BankOptions): Readonly<Record<ExtractName, string>> {
  const bank = bankOf(options);
  const sheets = emptySheets();
  for (let index = 0; index < bank.clients; index++) simulateClient(bank, index, sheets);
  const texts: Partial<Record<ExtractName, string>> = {};
  for (const name of extractNames) texts[name] = sheets[name].textFrom(0);
  return texts as Record<ExtractName, string>;
}

/** How many values there are of each key. */
export function countBy<T>(values: readonly T[], keyOf: (value: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  return counts;
}
