const locale = "en-GB";

/** A number with so many decimals, and a real minus. */
export function number(value: number, decimals = 0): string {
  return value
    .toLocaleString(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .replace("-", "−");
}

/** A share in [0, 1] as a percentage, on one line. */
export const percent = (value: number, decimals = 1): string => `${number(value * 100, decimals)}\u00A0%`;

/** An amount in euro: cents below 100. */
export const euro = (value: number): string => `€\u00A0${number(value, Math.abs(value) < 100 ? 2 : 0)}`;

/** A tick of an amount: 1k, 100k. */
export function tick(value: number): string {
  if (Math.abs(value) >= 1e6) return `${number(value / 1e6)}M`;
  return Math.abs(value) >= 1000 ? `${number(value / 1000)}k` : String(value);
}

/** A value as it is kept: six significant digits. */
export const kept = (value: number): number => Number(value.toPrecision(6));
