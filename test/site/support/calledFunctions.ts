import type { Page } from "playwright-core";

type Coverage = Awaited<ReturnType<Page["coverage"]["stopJSCoverage"]>>;

/**
 * The functions of our components that a bundle of `openComponents` has called, as `kpiTable.ts kpiTable`. The bundle
 * says before each module which file it was, and gives a name that is taken a number.
 */
export function calledFunctions(coverage: Coverage): Set<string> {
  const called = new Set<string>();
  for (const { source = "", functions } of coverage) {
    const modules = [...source.matchAll(/^\/\/ src\/(?:components\/)?(.*)$/gm)];
    for (const { functionName, ranges } of functions) {
      const { count, startOffset } = ranges[0]!;
      if (count === 0 || functionName === "") continue;
      const file = modules.findLast(({ index }) => index < startOffset)?.[1] ?? "";
      called.add(`${file} ${functionName.replace(/\d+$/, "")}`);
    }
  }
  return called;
}
