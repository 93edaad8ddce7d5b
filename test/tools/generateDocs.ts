/** Checks that generated documents are up to date; with `--write`, generates them. */
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { format, resolveConfig } from "prettier";
import { extracts } from "../../lib/core/contract.js";
import { contractMarkdown } from "../../loaders/docs/contractDocs.js";
import { modelCode } from "../../loaders/models/modelSteps.js";
import { modelNames } from "../../loaders/models/modelTable.js";
import { openApiText } from "./openApi.js";
import { errorsPage } from "./errorsPage.js";
import { simulatorPage } from "./profile/page.js";

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });

const documents: readonly { readonly path: string; readonly text: string }[] = [
  { path: "data/README.md", text: contractMarkdown(extracts) },
  { path: "docs/errors.md", text: errorsPage() },
  { path: "docs/openapi.json", text: await openApiText() },
  { path: "docs/simulator.md", text: simulatorPage() },
];

for (const { path, text } of documents) {
  const generated = await format(text, { ...(await resolveConfig(path)), filepath: path });
  const found = await readFile(path, "utf8").catch(() => null);
  if (found === generated) continue;
  if (values.write) {
    await writeFile(path, generated);
    console.log(`${path} generated`);
  } else {
    console.log(`${path} is out of date; run npm run docs`);
    process.exitCode = 1;
  }
}

for (const model of modelNames.filter((name) => name !== "anomaly_days")) {
  const path = `docs/model-cards/${model}.md`;
  if ((await readFile(path, "utf8").catch(() => "")).includes(modelCode(model))) continue;
  console.log(`${path} is of other code than today's; run npm run docs:models`);
  process.exitCode = 1;
}
