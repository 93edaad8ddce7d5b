import type { ExtractName } from "./contract.js";

/** What a bank edits in `datahub.config.ts`; a record by profile falls back to its `simulated` entry. */
export interface DatahubConfig {
  readonly profile: string;
  readonly bank: Readonly<Record<string, string>>;
  /** The last day whose data is complete, by profile; where none is given, the last full day of the movements. */
  readonly asOf: Readonly<Record<string, string>>;
  readonly locale: string;
  readonly currency: {
    readonly reporting: Readonly<Record<string, string>>;
    readonly rates: Readonly<Record<string, number>>;
  };
  readonly quality: {
    readonly maximumQuarantineShare: number;
    /** How far a running balance may be from the stated one, by profile, in the reporting currency; otherwise 0. */
    readonly balanceTolerance: Readonly<Record<string, number>>;
    readonly freshnessDays: Readonly<Record<ExtractName, number | null>>;
  };
  readonly kpi: {
    readonly loanMargin: number;
    readonly depositMargin: number;
    readonly targets: Readonly<Record<string, number>>;
  };
  readonly simulate: {
    readonly clients: number;
    readonly months: number;
    readonly seed: number;
    /** First simulated month, YYYY-MM. */
    readonly firstMonth: string;
  };
  readonly memoryLimit: string;
}

/** Gives an editor the type of the configuration while it is written. */
export function defineConfig(config: DatahubConfig): DatahubConfig {
  return config;
}
