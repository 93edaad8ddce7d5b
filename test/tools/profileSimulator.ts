/**
 * Simulates the bank of `datahub.config.ts`, measures it, draws it, and writes docs/simulator.md: `npm run docs:simulator`.
 * The same code gives the same bytes.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { berkaBank, simulatedBank } from "./profile/banks.js";
import type { Chapter, Figures } from "./profile/chapter.js";
import { amounts } from "./profile/chapters/amounts.js";
import { anomalies } from "./profile/chapters/anomalies.js";
import { besideBerka } from "./profile/chapters/berka.js";
import { calibration } from "./profile/chapters/calibration.js";
import { defects } from "./profile/chapters/defects.js";
import { benford } from "./profile/chapters/digits.js";
import { income } from "./profile/chapters/income.js";
import { relations } from "./profile/chapters/relations.js";
import { seasons } from "./profile/chapters/seasons.js";
import { survival } from "./profile/chapters/survival.js";
import { wholeBank } from "./profile/chapters/whole.js";
import { simulatorFingerprint } from "./profile/fingerprint.js";
import { readPalette } from "./profile/palette.js";
import { drawPicture } from "./profile/picture.js";
import { figuresFile, picturesFolder } from "./profile/page.js";

const project = resolve(import.meta.dirname, "../..");
const { values } = parseArgs({
  options: {
    berka: { type: "string", default: join(project, "../shared/data/berka") },
    keep: { type: "boolean", default: false },
  },
});

const workplace = join(project, ".build/simulator");
await mkdir(workplace, { recursive: true });
const bank = await simulatedBank(workplace, values.keep);
const chapters: Record<string, Chapter> = {};
for (const [name, chapter] of Object.entries({
  whole: wholeBank,
  amounts,
  benford,
  seasons,
  income,
  survival,
  relations,
  calibration,
  anomalies,
  defects,
})) {
  const started = performance.now();
  chapters[name] = await chapter(bank);
  console.log(`${name}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
const before = JSON.parse(await readFile(figuresFile, "utf8").catch(() => "{}")) as Figures;
if (existsSync(values.berka)) {
  const berka = await berkaBank(workplace, resolve(values.berka));
  chapters.berka = await besideBerka(bank, berka.connection);
  berka.close();
} else {
  console.log(
    `${values.berka} is absent: figures and pictures beside the Berka bank stay as they are; --berka DIR says where its files are`,
  );
}
bank.close();

const { shock, ...options } = bank.options;
const figures: Figures = {
  ...before,
  bank: {
    ...Object.fromEntries(
      Object.entries(options).map(([name, value]) => [
        name,
        typeof value === "boolean" ? String(value) : value,
      ]),
    ),
    shock: shock ?? "none",
    fingerprint: simulatorFingerprint(),
  },
  ...Object.fromEntries(Object.entries(chapters).map(([name, chapter]) => [name, chapter.figures])),
};
await mkdir(picturesFolder, { recursive: true });
const palette = readPalette();
for (const { pictures } of Object.values(chapters)) {
  for (const [name, picture] of Object.entries(pictures)) {
    await writeFile(join(picturesFolder, `${name}.svg`), drawPicture(picture, palette));
  }
}
await writeFile(figuresFile, `${JSON.stringify(figures, null, 2)}\n`);
