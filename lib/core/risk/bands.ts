/** The risk bands, the safest first. */
export const bands = ["A", "B", "C", "D", "E", "F", "G"] as const;

export type Band = (typeof bands)[number];

/** PD from which each band begins. */
export const bandFloor: Readonly<Record<Band, number>> = {
  A: 0,
  B: 0.005,
  C: 0.01,
  D: 0.02,
  E: 0.05,
  F: 0.1,
  G: 0.2,
};

/**
 * The band of a probability of default.
 *
 * @param pd in [0, 1]
 */
export function bandOfPd(pd: number): Band {
  return bands.findLast((band) => pd >= bandFloor[band]) ?? "A";
}

/**
 * The PDs of a band in words: "< 0.5", "1 to 2", "> 20".
 *
 * @param band A to G
 * @returns per cent, without the sign
 */
export function bandRange(band: Band): string {
  const next = bands[bands.indexOf(band) + 1];
  const percent = (pd: number): string => String(Number((pd * 100).toPrecision(3)));
  if (next === undefined) return `> ${percent(bandFloor[band])}`;
  return band === "A"
    ? `< ${percent(bandFloor[next])}`
    : `${percent(bandFloor[band])} to ${percent(bandFloor[next])}`;
}
