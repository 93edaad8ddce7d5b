import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import {
  atLeast,
  atMost,
  count,
  each,
  type Figure,
  load,
  machine,
  median,
  table,
  writeFigures,
} from "./figures.js";
import { columnBytes, drawModelData } from "./modelData.js";
import { fitOf, fits, timesOf, type FitName, type Times } from "./modelTimes.js";
import { modelPackages, preparedPython, runPython } from "./python.js";
import { sqlRates } from "./sqlRates.js";

export interface ModelsBenchOptions {
  /** Numbers of rows, ascending. */
  readonly sizes: readonly number[];
  readonly repetitions: number;
  readonly sqlRows: number;
  readonly python: boolean;
  /** Undefined: all. */
  readonly only?: readonly string[];
}

interface Measured {
  readonly name: FitName;
  readonly rows: number;
  readonly ours: Times;
  theirs?: Times;
}

interface PeerAnswers {
  readonly scikitLearn: string;
  readonly xgboost: string;
  readonly answers: readonly Times[];
}

const folder = ".build/bench";
/** The targets, and for which number of rows; our fits run in one thread, and so do those they are held against. */
const targets: Partial<Record<FitName, { rows: number; most: number; of: "fit" | "both" }>> = {
  irls: { rows: 100_000, most: 3, of: "fit" },
  trees: { rows: 100_000, most: 1.5, of: "fit" },
  forest: { rows: 1_000_000, most: 0.5, of: "both" },
};
const scorecardRate = 500_000;
const threads = 1;

/** Prints how long the three models take to fit and to score, beside scikit-learn and XGBoost on the same tables. */
export async function modelsBench(options: ModelsBenchOptions): Promise<void> {
  const startedOn = machine();
  console.log(`load average ${load()}`);
  const python = options.python ? preparedPython(modelPackages) : undefined;
  if (options.python && python === undefined)
    console.log("no Python with scikit-learn and XGBoost: ours alone");
  const measured: Measured[] = [];
  let peers: string | undefined;
  const wanted = (name: string): boolean => options.only?.includes(name) ?? true;
  for (const name of (Object.keys(fits) as FitName[]).filter(wanted)) {
    for (const rows of options.sizes) {
      const { found, versions } = measure(name, rows, options.repetitions, python);
      measured.push(found);
      peers ??= versions;
      console.log(`${name}, ${count(rows)} rows: ${each(found.ours.fit)} to fit; load average ${load()}`);
    }
  }
  const rates = wanted("sql")
    ? await sqlRates(options.sqlRows, availableParallelism(), options.repetitions)
    : [];
  const figures = [
    ...measured.flatMap(figuresOf),
    ...rates.map(({ title, seconds, rate }) => {
      const what = `${title}: rows a second by SQL (${count(options.sqlRows)} in ${each(seconds)})`;
      return title === "scorecard" ? atLeast(what, rate, scorecardRate, count) : { what, value: count(rate) };
    }),
  ];
  console.log(`\n${table(figures)}\n`);
  if (peers !== undefined) console.log(`beside ${peers}, ${threads} thread each`);
  writeFigures(`${folder}/models.json`, {
    options,
    startedOn,
    endedOn: machine(),
    peers,
    figures,
    measured,
    rates,
  });
  console.log(`load average ${load()}; all of it is in ${folder}/models.json`);
}

function measure(name: FitName, rows: number, repetitions: number, python: string | undefined) {
  const { width, missing, peer } = fitOf(name);
  const data = drawModelData(rows, width, missing);
  const found: Measured = { name, rows, ours: timesOf(name, data, repetitions) };
  if (peer === undefined || python === undefined) return { found };
  const exchange = `${folder}/exchange`;
  mkdirSync(exchange, { recursive: true });
  try {
    const [x, y] = [join(exchange, "x.f64"), join(exchange, "y.u8")];
    writeFileSync(x, columnBytes(data));
    writeFileSync(y, data.labels);
    const task = { kind: peer.kind, x, y, rows, width, threads, repetitions };
    const { answers, scikitLearn, xgboost } = runPython(python, "peers.py", threads, [task]) as PeerAnswers;
    const [theirs] = answers;
    if (theirs) found.theirs = theirs;
    return { found, versions: `scikit-learn ${scikitLearn} and XGBoost ${xgboost}` };
  } finally {
    rmSync(exchange, { recursive: true });
  }
}

const both = ({ fit, score }: Times): number => median(fit) + median(score);
const show = (value: number): string =>
  value < 1 ? `${(1000 * value).toFixed(0)} ms` : `${value.toFixed(2)} s`;
const times = (value: number): string => `${value.toFixed(2)} times`;

function figuresOf({ name, rows, ours, theirs }: Measured): Figure[] {
  const { title, width, peer } = fitOf(name);
  const what = `${title}, ${count(rows)} × ${width}`;
  const figures: Figure[] = [
    { what: `${what}: fit`, value: show(median(ours.fit)) },
    { what: `${what}: score`, value: show(median(ours.score)) },
  ];
  if (peer === undefined || theirs === undefined) return figures;
  const target = targets[name];
  const [ofFit, ofBoth] = [median(ours.fit) / median(theirs.fit), both(ours) / both(theirs)];
  const versus = (part: "fit" | "both", ratio: number): Figure => {
    const label = `${what}: ${part === "fit" ? "fit" : "fit and score"} against ${peer.title}`;
    return target?.rows === rows && target.of === part
      ? atMost(label, ratio, target.most, times)
      : { what: label, value: times(ratio) };
  };
  return [
    ...figures,
    {
      what: `${what}: ${peer.title}, fit and score`,
      value: `${show(median(theirs.fit))}, ${show(median(theirs.score))}`,
    },
    versus("fit", ofFit),
    versus("both", ofBoth),
    {
      what: `${what}: the same in seconds of processor`,
      value: times(median(ours.cpu) / median(theirs.cpu)),
    },
  ];
}
