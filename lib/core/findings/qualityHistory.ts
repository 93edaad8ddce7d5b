import type { Formats } from "../format/formats.js";
import type { ExtractHistory } from "../history/qualityHistory.js";
import { countWord } from "./words.js";

/**
 * How the share of quarantined rows went over the runs, in a sentence without its full stop.
 *
 * @param history of all extracts together
 * @param formats the bank's way of writing
 */
export function qualityHistoryFinding({ points }: ExtractHistory, formats: Formats): string {
  const last = points.at(-1);
  if (!last) return "No run is remembered yet";
  if (points.length === 1) return "Over the runs: the history starts with this one";
  const share = (value: number): string => formats.percent(value, 2);
  const shares = points.map(({ quarantineShare }) => quarantineShare);
  const [least, most] = [share(Math.min(...shares)), share(Math.max(...shares))];
  const runs = `${countWord(points.length)} runs`;
  return least === most
    ? `Over ${runs}: ${most} of the rows set aside in each`
    : `Over ${runs}: between ${least} and ${most} of the rows set aside, ${share(last.quarantineShare)} in this one`;
}
