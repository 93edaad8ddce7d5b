import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { Problem } from "../problems.js";

/** A query with the values that are bound to it. */
export interface Bound {
  readonly sql: string;
  readonly values: readonly (string | number | boolean)[];
}

export type Row = Readonly<Record<string, unknown>>;

/** Queries that wait at most; more are told to come again. */
const mostWaiting = 100;

/** What the database says of values that do not fit, by how it begins. */
const callersFault = /^(?:Conversion|Out of Range|Invalid Input) Error/;

/**
 * A few connections that queries of callers share, so that they neither fill the machine nor keep the threads that the
 * audit log writes with. A query that takes too long is broken off.
 */
export class Readers {
  readonly #free: DuckDBConnection[];
  readonly #waiting: ((connection: DuckDBConnection) => void)[] = [];

  /** @param patienceMilliseconds after which a query is broken off */
  constructor(
    connections: readonly DuckDBConnection[],
    readonly patienceMilliseconds = 10_000,
  ) {
    this.#free = [...connections];
  }

  /**
   * Runs a query.
   *
   * @returns its rows; 64-bit integers as numbers
   * @throws Problem busy, query_too_costly, or invalid_query where the values do not fit; never with SQL in it
   */
  async rows({ sql, values }: Bound): Promise<Row[]> {
    const connection = await this.#take();
    const timer = setTimeout(() => connection.interrupt(), this.patienceMilliseconds);
    try {
      const reader = await connection.runAndReadAll(sql, [...values] as DuckDBValue[]);
      return reader.getRowObjectsJS().map((row) => {
        for (const key in row) if (typeof row[key] === "bigint") row[key] = Number(row[key]);
        return row;
      });
    } catch (error) {
      const message = error instanceof Error ? error.message : "";
      if (/^(?:INTERRUPT|Out of Memory) Error/.test(message)) throw new Problem("query_too_costly");
      if (callersFault.test(message))
        throw new Problem("invalid_query", "the values do not fit the columns they are compared with");
      throw error;
    } finally {
      clearTimeout(timer);
      this.#give(connection);
    }
  }

  #take(): Promise<DuckDBConnection> {
    const free = this.#free.pop();
    if (free !== undefined) return Promise.resolve(free);
    if (this.#waiting.length >= mostWaiting) return Promise.reject(new Problem("busy"));
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(connection: DuckDBConnection): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(connection);
    else next(connection);
  }
}
