import type { ExtractName } from "../core/contract.js";
import type { Bank } from "./bank.js";
import { type Defect, defectLine } from "./dirt/defect.js";
import { digits } from "./text.js";

/** Days after the end on which late rows arrive. */
const lateAfter = 3;

/** Clients whose rows go into one file before the next one is begun. */
export const clientsPerPart = 50_000;

/** Some neighbouring clients, and the end of their files' names: empty, or `_0001` where there are several. */
export interface Part {
  readonly from: number;
  /** One past the last. */
  readonly to: number;
  readonly suffix: string;
}

/** How the clients are spread over files. */
export function partsOf(clients: number, perPart = clientsPerPart): readonly Part[] {
  return Array.from({ length: Math.ceil(clients / perPart) }, (_, at) => ({
    from: at * perPart,
    to: Math.min(clients, (at + 1) * perPart),
    suffix: clients > perPart ? `_${digits(at + 1, 4)}` : "",
  }));
}

/** Name of the file in which rows come after the end, and of the same file sent again the day after. */
export function lateFileNames(bank: Bank, extract: ExtractName): readonly [first: string, again: string] {
  const nameOn = (day: number): string =>
    `${extract}_${bank.calendar.dateOf(bank.calendar.dayCount - 1 + day).replaceAll("-", "")}.csv`;
  return [nameOn(lateAfter), nameOn(lateAfter + 1)];
}

/** A last line that ends in the middle, as when a transfer breaks off, and its line of the manifest. */
export function truncatedLine(bank: Bank, file: string, line: number): { text: string; defect: string } {
  const { calendar } = bank;
  const key = `T${digits(bank.clients, 6)}99999X`;
  const whole = `${key},A${digits(bank.clients, 6)}-1,-1.00,${calendar.dateOf(calendar.dayCount - 1)} 23:59:59,other,batch,EUR,,,PT`;
  const text = whole.slice(0, whole.indexOf(" ") - 3);
  const defect: Defect = { kind: "truncated_file", key, column: "", written: text, truth: whole };
  return { text, defect: defectLine(defect, file, line, "transactions") };
}

/** The line of the manifest of a file that came twice. */
export function fileTwiceLine(first: string, again: string): string {
  const defect: Defect = { kind: "file_twice", key: "", column: "", written: again, truth: first };
  return defectLine(defect, again, null, "transactions");
}

/** The line of the manifest of a day without movements; none where there is no such day. */
export function missingDayLine(bank: Bank): string {
  if (bank.missingDay === null) return "";
  const day = bank.calendar.dateOf(bank.missingDay);
  const defect: Defect = {
    kind: "missing_day",
    key: day,
    column: "transaction_date",
    written: "",
    truth: day,
  };
  return defectLine(defect, "", null, "transactions");
}
