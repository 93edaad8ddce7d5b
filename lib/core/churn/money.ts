import type { Formats } from "../format/formats.js";

/**
 * Money without decimals, so that the numbers of a column are of one precision.
 *
 * @param formats the bank's way of writing
 * @param value in the reporting currency
 */
export function wholeMoney(formats: Formats, value: number): string {
  const sign = Math.round(value) < 0 ? "\u2212" : "";
  return `${sign}${formats.symbol}\u202F${formats.count(Math.abs(value))}`;
}

/**
 * Money with cents, for columns of small amounts.
 *
 * @param formats the bank's way of writing
 * @param value in the reporting currency
 */
export function exactMoney(formats: Formats, value: number): string {
  const sign = Math.round(value * 100) < 0 ? "\u2212" : "";
  return `${sign}${formats.symbol}\u202F${formats.value("number", Math.abs(value))}`;
}
