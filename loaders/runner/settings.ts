import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { DatahubConfig } from "../config.js";
import { BuildError } from "../errors.js";

/** Everything a run depends on besides the files it reads: flags over `datahub.config.ts`, paths absolute. */
export interface Settings {
  readonly config: DatahubConfig;
  readonly profile: string;
  readonly sourceFolder: string;
  readonly rawFolder: string;
  readonly dataFolder: string;
  readonly asOf: string | null;
  readonly bank: string;
  readonly currency: string;
  /** What every reader of the site should know about this bank's data. */
  readonly note: string | null;
  /** Why there can be no churn model of this bank. */
  readonly noChurnModel: string | null;
  readonly freshnessDays: DatahubConfig["quality"]["freshnessDays"];
  /** By id of the KPI, in its unit. */
  readonly targets: Readonly<Partial<Record<string, number>>>;
  /** In the reporting currency. */
  readonly balanceTolerance: number;
  /** True when the raw folder is ours to fill by simulation. */
  readonly isSimulated: boolean;
}

export interface Flags {
  readonly profile?: string | undefined;
  readonly raw?: string | undefined;
  readonly asOf?: string | undefined;
  readonly data?: string | undefined;
}

const projectFolder = resolve(import.meta.dirname, "../..");

/**
 * @throws BuildError bad_option for an unknown profile or a date that is none
 */
export function resolveSettings(config: DatahubConfig, flags: Flags): Settings {
  const profile = flags.profile ?? config.profile;
  const sourceFolder = join(projectFolder, "data/sources", profile);
  if (!/^[\w-]+$/.test(profile) || !existsSync(sourceFolder)) {
    throw new BuildError("bad_option", `--profile ${profile}: there is no folder data/sources/${profile}`);
  }
  const own = config.profiles[profile] ?? {
    bank: profile,
    currency: "EUR",
    targets: {},
    balanceTolerance: 0,
  };
  const asOf = flags.asOf ?? own.asOf ?? null;
  if (asOf !== null && !isDate(asOf)) {
    throw new BuildError("bad_option", `--as-of ${asOf}: a date YYYY-MM-DD was expected`);
  }
  const dataFolder = resolve(flags.data ?? "data");
  return {
    config,
    profile,
    sourceFolder,
    rawFolder: resolve(flags.raw ?? join(dataFolder, "raw", profile)),
    dataFolder,
    asOf,
    bank: own.bank,
    currency: own.currency,
    note: own.note ?? null,
    noChurnModel: own.noChurnModel ?? null,
    freshnessDays: own.freshnessDays ?? config.quality.freshnessDays,
    targets: own.targets,
    balanceTolerance: own.balanceTolerance,
    isSimulated: profile === "simulated" && flags.raw === undefined,
  };
}

function isDate(value: string): boolean {
  const parsed = new Date(`${value}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    !Number.isNaN(parsed.getTime()) &&
    parsed.toISOString().startsWith(value)
  );
}
