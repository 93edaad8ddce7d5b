import axe from "axe-core";
import type { Page } from "playwright-core";

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

/** The rules that look at colours: another theme can break these and no others. */
export const colorRules = ["color-contrast", "link-in-text-block"] as const;

interface Axe {
  run(options: object): Promise<{ readonly violations: readonly Violation[] }>;
}

/**
 * What axe finds wrong with the page as it is now, of any severity, one line each.
 *
 * @param rules which rules it goes by; all by default
 */
export async function axeProblems(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe.source);
  const options = rules ? { runOnly: [...rules] } : {};
  const { violations } = await page.evaluate(
    (given) => (globalThis as unknown as { axe: Axe }).axe.run(given),
    options,
  );
  return violations.map(({ id, impact, help, nodes }) => {
    const [first] = nodes;
    const where = first
      ? `${first.target.join(" ")} (${first.failureSummary?.split("\n")[1]?.trim() ?? ""})`
      : "";
    return `${id} (${impact ?? "unrated"}): ${help}; ${nodes.length} × ${where}`;
  });
}
