import { type ExtractName, extractNames } from "../core/contract.js";
import { Sheet } from "./sheet.js";
import { truthNames, type TruthSheets } from "./truth.js";

/** Extracts of which some rows come in a later file. */
export const lateNames = { kyc: "lateKyc", transactions: "lateTransactions" } as const;
export type LateName = (typeof lateNames)[keyof typeof lateNames];

/** A sheet for every extract, for what of it comes later, and for every truth file. */
export type Sheets = Readonly<Record<ExtractName | LateName, Sheet>> & TruthSheets;
export type SheetName = keyof Sheets;

export const sheetNames: readonly SheetName[] = [...extractNames, ...Object.values(lateNames), ...truthNames];

export function emptySheets(): Sheets {
  return Object.fromEntries(sheetNames.map((name) => [name, new Sheet()])) as unknown as Sheets;
}
