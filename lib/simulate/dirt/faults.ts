import { type ContractColumn, type ExtractName, extractNamed } from "../../core/contract.js";
import { regions } from "../catalogue.js";
import type { Random } from "../random.js";
import { csvField } from "../text.js";
import type { Defect, DefectKind, SoiledLine } from "./defect.js";
import { loseCharacter, mojibake } from "./encoding.js";
import { notations } from "./notations.js";

/** A clean line to be soiled, in its fields. */
export interface CleanLine {
  readonly line: string;
  readonly fields: readonly string[];
  readonly extract: ExtractName;
  readonly columns: readonly ContractColumn[];
  readonly random: Random;
  /** YYYY-MM-DD, the last simulated day. */
  readonly end: string;
}

/** The lines to write for a clean one; null when the fault does not apply to it. */
type Fault = (clean: CleanLine) => SoiledLine[] | null;

/** The key of another extract, and an example of one that does not exist. */
const parents: Readonly<Partial<Record<ExtractName, { column: string; reason: string; orphan: string }>>> = {
  accounts: { column: "client_id", reason: "orphan_client", orphan: "C99999999" },
  transactions: { column: "account_id", reason: "orphan_account", orphan: "A99999999-1" },
  events: { column: "client_id", reason: "orphan_client", orphan: "C99999999" },
  loans: { column: "account_id", reason: "orphan_account", orphan: "A99999999-1" },
};

/** Columns of which two are exchanged. */
const swaps: Readonly<Partial<Record<ExtractName, readonly (readonly [string, string])[]>>> = {
  accounts: [["account_id", "client_id"]],
  transactions: [
    ["amount", "transaction_date"],
    ["transaction_id", "account_id"],
  ],
  loans: [["granted_date", "amount"]],
};

/** The column that is wrong when a key is delivered twice. */
const changing: Readonly<Record<ExtractName, readonly string[]>> = {
  kyc: ["segment", "region", "birth_date"],
  accounts: ["credit_limit"],
  transactions: ["amount"],
  events: ["detail"],
  loans: ["payment_amount"],
};

/** Rows that come in a later file are at least this old. */
const lateDays = 30;

/** What leaves the row's values within reach: a repair, or a copy to drop. */
export const mildFaults: Readonly<Partial<Record<DefectKind, Fault>>> = {
  exact_duplicate: (clean) => [
    { line: clean.line, defects: [] },
    { line: clean.line, defects: [{ kind: "exact_duplicate", key: keyOf(clean), ...noValue }] },
  ],
  near_duplicate: nearDuplicate,
  date_format: inNotation("date_format"),
  decimal_comma: inNotation("decimal_comma"),
  thousands_separator: inNotation("thousands_separator"),
  sign_notation: inNotation("sign_notation"),
  padding_case: inNotation("padding_case"),
  country_name: inNotation("country_name"),
  missing_currency: inNotation("missing_currency"),
  swapped_columns: swapped,
  mojibake: (clean) =>
    changed(clean, "mojibake", ["name", "region"], (value) =>
      mojibake(value, clean.random.pick(["latin-1", "windows-1252"] as const)),
    ),
  late_rows: (clean) => {
    const at = indexOf(clean, "transaction_date");
    if (clean.extract !== "transactions" || daysBefore(clean.fields[at] ?? "", clean.end) < lateDays)
      return null;
    return [
      { line: clean.line, isLate: true, defects: [{ kind: "late_rows", key: keyOf(clean), ...noValue }] },
    ];
  },
};

