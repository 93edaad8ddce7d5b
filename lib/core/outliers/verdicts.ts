import { csvField, CsvError, parseCsv } from "./csv.js";

/** What somebody found who looked at an alert. Unsure neither trains nor counts, but shows that it was seen. */
export const verdictLabels = ["confirmed", "dismissed", "unsure"] as const;
export type VerdictLabel = (typeof verdictLabels)[number];

/** A verdict on an alert, as the page keeps it and the file holds it. */
export interface Verdict {
  /** Pseudonym of the movement, as published; in files of the older form its transaction_id. */
  readonly movement: string;
  readonly label: VerdictLabel;
  /** In the analyst's own words; stays in the browser and in the file and is never published. */
  readonly note: string;
  /** Instant in UTC, such as 2026-07-01T08:30:00.000Z; null where the file does not say. */
  readonly decidedAt: string | null;
}

/** Something in a file that is not as it should be. */
export interface VerdictProblem {
  readonly line: number;
  /** Name of the column, or null where the line as a whole is meant. */
  readonly column: string | null;
  readonly value: string;
  readonly expected: string;
  /** What to do about it. */
  readonly remedy: string;
}

export interface VerdictFile {
  /** What the first column names movements by. */
  readonly key: "movement" | "transaction_id";
  /** One for each movement: the newest, and of those of one age the last in the file. */
  readonly verdicts: readonly Verdict[];
  /** With any, the file should not be used. */
  readonly problems: readonly VerdictProblem[];
}

/** The columns of the file, in the order in which they are written. */
const verdictHeader = "movement,label,note,decided_at";

const instant = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** An ISO instant in UTC; without a zone it is taken for UTC. Null where the text is none. */
function instantOf(text: string): string | null {
  const match = instant.exec(text);
  if (!match) return null;
  const isDay = text.length === 10;
  const time = new Date(isDay || match[1] ? text.replace(" ", "T") : `${text.replace(" ", "T")}Z`);
  if (Number.isNaN(time.getTime())) return null;
  // 30 February would be taken for 2 March.
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return day.toISOString().startsWith(text.slice(0, 10)) ? time.toISOString() : null;
}

/**
 * Whether a verdict counts more than another on the same movement: the newer does, and one without a time is older than
 * any with one.
 *
 * @param verdict the one that came later in a file or in time
 * @param other the one there already
 */
export const isNewer = (
  verdict: Pick<Verdict, "decidedAt">,
  other: Pick<Verdict, "decidedAt"> | undefined,
): boolean => (verdict.decidedAt ?? "") >= (other?.decidedAt ?? "");

/**
 * Verdicts of several sources as one for each movement.
 *
 * @param lists the newest wins; of those of one age, the last
 */
export function mergeVerdicts(...lists: readonly Iterable<Verdict>[]): Map<string, Verdict> {
  const merged = new Map<string, Verdict>();
  for (const list of lists) {
    for (const verdict of list) {
      if (isNewer(verdict, merged.get(verdict.movement))) merged.set(verdict.movement, verdict);
    }
  }
  return merged;
}

/**
 * Reads a file of verdicts: CSV (RFC 4180) in UTF-8 with a header. `movement` and `label` are needed, `note` and
 * `decided_at` optional, other columns passed over; the older header `transaction_id,label` is read as well.
 *
 * @param text the whole file
 */
export function parseVerdicts(text: string): VerdictFile {
  const problems: VerdictProblem[] = [];
  const nothing = (key: VerdictFile["key"] = "movement"): VerdictFile => ({ key, verdicts: [], problems });
  let records;
  try {
    records = parseCsv(text);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { line, value, expected } = error;
    problems.push({
      line,
      column: null,
      value,
      expected,
      remedy: 'Write a quote inside a quoted field twice: "".',
    });
    return nothing();
  }
  const head = (records[0]?.fields ?? []).map((name) => name.trim().toLowerCase());
  const key = head.includes("movement") ? "movement" : "transaction_id";
  if (!head.includes(key) || !head.includes("label")) {
    problems.push({
      line: records[0]?.line ?? 1,
      column: null,
      value: (records[0]?.fields ?? []).join(","),
      expected: `the header ${verdictHeader} (or transaction_id,label)`,
      remedy: "Export the verdicts from the Outliers page, or write the header above the lines.",
    });
    return nothing();
  }
  const found: Verdict[] = [];
  for (const { line, fields } of records.slice(1)) {
    const refuse = (column: string | null, value: string, expected: string, remedy: string): void => {
      problems.push({ line, column, value, expected, remedy });
    };
    const valueOf = (column: string): string => {
      const index = head.indexOf(column);
      return index < 0 ? "" : (fields[index] ?? "");
    };
    if (fields.length !== head.length) {
      refuse(
        null,
        fields.join(","),
        `${head.length} fields as in the header, not ${fields.length},`,
        "Put a field that holds a separator between quotes.",
      );
      continue;
    }
    const movement = valueOf(key).trim();
    const label = valueOf("label").trim().toLowerCase();
    const time = valueOf("decided_at").trim();
    const decidedAt = time === "" ? null : instantOf(time);
    if (movement === "") {
      refuse(key, fields.join(","), `a ${key}`, "Copy it from the queue, or take the line out.");
    } else if (!verdictLabels.includes(label as VerdictLabel)) {
      refuse(
        "label",
        valueOf("label"),
        "confirmed, dismissed or unsure",
        "Write one of the three, or take the line out.",
      );
    } else if (time !== "" && decidedAt === null) {
      refuse(
        "decided_at",
        time,
        "an ISO 8601 instant such as 2026-07-01T08:30:00Z",
        "Write it so, or leave the field empty.",
      );
    } else {
      found.push({ movement, label: label as VerdictLabel, note: valueOf("note"), decidedAt });
    }
  }
  return { key, verdicts: [...mergeVerdicts(found).values()], problems };
}

/**
 * The file that `parseVerdicts` reads, the oldest verdict first.
 *
 * @param verdicts on movements by their published pseudonym
 */
export function formatVerdicts(verdicts: Iterable<Verdict>): string {
  const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const lines = [...verdicts]
    .sort((a, b) => text(a.decidedAt ?? "", b.decidedAt ?? "") || text(a.movement, b.movement))
    .map(({ movement, label, note, decidedAt }) =>
      [movement, label, note, decidedAt ?? ""].map(csvField).join(","),
    );
  return [verdictHeader, ...lines, ""].join("\r\n");
}

/**
 * A problem in one sentence, such as `line 3, column label: "yes" where … was expected`.
 *
 * @param problem of `parseVerdicts`
 */
export function problemWords({ line, column, value, expected }: VerdictProblem): string {
  const shown = value.length > 60 ? `${value.slice(0, 57)}…` : value;
  return `line ${line}${column === null ? "" : `, column ${column}`}: ${JSON.stringify(shown)} where ${expected} was expected`;
}
