/** A number as people say it: no decimals from 10 on, one below, none where it is whole; a true minus. */
export function inFigures(value: number): string {
  const digits = Number.isInteger(value) || Math.abs(value) >= 10 ? 0 : 1;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return value.toLocaleString("en-GB", options).replace("-", "−");
}

/** A share or change as a percentage. */
export const inPercent = (ratio: number): string => `${inFigures(Math.round(ratio * 1000) / 10)} %`;

/** A number of things: "1 payment", "3 payments". */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${inFigures(value)} ${value === 1 ? one : many}`;
