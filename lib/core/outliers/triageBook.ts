import { isNewer, verdictLabels, type Verdict, type VerdictLabel } from "./verdicts.js";
import type { AlertRow } from "./alerts.js";

/** Verdicts of one reader on one bank's alerts, as a browser keeps them. */
export interface TriageBook {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Movements whose verdict is in no exported file yet. */
  readonly unexported: ReadonlySet<string>;
}

/** What an alert counts as: what the build says, or what the reader said since. */
export interface TriageState {
  readonly label: VerdictLabel | "open";
  /** Who says so; null while it is open. */
  readonly source: "build" | "browser" | null;
  readonly note: string;
  readonly decidedAt: string | null;
}

export const emptyBook: TriageBook = { verdicts: new Map(), unexported: new Set() };

const changed = (
  book: TriageBook,
  entries: readonly (readonly [string, Verdict | undefined])[],
): TriageBook => {
  const verdicts = new Map(book.verdicts);
  const unexported = new Set(book.unexported);
  for (const [movement, verdict] of entries) {
    if (verdict) verdicts.set(movement, verdict);
    else verdicts.delete(movement);
    if (verdict) unexported.add(movement);
    else unexported.delete(movement);
  }
  return { verdicts, unexported };
};

/**
 * The book with a verdict on some movements.
 *
 * @param book as it was
 * @param movements their pseudonyms
 * @param verdict what was found, and when
 */
export const decide = (
  book: TriageBook,
  movements: readonly string[],
  verdict: Omit<Verdict, "movement">,
): TriageBook =>
  changed(
    book,
    movements.map((movement) => [movement, { movement, ...verdict }]),
  );

/**
 * The book with the verdicts of a file, where they are newer than its own.
 *
 * @param book as it was
 * @param verdicts of `parseVerdicts`, by pseudonym
 * @returns the book, and how many were taken, were there already, and are older than the book's
 */
export function takeVerdicts(
  book: TriageBook,
  verdicts: readonly Verdict[],
): { readonly book: TriageBook; readonly taken: number; readonly same: number; readonly older: number } {
  const isSame = (a: Verdict, b: Verdict | undefined): boolean =>
    a.label === b?.label && a.note === b.note && a.decidedAt === b.decidedAt;
  const fresh = verdicts.filter((verdict) => !isSame(verdict, book.verdicts.get(verdict.movement)));
  const taken = fresh.filter((verdict) => isNewer(verdict, book.verdicts.get(verdict.movement)));
  const merged = new Map(book.verdicts);
  for (const verdict of taken) merged.set(verdict.movement, verdict);
  // What came out of a file is in a file.
  const unexported = new Set(
    [...book.unexported].filter((movement) => !taken.some((v) => v.movement === movement)),
  );
  return {
    book: { verdicts: merged, unexported },
    taken: taken.length,
    same: verdicts.length - fresh.length,
    older: fresh.length - taken.length,
  };
}

/**
 * What an alert counts as. The reader's verdict counts until a build knows one that is as new.
 *
 * @param alert with the verdict of the build, if any
 * @param book of the reader
 */
export function stateOf(
  alert: Pick<AlertRow, "movement" | "verdict" | "decided_at">,
  { verdicts }: TriageBook,
): TriageState {
  const own = verdicts.get(alert.movement);
  const built = verdictLabels.find((label) => label === alert.verdict);
  const builtAt = alert.decided_at === null ? null : new Date(alert.decided_at).toISOString();
  const isOwn = own !== undefined && (built === undefined || (own.decidedAt ?? "") > (builtAt ?? ""));
  if (isOwn) return { label: own.label, source: "browser", note: own.note, decidedAt: own.decidedAt };
  if (built === undefined) return { label: "open", source: null, note: "", decidedAt: null };
  return { label: built, source: "build", note: own?.label === built ? own.note : "", decidedAt: builtAt };
}

/**
 * The book as text.
 *
 * @param book to keep
 */
export const writeBook = (book: TriageBook): string =>
  JSON.stringify({ version: 1, verdicts: [...book.verdicts.values()], unexported: [...book.unexported] });

/**
 * The book that `writeBook` wrote; what is no verdict is passed over, and another version is an empty book.
 *
 * @param text as it was kept; null for none
 */
export function readBook(text: string | null): TriageBook {
  let found: unknown;
  try {
    found = JSON.parse(text ?? "null");
  } catch {
    return emptyBook;
  }
  const { version, verdicts, unexported } = (found ?? {}) as Record<string, unknown>;
  if (version !== 1 || !Array.isArray(verdicts)) return emptyBook;
  const known = verdicts.filter((each): each is Verdict => {
    const { movement, label, note, decidedAt } = (each ?? {}) as Record<string, unknown>;
    return (
      typeof movement === "string" &&
      verdictLabels.includes(label as VerdictLabel) &&
      typeof note === "string" &&
      (decidedAt === null || typeof decidedAt === "string")
    );
  });
  const names = new Map(known.map((verdict) => [verdict.movement, verdict]));
  const open = Array.isArray(unexported)
    ? unexported.filter((each): each is string => names.has(each as string))
    : [];
  return { verdicts: names, unexported: new Set(open) };
}
