import type { KpiUnit } from "../kpis.js";

/** A number cut into what stands before it, its digits and what stands after it, so that they can differ in size. */
export interface ValueParts {
  readonly before: string;
  readonly digits: string;
  readonly after: string;
}

/** A bank's way of writing numbers and days. */
export interface Formats {
  /** The value of a measure cut into parts. */
  readonly parts: (unit: KpiUnit, value: number) => ValueParts;
  /** The value of a measure as one text, such as `€ 486.3 M`. */
  readonly value: (unit: KpiUnit, value: number) => string;
  /** As `value`, with a plus sign where it is positive. */
  readonly signed: (unit: KpiUnit, value: number) => string;
  /** A value on an axis, as short as it can be, such as `€ 2.5 M`. */
  readonly tick: (unit: KpiUnit, value: number) => string;
  /** A whole number with separators. */
  readonly count: (value: number) => string;
  /** A number with so many decimals. */
  readonly number: (value: number, decimals: number) => string;
  /** A share in [0, 1] as a percentage with so many decimals. */
  readonly percent: (value: number, decimals?: number) => string;
  /** `30 June 2026`. */
  readonly day: (date: Date) => string;
  /** `30 June`. */
  readonly dayOfMonth: (date: Date) => string;
  /** `30 Jun`. */
  readonly dayShort: (date: Date) => string;
  /** `Tuesday 30 June 2026`. */
  readonly weekday: (date: Date) => string;
  /** `June 2026`. */
  readonly month: (date: Date) => string;
  /** `June`. */
  readonly monthName: (date: Date) => string;
  /** `Jun 26`. */
  readonly monthShort: (date: Date) => string;
  /** The currency's sign. */
  readonly symbol: string;
}

/** A space that does not break and is narrower than a letter. */
const thin = "\u202F";

/** From which size on a unit is used, the unit, and its sign. Thousands start late: `€ 7,855` reads better than `€ 7.86 k`. */
const scales: readonly { readonly least: number; readonly size: number; readonly sign: string }[] = [
  { least: 1e9, size: 1e9, sign: "bn" },
  { least: 1e6, size: 1e6, sign: "M" },
  { least: 1e4, size: 1e3, sign: "k" },
];

function decimalsOf(size: number, isScaled: boolean): number {
  if (isScaled) return size < 10 ? 2 : 1;
  return size < 100 ? 2 : 0;
}

function symbolOf(locale: string, currency: string): string {
  const parts = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
  }).formatToParts(0);
  return parts.find((part) => part.type === "currency")?.value ?? currency;
}

/**
 * How numbers and days are written on the pages of one bank.
 *
 * @param options locale (BCP 47) and reporting currency (ISO 4217)
 * @returns functions that never read the clock or the machine's settings
 */
export function makeFormats(options: { readonly locale: string; readonly currency: string }): Formats {
  const { locale, currency } = options;
  const symbol = symbolOf(locale, currency);
  const writers = new Map<number, Intl.NumberFormat>();
  const write = (value: number, decimals: number): string => {
    let writer = writers.get(decimals);
    if (!writer) {
      writer = new Intl.NumberFormat(locale, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      });
      writers.set(decimals, writer);
    }
    // A value that rounds to nothing has no sign.
    const text = writer.format(value).replace(/^-(?=[0.,]*$)/, "");
    return text.replace("-", "−");
  };
  const dates = (fields: Intl.DateTimeFormatOptions): ((date: Date) => string) => {
    const writer = new Intl.DateTimeFormat(locale, { ...fields, timeZone: "UTC" });
    return (date) => writer.format(date).replace(",", "");
  };
  const amountParts = (value: number): ValueParts => {
    const size = Math.abs(value);
    // What rounds up to the next unit is written in it.
    const scale = scales.find(({ least }) => size >= least * 0.99995) ?? { size: 1, sign: "" };
    const scaled = value / scale.size;
    return {
      before: symbol,
      digits: write(scaled, decimalsOf(Math.abs(scaled), scale.size > 1)),
      after: scale.sign,
    };
  };
  const parts = (unit: KpiUnit, value: number): ValueParts => {
    if (unit === "amount") return amountParts(value);
    if (unit === "ratio") return { before: "", digits: write(value * 100, 1), after: "%" };
    return {
      before: "",
      digits: write(value, unit === "count" || Math.abs(value) >= 100 ? 0 : 2),
      after: "",
    };
  };
  const join = ({ before, digits, after }: ValueParts): string => {
    const sign = digits.startsWith("−") ? "−" : "";
    return [sign + before, digits.slice(sign.length), after].filter((part) => part !== "").join(thin);
  };
  const value = (unit: KpiUnit, number: number): string => join(parts(unit, number)).replace(/^−\u202F/, "−");
  const monthShort = dates({ month: "short" });
  const round = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const tick = (unit: KpiUnit, number: number): string => {
    if (number === 0) return "0";
    if (unit === "ratio")
      return join({ before: "", digits: round.format(number * 100).replace("-", "−"), after: "%" });
    const size = Math.abs(number);
    const scale = scales.find((each) => size >= each.size) ?? { size: 1, sign: "" };
    const digits = round.format(number / scale.size).replace("-", "−");
    return join({ before: unit === "amount" ? symbol : "", digits, after: scale.sign }).replace(
      /^−\u202F/,
      "−",
    );
  };
  return {
    parts,
    value,
    signed: (unit, number) => (number > 0 ? `+${value(unit, number)}` : value(unit, number)),
    tick,
    count: (number) => write(number, 0),
    number: write,
    percent: (number, decimals = 1) => `${write(number * 100, decimals)}${thin}%`,
    day: dates({ day: "numeric", month: "long", year: "numeric" }),
    dayOfMonth: dates({ day: "numeric", month: "long" }),
    dayShort: (date) => `${date.getUTCDate()} ${monthShort(date).slice(0, 3)}`,
    weekday: dates({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    month: dates({ month: "long", year: "numeric" }),
    monthName: dates({ month: "long" }),
    monthShort: (date) => `${monthShort(date).slice(0, 3)} ${String(date.getUTCFullYear()).slice(2)}`,
    symbol,
  };
}
