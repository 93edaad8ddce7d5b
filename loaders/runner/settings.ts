import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { DatahubConfig } from "../../lib/core/config.js";
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
  const asOf = flags.asOf ?? config.asOf[profile] ?? null;
  if (asOf !== null && !isDate(asOf)) {
    throw new BuildError("bad_option", `--as-of ${asOf}: a date YYYY-MM-DD was expected`);
  }
  const dataFolder = resolve(flags.data ?? "data");
  const fallback = <Value>(values: Readonly<Record<string, Value>>, otherwise: Value): Value =>
    values[profile] ?? otherwise;
  return {
    config,
    profile,
    sourceFolder,
    rawFolder: resolve(flags.raw ?? join(dataFolder, "raw", profile)),
    dataFolder,
    asOf,
    bank: fallback(config.bank, profile),
    currency: fallback(config.currency.reporting, "EUR"),
    balanceTolerance: fallback(config.quality.balanceTolerance, 0),
    isSimulated: profile === "simulated" && flags.raw === undefined,
  };
}

function isDate(value: string): boolean {
  const parsed = new Date(`${value}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value);
}

/** SHA-256 of a text, 16 hex digits. */
export function hashText(value: string): string {
  return createHash("sha256").update(value).digest("hex").slice(0, 16);
}