/** What is beyond repair, in a row of its own, or in a value that nobody else refers to. */
export const graveFaults: Readonly<Partial<Record<DefectKind, Fault>>> = {
  conflicting_row: (clean) => (clean.extract === "kyc" ? null : conflicting(clean, "conflicting_row", false)),
  kyc_correction: (clean) => (clean.extract === "kyc" ? conflicting(clean, "kyc_correction", true) : null),
  missing_value: (clean) =>
    beside(
      clean,
      "missing_value",
      ({ required }) => required,
      "missing_value",
      () => "",
    ),
  unparseable: (clean) =>
    clean.random.chance(0.5)
      ? beside(clean, "unparseable", isRequired("amount"), "unparseable_amount", () => "1.2.3,4")
      : beside(clean, "unparseable", isRequired("date", "timestamp"), "unparseable_date", () => "2024-13-45"),
  unknown_currency: (clean) =>
    beside(
      clean,
      "unknown_currency",
      ({ kind }) => kind === "currency",
      "unknown_currency",
      () => "ZZZ",
    ),
  orphan_key: (clean) => {
    const parent = parents[clean.extract];
    if (!parent) return null;
    return beside(
      clean,
      "orphan_key",
      ({ name }) => name === parent.column,
      parent.reason,
      () => parent.orphan,
    );
  },
  future_date: (clean) => {
    const { freshBy } = extractNamed(clean.extract);
    return beside(
      clean,
      "future_date",
      ({ name }) => name === freshBy,
      "future_date",
      (value) => yearsLater(clean.end, 4) + value.slice(10),
    );
  },
  ragged_line: (clean) => {
    const whole = [ownKey(clean), ...clean.fields.slice(1)];
    const cut = whole.slice(0, clean.random.between(2, whole.length - 1)).join(",");
    const truth = whole.join(",");
    return [
      { line: cut, defects: [{ kind: "ragged_line", key: ownKey(clean), column: "", written: cut, truth }] },
      { line: clean.line, defects: [] },
    ];
  },
  invalid_country: (clean) =>
    changed(clean, "invalid_country", ["country"], () => clean.random.pick(["XX", "Atlantis"])),
  negative_age: (clean) => {
    const from = clean.fields[indexOf(clean, "valid_from")] ?? "";
    if (from === "") return null;
    return changed(clean, "negative_age", ["birth_date"], () =>
      yearsLater(from, clean.random.between(1, 25)),
    );
  },
  lost_character: (clean) =>
    changed(clean, "lost_character", ["name", "region"], (value) =>
      loseCharacter(value, (places) => clean.random.pick(places)),
    ),
};

const noValue = { column: "", written: "", truth: "" } as const;
const keyOf = ({ fields }: CleanLine): string => fields[0] ?? "";
/** A key that no other row has, so that a row that is set aside takes nothing along. */
const ownKey = (clean: CleanLine): string => `${keyOf(clean)}X`;
const indexOf = ({ columns }: CleanLine, name: string): number =>
  columns.findIndex((column) => column.name === name);

const written = (fields: readonly string[], at: number, value: string): string =>
  fields.with(at, csvField(value)).join(",");

/** Changes one value in place; one of the columns named, if there is one whose value comes out otherwise. */
function changed(
  clean: CleanLine,
  kind: DefectKind,
  names: readonly string[],
  change: (value: string) => string,
): SoiledLine[] | null {
  const choices = names.flatMap((column) => {
    const at = indexOf(clean, column);
    const truth = clean.fields[at] ?? "";
    const value = truth === "" ? truth : change(truth);
    return value === truth ? [] : [{ at, column, value, truth }];
  });
  if (choices.length === 0) return null;
  const { at, column, value, truth } = clean.random.pick(choices);
  const defect: Defect = { kind, key: keyOf(clean), column, written: value, truth };
  return [{ line: written(clean.fields, at, value), defects: [defect] }];
}

/** A broken row with a key of its own before the right one. */
function beside(
  clean: CleanLine,
  kind: DefectKind,
  isMeant: (column: ContractColumn) => boolean,
  reason: string,
  change: (value: string) => string,
): SoiledLine[] | null {
  const places = clean.columns.flatMap((column, at) => (isMeant(column) ? [at] : []));
  if (places.length === 0) return null;
  const at = clean.random.pick(places);
  const fields = [ownKey(clean), ...clean.fields.slice(1)];
  const truth = fields[at] ?? "";
  const value = change(truth);
  const column = clean.columns[at]?.name ?? "";
  const defect: Defect = { kind, key: ownKey(clean), column, written: value, truth, reason };
  return [
    { line: written(fields, at, value), defects: [defect] },
    { line: clean.line, defects: [] },
  ];
}

const isRequired =
  (...kinds: readonly ContractColumn["kind"][]) =>
  ({ required, kind }: ContractColumn): boolean =>
    required && kinds.includes(kind);

/** Writes one value of the line in another notation of a kind; null when there is none. */
function renoted(clean: CleanLine, kind: DefectKind): Defect | null {
  const { columns, fields, random } = clean;
  const places = notablePlaces(columns, kind);
  if (places.length === 0) return null;
  // From a column taken at random, the first that has a value to write otherwise.
  const first = random.integer(places.length);
  for (let step = 0; step < places.length; step++) {
    const { at, name, writes } = places[(first + step) % places.length] ?? { at: 0, name: "", writes: [] };
    const truth = fields[at] ?? "";
    if (truth === "") continue;
    const values = writes.map((write) => write(truth)).filter((value) => value !== truth);
    if (values.length > 0)
      return { kind, key: keyOf(clean), column: name, written: random.pick(values), truth };
  }
  return null;
}

