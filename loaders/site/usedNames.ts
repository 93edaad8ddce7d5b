const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/@]/g, "\\$&");

/**
 * The exports of a library that a module uses, when it imports them by name or reads them off the whole
 * (`import * as Plot`, `Plot.dot`).
 *
 * @param code JavaScript as Framework publishes it, not minified
 * @param library what its import's path contains, such as `@observablehq/plot@`
 * @returns names; none when it does not import the library; null when it cannot be told
 */
export function usedNames(code: string, library: string): string[] | null {
  const imports = [
    ...code.matchAll(
      new RegExp(
        `(?:^|\\n|;)\\s*(import|export)\\s+([^;"']*?)\\s*from\\s*["'][^"']*${escape(library)}[^"']*["']`,
        "g",
      ),
    ),
  ];
  const mentions = code.split(library).length - 1;
  // An import that is none of these, such as one without names or one made while running.
  if (mentions !== imports.length) return null;
  const names: string[] = [];
  for (const [, kind, clause = ""] of imports) {
    if (kind !== "import") return null;
    const whole = /^\*\s+as\s+([\w$]+)$/.exec(clause)?.[1];
    const list = /^\{([^}]*)\}$/.exec(clause)?.[1];
    if (whole !== undefined) {
      const all = [
        ...code.matchAll(new RegExp(`(?<![\\w$.])${escape(whole)}(?![\\w$])(?:\\.([\\w$]+))?`, "g")),
      ];
      // The import itself is the only place where it stands alone.
      if (all.filter(([, member]) => member === undefined).length !== 1) return null;
      names.push(...all.flatMap(([, member]) => member ?? []));
    } else if (list !== undefined) {
      names.push(
        ...list
          .split(",")
          .map((part) => part.trim().split(/\s+as\s+/)[0] ?? "")
          .filter((name) => name !== ""),
      );
    } else return null;
  }
  return [...new Set(names)];
}
