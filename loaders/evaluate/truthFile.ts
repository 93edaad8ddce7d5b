import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { truthFolder, type TruthName } from "../../lib/simulate/truth.js";
import { hashFile } from "../runner/contentHash.js";
import type { Settings } from "../runner/settings.js";
import type { Step } from "../runner/steps.js";

/** Where a simulated bank says what it knows about itself. Nothing outside this folder reads it. */
export const truthPath = (rawFolder: string, name: TruthName): string =>
  join(rawFolder, truthFolder, `${name}.csv`);

/** A file of the truth, where there is one: only a simulation knows it. */
export function knownTruth(settings: Settings, name: TruthName): string | null {
  if (settings.profile !== "simulated") return null;
  const path = truthPath(settings.rawFolder, name);
  return existsSync(path) ? path : null;
}

/** The parts of a step that judges by a file of the truth: none where there is no such file. */
export const truthParts = (path: string | null): Step["parts"] =>
  path === null ? {} : { [`${truthFolder}/${basename(path)}`]: hashFile(path) };

/** A step's parts but for the truth: what only an evaluation reads does not make another run. */
export const partsWithoutTruth = (parts: Step["parts"]): readonly (readonly [string, string])[] =>
  Object.entries(parts).filter(([part]) => !part.startsWith(`${truthFolder}/`));
