import axe from "axe-core";
import type { Page } from "playwright-core";

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

/** What axe finds wrong with the page as it is now, of any severity, one line each. */
export async function axeProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<{ violations: readonly Violation[] }> } }).axe.run(),
  );
  return violations.map(({ id, impact, help, nodes }) => {
    const [first] = nodes;
    const where = first
      ? `${first.target.join(" ")} (${first.failureSummary?.split("\n")[1]?.trim() ?? ""})`
      : "";
    return `${id} (${impact ?? "unrated"}): ${help}; ${nodes.length} × ${where}`;
  });
}
