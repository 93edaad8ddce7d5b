import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The test files that take longest, the longest first, as measured with vitest's json reporter. Where one of them begins
 * last, one worker goes on while the other has nothing left to do.
 */
export const longest: readonly string[] = [
  "test/site/walk.site.test.ts",
  "test/site/outliers.site.test.ts",
  "test/site/kpi.site.test.ts",
  "test/site/build.site.test.ts",
  "test/site/print.site.test.ts",
  "test/site/risk.site.test.ts",
  "test/site/models.site.test.ts",
  "test/site/overview.site.test.ts",
  "test/site/gallery.site.test.ts",
];

/** Begins with the longest test files; the others follow in vitest's own order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = longest.indexOf(relative(this.ctx.config.root, moduleId));
      return found < 0 ? longest.length : found;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
