import type { ExtractName } from "../../core/contract.js";
import { csvField } from "../text.js";

/** What a pipeline without fault makes of a defect. */
export type Fate =
  /** The row is staged with the true value. */
  | "repaired"
  /** The row is not staged, and the reason is told. */
  | "quarantined"
  /** The row is staged without that value, and the reason is told. */
  | "emptied"
  /** The row is dropped as a copy of another. */
  | "duplicate"
  /** A finding about a file or a day. */
  | "reported";

/** Every kind of defect, and what it should come to. `reason` is the pipeline's code, where a kind has only one. */
export const defectKinds = {
  exact_duplicate: { fate: "duplicate", reason: "" },
  near_duplicate: { fate: "duplicate", reason: "" },
  conflicting_row: { fate: "quarantined", reason: "conflicting_key" },
  kyc_correction: { fate: "quarantined", reason: "conflicting_key" },
  date_format: { fate: "repaired", reason: "" },
  decimal_comma: { fate: "repaired", reason: "" },
  thousands_separator: { fate: "repaired", reason: "" },
  sign_notation: { fate: "repaired", reason: "" },
  padding_case: { fate: "repaired", reason: "" },
  country_name: { fate: "repaired", reason: "" },
  missing_currency: { fate: "repaired", reason: "" },
  swapped_columns: { fate: "repaired", reason: "" },
  mojibake: { fate: "repaired", reason: "" },
  late_rows: { fate: "repaired", reason: "" },
  missing_value: { fate: "quarantined", reason: "missing_value" },
  unparseable: { fate: "quarantined", reason: "" },
  unknown_currency: { fate: "quarantined", reason: "unknown_currency" },
  orphan_key: { fate: "quarantined", reason: "" },
  future_date: { fate: "quarantined", reason: "future_date" },
  ragged_line: { fate: "quarantined", reason: "ragged_line" },
  truncated_file: { fate: "quarantined", reason: "ragged_line" },
  invalid_country: { fate: "emptied", reason: "country_unknown" },
  negative_age: { fate: "emptied", reason: "negative_age" },
  lost_character: { fate: "emptied", reason: "lost_character" },
  file_twice: { fate: "reported", reason: "file_twice" },
  missing_day: { fate: "reported", reason: "missing_day" },
} as const satisfies Readonly<Record<string, { readonly fate: Fate; readonly reason: string }>>;

export type DefectKind = keyof typeof defectKinds;

/** One defect of a line; the values as in the file, before they are quoted for it. */
export interface Defect {
  readonly kind: DefectKind;
  /** True value of the row's first key column. */
  readonly key: string;
  /** Empty where the whole line is concerned. */
  readonly column: string;
  readonly written: string;
  readonly truth: string;
  /** Where the kind leaves it open. */
  readonly reason?: string;
}

/** A line as it is delivered, and what is wrong with it. */
export interface SoiledLine {
  readonly line: string;
  readonly defects: readonly Defect[];
  /** True when it is left out of its file and comes in a later one. */
  readonly isLate?: boolean;
}

/**
 * A line of the manifest.
 *
 * @param file name of the file, or of the sheet that becomes part of one
 * @param line 1-based, in that file or sheet; null where the whole file is meant
 * @param extract the extract the file belongs to
 */
export function defectLine(defect: Defect, file: string, line: number | null, extract: ExtractName): string {
  const { kind, key, column, written, truth } = defect;
  const { fate, reason } = defectKinds[kind];
  const fields = [
    kind,
    file,
    line ?? "",
    extract,
    key,
    column,
    written,
    truth,
    fate,
    defect.reason ?? reason,
  ];
  return `${fields.map((field) => csvField(String(field))).join(",")}\n`;
}
