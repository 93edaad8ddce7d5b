/** A scale from numbers to pixels, with round numbers to name on its axis. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

const roundUp = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  return [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= value * 0.999) ?? value;
};

/**
 * Amounts of both signs on a square root scale, so that a large one leaves room to see the usual ones.
 *
 * @param range pixels of the lowest and of the highest amount
 */
export function amountScale(values: readonly number[], range: readonly [number, number]): Scale {
  const root = (value: number): number => Math.sign(value) * Math.sqrt(Math.abs(value));
  const high = Math.max(1, ...values);
  const low = Math.min(-1, ...values);
  const [from, to] = [root(low), root(high)];
  const at = (value: number): number =>
    range[0] + ((root(value) - from) / (to - from)) * (range[1] - range[0]);
  const down = (value: number): number => {
    const up = roundUp(value);
    return up <= value ? up : up / 2;
  };
  const candidates = [down(high), down(high) / 5, 0, -down(-low) / 5, -down(-low)];
  const ticks: number[] = [];
  for (const each of [0, ...candidates])
    if (ticks.every((tick) => Math.abs(at(tick) - at(each)) >= 16)) ticks.push(each);
  return { at, ticks };
}

/** Numbers on a plain scale that holds 0 where they come near it. */
export function lineScale(values: readonly number[], range: readonly [number, number]): Scale {
  const high = Math.max(0, ...values);
  const low = Math.min(0, ...values);
  const span = high - low || 1;
  const at = (value: number): number => range[0] + ((value - low) / span) * (range[1] - range[0]);
  const top = high > 0 ? (roundUp(high) <= high ? high : roundUp(high) / 2) : 0;
  const ticks = [0];
  for (const each of [top, low])
    if (ticks.every((tick) => Math.abs(at(tick) - at(each)) >= 14)) ticks.push(each);
  return { at, ticks };
}
