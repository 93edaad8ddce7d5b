import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { openBrowser } from "../site/support/browser.js";
import { pagesOf } from "../site/support/dists.js";
import { serveSite } from "../site/support/staticServer.js";
import { run } from "../tools/command.js";
import {
  atLeast,
  atMost,
  type Figure,
  load,
  machine,
  median,
  seconds,
  table,
  writeFigures,
} from "./figures.js";
import { pageWeights } from "./pageWeights.js";
import { tableTimes } from "./site/bigTable.js";
import { editTimes } from "./site/editTimes.js";
import { enlargeSite } from "./site/enlargeSite.js";
import { timeToLastChart } from "./site/lastChart.js";
import { lighthouse, type Preset, type Scores } from "./site/lighthouse.js";
import { sliderFrames } from "./site/sliders.js";

const parts = ["lighthouse", "weight", "chart", "sliders", "table", "dev"] as const;

type Part = (typeof parts)[number];

export interface SiteBenchOptions {
  readonly dist?: string;
  readonly pages?: readonly string[];
  readonly only?: readonly string[];
  readonly repetitions: number;
}

const folder = ".build/bench/site";
const manyClients = 50_000;
const performanceLimit = { desktop: 97, mobile: 90 } as const;

const whole = (value: number): string => String(Math.round(value));
const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;
const milliseconds = (value: number): string => `${Math.round(value)} ms`;

/** Where a part of the bench gets what it measures, and what it adds to the notes below the table. */
interface Bench {
  readonly dist: string;
  readonly pages: readonly string[];
  readonly repetitions: number;
  readonly browser: Browser;
  readonly note: (message: string) => void;
}

/** Prints what a reader of the site waits for, and puts the figures into `.build/bench/site.json`. */
export async function siteBench(options: SiteBenchOptions): Promise<void> {
  const unknown = options.only?.filter((name) => !parts.includes(name as Part)) ?? [];
  if (unknown.length > 0)
    throw new RangeError(`unknown: ${unknown.join(", ")}; there are ${parts.join(", ")}`);
  const startedOn = machine();
  console.log(`load average ${load()}`);
  const dist = options.dist ?? (await defaultSite());
  const pages = pagesOf(dist).filter((page) => options.pages?.includes(page) ?? page !== "/404");
  const notes: string[] = [];
  const browser = await openBrowser();
  const bench: Bench = {
    dist,
    pages,
    repetitions: options.repetitions,
    browser,
    note: (text) => notes.push(text),
  };
  const figures: Figure[] = [];
  try {
    for (const part of parts) {
      if (options.only !== undefined && !options.only.includes(part)) continue;
      console.log(`measuring ${part} …`);
      figures.push(...(await measure[part](bench)));
    }
  } finally {
    await browser.close();
  }
  console.log(`\n${table(figures)}`);
  for (const note of notes) console.log(note);
  const missed = figures.filter(({ isMet }) => isMet === false).length;
  console.log(
    `\n${missed === 0 ? "every target is met" : `${missed} targets are missed`}; load average ${load()}`,
  );
  writeFigures(".build/bench/site.json", { options, startedOn, endedOn: machine(), figures, notes });
  console.log("all of it is in .build/bench/site.json");
}

/** The site of the default bank, built as far as anything changed. */
async function defaultSite(): Promise<string> {
  const dist = `${folder}/dist`;
  const { code } = await run(["npm", "run", "--silent", "build", "--", "--out", dist]);
  if (code !== 0 || !existsSync(join(dist, "index.html")))
    throw new Error("the default bank could not be built");
  return dist;
}

const measure: Readonly<Record<Part, (bench: Bench) => Promise<Figure[]>>> = {
  async lighthouse({ dist, pages, repetitions, note }) {
    const server = await serveSite(dist);
    const figures: Figure[] = [];
    try {
      for (const preset of ["desktop", "mobile"] as const satisfies readonly Preset[]) {
        for (const page of pages) {
          const rounds: Scores[] = [];
          for (let round = 0; round < repetitions; round++) {
            rounds.push(await lighthouse(server.origin + page, preset, `${folder}/lighthouse`));
          }
          const middle = (name: keyof Scores["scores"]): number =>
            median(rounds.map(({ scores }) => scores[name]));
          const name = `${preset} ${page}`;
          figures.push(
            atLeast(`${name}: performance`, middle("performance"), performanceLimit[preset], whole),
            atLeast(`${name}: accessibility`, middle("accessibility"), 100, whole),
            atLeast(`${name}: best practices`, middle("best-practices"), 95, whole),
          );
          const lost = rounds[0]?.lost ?? [];
          if (lost.length > 0) note(`${name} lost points by ${lost.join("; ")}`);
        }
      }
    } finally {
      await server.close();
    }
    return figures;
  },

  async weight({ dist, pages, note }) {
    const weights = await pageWeights(dist);
    for (const { page, problems } of weights)
      if (problems.length > 0) note(`${page}: ${problems.join("; ")}`);
    return weights
      .filter(({ page }) => pages.includes(page))
      .map(({ page, bytes }) => atMost(`first view of ${page} over the wire`, bytes, 450_000, kilobytes));
  },

  async chart({ dist, pages, repetitions, browser }) {
    const server = await serveSite(dist);
    const figures: Figure[] = [];
    try {
      for (const page of pages) {
        const times: number[] = [];
        for (let round = 0; round < Math.max(3, repetitions); round++) {
          const time = await timeToLastChart(browser, server.origin + page);
          if (time !== null) times.push(time / 1000);
        }
        if (times.length > 0) figures.push(atMost(`last chart of ${page}`, median(times), 1.5, seconds));
      }
    } finally {
      await server.close();
    }
    return figures;
  },

  async sliders({ dist, pages, browser, note }) {
    const large = `${folder}/dist-${manyClients}`;
    const grown = enlargeSite(dist, large, manyClients);
    note(
      `with ${manyClients.toLocaleString("en-GB")} clients: ${[...grown].map(([name, [before, after]]) => `${name} ${before} → ${after} rows`).join(", ") || "no table is by client"}`,
    );
    const server = await serveSite(large);
    try {
      const found = [];
      for (const page of pages) found.push(...(await sliderFrames(browser, server.origin + page)));
      return found.map(({ page, slider, median: middle, tenth }) =>
        atMost(
          `slider ${page} ${slider}: frame, slowest but a tenth (median ${milliseconds(middle)})`,
          tenth,
          50,
          milliseconds,
        ),
      );
    } finally {
      await server.close();
    }
  },

  async table({ browser }) {
    const { sort, search } = await tableTimes(browser, `${folder}/table`);
    return [
      atMost("table of 50,000 rows: sort, slowest of all columns", Math.max(...sort), 100, milliseconds),
      atMost("table of 50,000 rows: sort, median", median(sort), 100, milliseconds),
      atMost("table of 50,000 rows: search, slowest", Math.max(...search), 100, milliseconds),
      atMost("table of 50,000 rows: search, median", median(search), 100, milliseconds),
    ];
  },

  async dev({ browser }) {
    const { page, report, published } = await editTimes(browser, "data", `${folder}/checkout`);
    return [
      atMost("npm run dev: an edited page is seen after", median(page), 1, seconds),
      atMost("npm run dev: an edited report is seen after", median(report), 3, seconds),
      { what: "npm run dev: and is in the warehouse after", value: seconds(median(published)) },
    ];
  },
};
