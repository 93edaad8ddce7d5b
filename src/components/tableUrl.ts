import type { Sort } from "./tableModel.js";
import { onUrl, readUrl, writeUrl } from "./urlState.js";

export interface TableUrl {
  readonly sort: () => string | null;
  readonly query: () => string;
  readonly key: () => string | null;
  readonly writeSort: (sort: Sort | null) => void;
  readonly writeQuery: (query: string) => void;
  readonly writeKey: (key: string | null) => void;
}

/** `-balance` sorts by the balance, largest first. */
const sortWords = (sort: Sort | null): string | null => sort && `${sort.isDescending ? "-" : ""}${sort.id}`;

/** The column and direction a text stands for; whether there is such a column, the table knows. */
export const readSort = (words: string): Sort => ({
  id: words.replace(/^-/, ""),
  isDescending: words.startsWith("-"),
});

/**
 * What a table keeps in the URL: `?clients=` the selected row, `?clients-sort=`, `?clients-search=`.
 *
 * @param name of the table there; without one nothing is read or written
 * @param standard how the table is sorted when the URL says nothing
 * @param back called with what the URL says after a step back or forward
 */
export function tableUrl(
  name: string | undefined,
  standard: Sort | null,
  back: {
    readonly sort: (words: string | null) => void;
    readonly query: (words: string) => void;
    readonly key: (key: string | null) => void;
  },
): TableUrl {
  const read = (part: string): string | null => (name === undefined ? null : readUrl(name + part));
  const write = (part: string, words: string | null, isContinuous = false): void => {
    if (name !== undefined) writeUrl(name + part, words, isContinuous);
  };
  if (name !== undefined) {
    onUrl(`${name}-sort`, back.sort);
    onUrl(`${name}-search`, (words) => back.query(words ?? ""));
    onUrl(name, back.key);
  }
  return {
    sort: () => read("-sort"),
    query: () => read("-search") ?? "",
    key: () => read(""),
    writeSort: (sort) => write("-sort", sortWords(sort) === sortWords(standard) ? null : sortWords(sort)),
    writeQuery: (query) => write("-search", query || null, true),
    writeKey: (key) => write("", key),
  };
}
