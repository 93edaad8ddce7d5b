import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { anomalyKinds, lookalikeKinds } from "../../../lib/simulate/anomalies/kinds.js";
import { generatorVersion } from "../../../lib/simulate/bank.js";
import { type DefectKind, defectKinds } from "../../../lib/simulate/dirt/defect.js";
import { truthHeaders, type TruthName, truthNames } from "../../../lib/simulate/truth.js";
import type { Figures } from "./chapter.js";
import { simulatorFingerprint } from "./fingerprint.js";
import { euro, number, percent } from "./say.js";
import { defectWords, episodeWords, fateWords, optionWords, truthWords } from "./words.js";

const project = resolve(import.meta.dirname, "../../..");
/** The figures of the last `npm run docs:simulator`, from which the page is written. */
export const figuresFile = join(import.meta.dirname, "figures.json");
export const picturesFolder = join(project, "docs/images/simulator");
const textFile = join(import.meta.dirname, "simulator.md");

const formats: Readonly<Record<string, (value: number) => string>> = {
  count: (value) => number(value),
  one: (value) => number(value, 1),
  two: (value) => number(value, 2),
  three: (value) => number(value, 3),
  percent: (value) => percent(value),
  percent0: (value) => percent(value, 0),
  percent2: (value) => percent(value, 2),
  percent3: (value) => percent(value, 3),
  points: (value) => number(value * 100, 1),
  euro,
};

/**
 * The text of docs/simulator.md: prose from simulator.md, figures from the last profile, lists from the code.
 *
 * @throws RangeError when the profile is of another simulator, when something is not described, or a figure is missing
 */
export function simulatorPage(
  figures = JSON.parse(readFileSync(figuresFile, "utf8")) as Figures,
  prose = readFileSync(textFile, "utf8"),
): string {
  const found = { generator: generatorVersion, fingerprint: simulatorFingerprint() };
  for (const [name, now] of Object.entries(found)) {
    const then = figureAt(figures, `bank.${name}`);
    if (then !== now)
      throw new RangeError(
        `the ${name} of the profile is ${then}, that of the code ${now}; run npm run docs:simulator`,
      );
  }
  const text = prose.replaceAll(/\{\{(.+?)\}\}/gs, (_, wanted: string) => {
    // A bar is escaped where it stands in a table.
    const [what = "", name = ""] = wanted.split(" ");
    if (what === "picture") return picture(name);
    if (what === "table") return table(name, figures);
    return written(figures, wanted.replace("\\|", "|"));
  });
  return `<!-- Generated from test/tools/profile/ by npm run docs:simulator (figures, pictures) and npm run docs (text). Change it there. -->\n\n${text}`;
}

/** A figure by its path, with its format after a bar: `amounts.card.median|euro`. */
function written(figures: Figures, wanted: string): string {
  const [path = "", format] = wanted.split("|");
  const value = figureAt(figures, path);
  if (format === undefined) return String(value);
  const write = formats[format];
  if (write === undefined || typeof value !== "number")
    throw new RangeError(`{{${wanted}}} cannot be written`);
  return write(value);
}

function figureAt(figures: Figures, path: string): number | string {
  let at: Figures | number | string | undefined = figures;
  for (const step of path.split(".")) at = typeof at === "object" ? at[step] : undefined;
  if (at === undefined || typeof at === "object")
    throw new RangeError(`no figure ${path}; run npm run docs:simulator`);
  return at;
}

/** The picture with its own title as its text. */
function picture(name: string): string {
  const svg = readFileSync(join(picturesFolder, `${name}.svg`), "utf8");
  const title = /<title>(.*?)<\/title>/.exec(svg)?.[1] ?? name;
  return `![${title.replaceAll(/[[\]]/g, "")}](images/simulator/${name}.svg)`;
}

