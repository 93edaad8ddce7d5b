import type { DuckDBConnection } from "@duckdb/node-api";
import type { BankOptions } from "../../../lib/simulate/bank.js";
import type { PictureOptions } from "./picture.js";

/** Figures by name, as they are kept and written into the page. */
export interface Figures {
  readonly [name: string]: number | string | Figures;
}

/** What a chapter of the profile finds out. */
export interface Chapter {
  readonly figures: Figures;
  /** By the name of the file, without its ending. */
  readonly pictures: Readonly<Record<string, PictureOptions>>;
}

/** A bank to look at: its warehouse, and tables of what is true of it (see banks.ts). */
export interface SimulatedBank {
  readonly connection: DuckDBConnection;
  readonly options: Required<BankOptions> & { readonly generator: string };
  readonly ceiling: Readonly<
    Record<
      "default" | "churn",
      { readonly auc: number; readonly reachedRate: number; readonly statedRate: number }
    >
  >;
  /** What stands below each picture. */
  readonly source: string;
}