interface NotablePlace {
  readonly at: number;
  readonly name: string;
  readonly writes: readonly ((value: string) => string)[];
}

const knownPlaces = new WeakMap<readonly ContractColumn[], Map<DefectKind, readonly NotablePlace[]>>();

/** The columns that have other notations of a kind; looked up once. */
function notablePlaces(columns: readonly ContractColumn[], kind: DefectKind): readonly NotablePlace[] {
  const known = knownPlaces.get(columns) ?? new Map<DefectKind, readonly NotablePlace[]>();
  knownPlaces.set(columns, known);
  const before = known.get(kind);
  if (before) return before;
  const places = columns.flatMap((column, at) => {
    const writes = notations[column.kind]?.[kind];
    return writes ? [{ at, name: column.name, writes }] : [];
  });
  known.set(kind, places);
  return places;
}

function inNotation(kind: DefectKind): Fault {
  return (clean) => {
    const defect = renoted(clean, kind);
    if (!defect) return null;
    const at = indexOf(clean, defect.column);
    return [{ line: written(clean.fields, at, defect.written), defects: [defect] }];
  };
}

/** The row once more, up to two of its fields in another notation. */
function nearDuplicate(clean: CleanLine): SoiledLine[] | null {
  const kinds = ["padding_case", "date_format", "decimal_comma"] as const;
  const first = renoted(clean, clean.random.pick(kinds));
  if (!first) return null;
  const second = renoted(clean, "padding_case") ?? first;
  let fields = clean.fields;
  for (const { column, written: value } of [second, first])
    fields = fields.with(indexOf(clean, column), csvField(value));
  return [
    { line: clean.line, defects: [] },
    { line: fields.join(","), defects: [{ ...first, kind: "near_duplicate" }] },
  ];
}

/** Two columns exchanged; each is a defect of its own. */
function swapped(clean: CleanLine): SoiledLine[] | null {
  const pairs = swaps[clean.extract];
  if (!pairs) return null;
  const [left, right] = clean.random.pick(pairs).map((name) => indexOf(clean, name)) as [number, number];
  const [leftValue = "", rightValue = ""] = [clean.fields[left], clean.fields[right]];
  const defect = (at: number, value: string): Defect => ({
    kind: "swapped_columns",
    key: keyOf(clean),
    column: clean.columns[at]?.name ?? "",
    written: value,
    truth: clean.fields[at] ?? "",
  });
  return [
    {
      line: clean.fields.with(left, rightValue).with(right, leftValue).join(","),
      defects: [defect(left, rightValue), defect(right, leftValue)],
    },
  ];
}

/** The wrong row first, then the right one, which may come in a later file. */
function conflicting(clean: CleanLine, kind: DefectKind, isLate: boolean): SoiledLine[] | null {
  const wrong = changed(clean, kind, changing[clean.extract], (value) => otherThan(value, clean.random));
  return wrong && [...wrong, { line: clean.line, defects: [], isLate }];
}

/** Another value of the same form. */
function otherThan(value: string, random: Random): string {
  if (/^-?\d+\.\d\d$/.test(value)) return `${value.slice(0, -1)}${(Number(value.slice(-1)) + 1) % 10}`;
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return yearsLater(value, -random.between(1, 9));
  const others = value in otherSegments ? otherSegments[value] : undefined;
  if (others) return others;
  if (regions.some(({ name }) => name === value))
    return random.pick(regions.filter(({ name }) => name !== value)).name;
  return "other";
}

const otherSegments: Readonly<Record<string, string>> = {
  retail: "affluent",
  affluent: "retail",
  student: "retail",
  business: "retail",
};

/** The same day of another year; 29 February becomes the 28th. */
function yearsLater(date: string, years: number): string {
  const year = String(Number(date.slice(0, 4)) + years).padStart(4, "0");
  const day = date.slice(4, 10);
  return year + (day === "-02-29" ? "-02-28" : day);
}

/** Days from one day to another, both as YYYY-MM-DD and perhaps more. */
function daysBefore(date: string, end: string): number {
  const dayOf = (text: string): number => Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 86_400_000;
  return dayOf(end) - dayOf(date);
}
