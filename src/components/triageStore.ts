import {
  decide,
  emptyBook,
  readBook,
  takeVerdicts,
  writeBook,
  type TriageBook,
} from "../core/outliers/triageBook.js";
import {
  formatVerdicts,
  parseVerdicts,
  type VerdictFile,
  type VerdictLabel,
} from "../core/outliers/verdicts.js";

type Storage = Pick<globalThis.Storage, "getItem" | "setItem">;

/** What became of a file that was read back in. */
export interface Imported {
  readonly file: VerdictFile;
  readonly taken: number;
  readonly same: number;
  readonly older: number;
}

/** The verdicts of whoever reads the page: kept in the browser where it allows that, else until the page is closed. */
export interface TriageStore {
  readonly book: () => TriageBook;
  /** Whether they outlive the page. */
  readonly isKept: () => boolean;
  readonly decide: (movements: readonly string[], label: VerdictLabel, note: string) => void;
  /** Takes back the last decision; the movements it was about, or null if there is none. */
  readonly undo: () => readonly string[] | null;
  readonly canUndo: () => boolean;
  /** Every verdict as a file, which counts as exported from then on. */
  readonly exportFile: () => string;
  /** Takes what is newer from a file without a problem. */
  readonly importFile: (text: string) => Imported;
  readonly onChange: (listen: () => void) => void;
}

/** The browser's storage, or null where it forbids it. */
function browserStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/**
 * Opens the verdicts kept for a bank.
 *
 * @param bank its profile and name, so that two sites of one address do not mix
 * @param options the clock, which says when something is decided, and where verdicts are kept
 */
export function triageStore(
  bank: string,
  options: { readonly now: () => Date; readonly storage?: Storage | null },
): TriageStore {
  const { storage = browserStorage(), now } = options;
  const key = `datahub.triage.${bank}`;
  const listeners: (() => void)[] = [];
  const before: { readonly book: TriageBook; readonly movements: readonly string[] }[] = [];
  let isKept = storage !== null;
  let book: TriageBook = emptyBook;
  const load = (): void => {
    try {
      book = readBook(storage?.getItem(key) ?? null);
    } catch {
      isKept = false;
    }
  };
  const change = (next: TriageBook): void => {
    book = next;
    try {
      storage?.setItem(key, writeBook(book));
    } catch {
      isKept = false;
    }
    for (const listen of listeners) listen();
  };
  load();
  // Another tab with the same page has decided something.
  addEventListener("storage", (event: StorageEvent) => {
    if (event.key !== key) return;
    before.length = 0;
    load();
    for (const listen of listeners) listen();
  });
  return {
    book: () => book,
    isKept: () => isKept,
    decide(movements, label, note) {
      before.push({ book, movements });
      change(decide(book, movements, { label, note, decidedAt: now().toISOString() }));
    },
    undo() {
      const last = before.pop();
      if (!last) return null;
      change(last.book);
      return last.movements;
    },
    canUndo: () => before.length > 0,
    exportFile() {
      const text = formatVerdicts(book.verdicts.values());
      change({ ...book, unexported: new Set() });
      before.length = 0;
      return text;
    },
    importFile(text) {
      const file = parseVerdicts(text);
      if (file.problems.length > 0 || file.key !== "movement") return { file, taken: 0, same: 0, older: 0 };
      const { book: next, ...counts } = takeVerdicts(book, file.verdicts);
      if (counts.taken > 0) before.push({ book, movements: [] });
      change(next);
      return { file, ...counts };
    },
    onChange: (listen) => void listeners.push(listen),
  };
}
