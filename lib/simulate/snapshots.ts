import { stages } from "./attritionChain.js";
import { type Tally, count } from "./ceiling.js";
import { churnChanceOf, defaultChanceOf } from "./fate.js";
import type { Life } from "./life.js";
import type { Household } from "./recurring.js";
import type { Sheet } from "./sheet.js";

/** Months and days after a snapshot in which its outcomes show. */
const defaultMonths = 12;
const churnMonths = 3;
const silentDays = 90;

/**
 * Writes a line of truth for every month end at which the client may default or leave, and counts
 * those whose outcome is known.
 *
 * Default is about the credit held at the snapshot. Who has fallen silent stays among the active
 * for three months more, as nobody but the simulator can tell; that they are gone is certain.
 */
export function writeSnapshots(
  { bank, client, fate, truth }: Household,
  { lastSeen }: Life,
  tally: Tally,
): void {
  const { monthStarts, monthCount, dayCount, dates } = bank.calendar;
  const sheet = truth.snapshots;
  const { exit } = fate;
  for (const [at, mood] of fate.months.entries()) {
    const month = fate.firstMonth + at;
    if (exit && !exit.isSilent && exit.month <= month) return;
    const isActive = (lastSeen[month] ?? 0) >= (monthStarts[Math.max(0, month - churnMonths + 1)] ?? 0);
    const defaultChance = defaultChanceOf(bank, client, mood, month);
    if (defaultChance === null && !isActive) continue;
    const defaulted = fate.loans.some(
      ({ defaultMonth }) =>
        defaultMonth !== null && defaultMonth > month && defaultMonth <= month + defaultMonths,
    );
    const isDefaultKnown = month + defaultMonths < monthCount;
    const churned = exit !== null && exit.month <= month + churnMonths;
    const end = monthStarts[month + churnMonths + 1];
    const isChurnKnown = end !== undefined && end - 1 + silentDays < dayCount;
    sheet.put(`${client.id},${dates[(monthStarts[month + 1] ?? 0) - 1] ?? ""},`);
    if (defaultChance === null) sheet.put(",,");
    else {
      putChance(sheet, defaultChance);
      sheet.put(isDefaultKnown ? `,${defaulted},` : ",,");
      if (isDefaultKnown) count(tally.default, defaultChance, defaulted);
    }
    if (!isActive) sheet.put(",");
    else {
      const churnChance = churnChanceOf(bank, client, mood);
      putChance(sheet, churnChance);
      sheet.put(isChurnKnown ? `,${churned}` : ",");
      if (isChurnKnown) count(tally.churn, churnChance, churned);
      if (mood.stage !== stages.gone && month + 1 < monthCount) {
        tally.months++;
        if (exit?.month === month + 1) tally.departures++;
      }
    }
    sheet.put("\n");
    sheet.rows++;
  }
}

/** Puts a chance in six decimals. */
function putChance(sheet: Sheet, chance: number): void {
  const millionths = Math.round(chance * 1e6);
  sheet.put(millionths === 1e6 ? "1." : "0.");
  sheet.putDigits(millionths % 1e6, 6);
}
