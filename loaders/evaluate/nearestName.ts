import { distance } from "fastest-levenshtein";

/** The name that was most likely meant: the one that takes the fewest changes, and fewer than half of its letters. */
function nearestName(written: string, names: readonly string[]): string | undefined {
  const changes = (name: string): number => distance(name.toLowerCase(), written.toLowerCase());
  const [nearest] = [...names].sort((a, b) => changes(a) - changes(b));
  return nearest !== undefined && changes(nearest) < nearest.length / 2 ? nearest : undefined;
}

const shown = 12;

/** What may be named, after what was not found: `did you mean x? there are x, y and z`. */
export function namesToChooseFrom(written: string, names: readonly string[]): string {
  const nearest = nearestName(written, names);
  const listed = names.slice(0, shown).join(", ");
  const more = names.length > shown ? ` and ${names.length - shown} more` : "";
  return `${nearest === undefined ? "" : `did you mean ${nearest}? `}there are ${listed}${more}`;
}
