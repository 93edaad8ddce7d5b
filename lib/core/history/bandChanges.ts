import type { BandChangeRow } from "./rows.js";

/** Clients who were scored in both runs, by what became of their band; and who came and went. */
export interface BandChanges {
  readonly riskier: number;
  readonly safer: number;
  readonly same: number;
  readonly came: number;
  readonly went: number;
  /** The riskiest band that somebody moved to, and how many did. */
  readonly worst: { readonly band: string; readonly clients: number } | null;
}

/**
 * Sums up the moves between bands; a later letter is riskier.
 *
 * @param rows of `rpt_changes_bands`
 * @returns null without a run before, or without a model in one of the two
 */
export function bandChanges(rows: readonly BandChangeRow[]): BandChanges | null {
  const count = (is: (from: string | null, to: string | null) => boolean): number =>
    rows.reduce((sum, row) => sum + (is(row.from_band, row.to_band) ? row.clients : 0), 0);
  const riskier = (from: string | null, to: string | null): boolean =>
    from !== null && to !== null && to > from;
  const both = rows.filter((row) => row.from_band !== null && row.to_band !== null);
  if (both.length === 0) return null;
  const band = both
    .filter((row) => riskier(row.from_band, row.to_band))
    .reduce((most, row) => (row.to_band! > most ? row.to_band! : most), "");
  return {
    riskier: count(riskier),
    safer: count((from, to) => from !== null && to !== null && to < from),
    same: count((from, to) => from !== null && from === to),
    came: count((from) => from === null),
    went: count((_, to) => to === null),
    worst: band === "" ? null : { band, clients: count((from, to) => riskier(from, to) && to === band) },
  };
}
