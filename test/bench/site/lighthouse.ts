import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { chromiumCommand } from "../../site/support/browser.js";
import { run } from "../../tools/command.js";

export type Preset = "desktop" | "mobile";

const categories = ["performance", "accessibility", "best-practices"] as const;

type Category = (typeof categories)[number];

/** What of Lighthouse's report is read. */
interface Report {
  readonly categories: Readonly<
    Record<
      Category,
      {
        readonly score: number | null;
        readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
      }
    >
  >;
  readonly audits: Readonly<
    Record<string, { readonly score: number | null; readonly title: string; readonly displayValue?: string }>
  >;
}

export interface Scores {
  /** 0 to 100 by category. */
  readonly scores: Readonly<Record<Category, number>>;
  /** Audits that cost points, with what they measured. */
  readonly lost: readonly string[];
}

/**
 * Runs Lighthouse on a page in a browser of its own.
 *
 * @throws Error with the end of its output when it fails
 */
export async function lighthouse(url: string, preset: Preset, folder: string): Promise<Scores> {
  const { executablePath, args } = await chromiumCommand();
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${preset}-${new URL(url).pathname.replaceAll("/", "_")}.json`);
  rmSync(path, { force: true });
  const { code, output } = await run(
    [
      ...[process.execPath, "node_modules/lighthouse/cli/index.js", url, "--quiet"],
      ...["--output=json", `--output-path=${path}`, `--only-categories=${categories.join(",")}`],
      ...(preset === "desktop" ? ["--preset=desktop"] : []),
      `--chrome-flags=--headless=new ${args.join(" ")}`,
    ],
    { capture: true, env: { CHROME_PATH: executablePath } },
  );
  if (code !== 0) throw new Error(`Lighthouse ended with code ${code} on ${url}\n${output.slice(-2000)}`);
  const report = JSON.parse(readFileSync(path, "utf8")) as Report;
  const counted = categories.flatMap((name) =>
    report.categories[name].auditRefs.filter(({ weight }) => weight > 0),
  );
  const lost = counted
    .map(({ id }) => ({ id, ...report.audits[id] }))
    .filter(({ score }) => typeof score === "number" && score < 0.9)
    .map(({ id, title, displayValue }) => `${id}: ${displayValue ?? title ?? ""}`);
  const points = (name: Category): number => Math.round((report.categories[name].score ?? 0) * 100);
  return {
    scores: {
      performance: points("performance"),
      accessibility: points("accessibility"),
      "best-practices": points("best-practices"),
    },
    lost,
  };
}
