/** Formats by the number of decimals; made once, since making one takes longer than a hundred numbers. */
const formats = [0, 1].map(
  (digits) =>
    new Intl.NumberFormat("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);

/** A number as people say it: no decimals from 10 on, one below, none where it is whole; a true minus. */
export function inFigures(value: number): string {
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value);
  return formats[Number.isInteger(value) || Math.abs(value) >= 10 ? 0 : 1]!.format(value).replace("-", "−");
}

/** A share or change as a percentage. */
export const inPercent = (ratio: number): string => `${inFigures(Math.round(ratio * 1000) / 10)} %`;

/** A number of things: "1 payment", "3 payments". */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${inFigures(value)} ${value === 1 ? one : many}`;
