import { existsSync } from "node:fs";
import { join } from "node:path";
import { truthFolder } from "../../lib/simulate/truth.js";
import type { Settings } from "../runner/settings.js";

/** Where a simulated bank lists what is wrong with its files. Nothing outside this folder reads it. */
export const defectsPath = (rawFolder: string): string => join(rawFolder, truthFolder, "defects.csv");

/** The list of defects, where there is one: only a simulation knows them. */
export function knownDefects(settings: Settings): string | null {
  if (settings.profile !== "simulated") return null;
  const path = defectsPath(settings.rawFolder);
  return existsSync(path) ? path : null;
}
