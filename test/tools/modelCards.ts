/** Fits the models of the bank of `datahub.config.ts` and puts their cards into docs/model-cards: `npm run docs:models`. */
import { spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { format, resolveConfig } from "prettier";
import { modelNames } from "../../loaders/models/modelTable.js";

const folder = "docs/model-cards";
const { status } = spawnSync("npm", ["run", "--silent", "pipeline"], { stdio: "inherit" });
if (status !== 0) throw new Error("the pipeline failed");
await mkdir(folder, { recursive: true });
for (const model of modelNames.filter((name) => name !== "anomaly_days")) {
  const path = `${folder}/${model}.md`;
  const card = await readFile(`data/models/${model}.card.md`, "utf8");
  await writeFile(path, await format(card, { ...(await resolveConfig(path)), filepath: path }));
  console.log(`${path} generated`);
}
