/** Formats by the number of decimals, for what is rare: one number takes them as long as five take what is below. */
const formats = [0, 1].map(
  (digits) =>
    new Intl.NumberFormat("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);

/** A number as people say it: no decimals from 10 on, one below, none where it is whole; a true minus. */
export function inFigures(value: number): string {
  if (value >= 0 && value < 999.5) {
    if (Number.isInteger(value) || value >= 10) return String(Math.round(value));
    const tenths = Math.round(value * 10);
    return `${Math.floor(tenths / 10)}.${tenths % 10}`;
  }
  return formats[Number.isInteger(value) || Math.abs(value) >= 10 ? 0 : 1]!.format(value).replace("-", "−");
}

/** A share or change as a percentage. */
export const inPercent = (ratio: number): string => `${inFigures(Math.round(ratio * 1000) / 10)} %`;

/** A number of things: "1 payment", "3 payments". */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${inFigures(value)} ${value === 1 ? one : many}`;