function table(name: string, figures: Figures): string {
  if (name === "options") return optionsTable(figures);
  if (name === "fates")
    return markdown(
      ["Fate", "Meaning"],
      Object.entries(fateWords).map(([fate, about]) => [code(fate), about]),
    );
  if (name === "anomalies")
    return episodes(
      anomalyKinds.map((kind) => kind.name),
      figures,
    );
  if (name === "lookalikes")
    return episodes(
      lookalikeKinds.map((kind) => kind.name),
      figures,
    );
  if (name === "defects") return defectsTable(figures);
  if (name === "berka") return berkaTable(figures);
  const truth = truthNames.find((each) => name === each || name === `${each}-columns`);
  if (truth === undefined) throw new RangeError(`no table ${name}`);
  return truthTable(truth);
}

function optionsTable(figures: Figures): string {
  const rowsOf = Object.entries(optionWords).map(([option, { flag, range, about }]) => {
    const value = figureAt(figures, `bank.${option}`);
    const from = range
      ? `${plain(range[0])} to ${range[1] === Number.MAX_SAFE_INTEGER ? "any whole number" : plain(range[1])}`
      : "";
    return [
      code(option),
      flag === "" ? "" : code(flag),
      value === "none" || value === "true" ? value : plain(value),
      from,
      about,
    ];
  });
  return markdown(["`datahub.config.ts`", "Flag", "Here", "Allowed", "What it does"], rowsOf);
}

const plain = (value: number | string): string =>
  typeof value === "string" ? value : value >= 1000 ? number(value) : String(value);

function truthTable(name: TruthName): string {
  const { about, columns } = truthWords[name];
  const header = truthHeaders[name].trim().split(",");
  const strange = [
    ...Object.keys(columns).filter((column) => !header.includes(column)),
    ...header.filter((column) => !(column in columns)),
  ];
  if (strange.length > 0)
    throw new RangeError(`truth/${name}.csv: ${strange.join(", ")} in the file or in words.ts only`);
  return `${about}\n\n${markdown(
    ["Column", "Meaning"],
    header.map((column) => [code(column), columns[column] ?? ""]),
  )}`;
}

function episodes(kinds: readonly string[], figures: Figures): string {
  const known = new Set([...anomalyKinds, ...lookalikeKinds].map((kind) => kind.name));
  const gone = Object.keys(episodeWords).filter((kind) => !known.has(kind));
  if (gone.length > 0) throw new RangeError(`${gone.join(", ")}: described in words.ts, but no kind`);
  return markdown(
    ["Kind", "What happens", "Episodes", "Anomalous movements", "Others", "Median amount"],
    kinds.map((kind) => {
      const about = episodeWords[kind];
      if (about === undefined) throw new RangeError(`the kind ${kind} is not described in words.ts`);
      const at = (name: string, format: string): string =>
        written(figures, `anomalies.kinds.${kind}.${name}|${format}`);
      return [
        code(kind),
        about,
        at("episodes", "count"),
        at("anomalous", "count"),
        at("others", "count"),
        at("median", "euro"),
      ];
    }),
    2,
  );
}

function defectsTable(figures: Figures): string {
  return markdown(
    ["Kind", "What it is", "Fate", "Reason", "Here"],
    (Object.keys(defectKinds) as DefectKind[]).map((kind) => {
      const { fate, reason } = defectKinds[kind];
      return [
        code(kind),
        defectWords[kind],
        fate,
        reason === "" ? "" : code(reason),
        written(figures, `defects.kinds.${kind}|count`),
      ];
    }),
    4,
  );
}

function berkaTable(figures: Figures): string {
  const types = [
    "cash_withdrawal",
    "cash_deposit",
    "standing_order",
    "transfer_in",
    "card_purchase",
    "interest",
    "fee",
  ];
  return markdown(
    ["Movement", "Share here", "Share Berka", "p90 here", "p90 Berka", "p99 here", "p99 Berka"],
    types.map((type) => [
      code(type),
      ...["share|percent", "p90|one", "p99|one"].flatMap((wanted) =>
        ["simulated", "berka"].map((side) => written(figures, `berka.${side}.types.${type}.${wanted}`)),
      ),
    ]),
    1,
  );
}

const code = (text: string): string => `\`${text}\``;

/** A table; columns from `numbers` on are set to the right. */
function markdown(head: readonly string[], body: readonly (readonly string[])[], numbers = Infinity): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map((_, at) => (at >= numbers ? "---:" : "---"))), ...body.map(line)].join(
    "\n",
  );
}
