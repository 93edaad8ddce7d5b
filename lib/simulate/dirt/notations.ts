import type { ColumnKind } from "../../core/contract.js";
import { countries } from "../catalogue.js";
import type { DefectKind } from "./defect.js";

/** Another way in which a value is written in the field, from which a repair leads back to the same value. */
type Notation = (value: string) => string;

const dayFirst =
  (separator: string): Notation =>
  (value) =>
    value.slice(0, 10).split("-").reverse().join(separator) + value.slice(10);
const compact: Notation = (value) => value.slice(0, 10).replaceAll("-", "") + value.slice(10);
const dates = { date_format: [dayFirst("/"), dayFirst("."), compact] };

/** As it is where there are no thousands to part. */
const grouped =
  (thousands: string, decimal: string): Notation =>
  (value) => {
    const [units = "", cents = ""] = value.split(".");
    const parted = units.replace(/\B(?=(\d{3})+$)/g, thousands);
    return parted === units ? value : parted + decimal + cents;
  };
const behind: Notation = (value) => (value.startsWith("-") ? `${value.slice(1)}-` : value);
const bracketed: Notation = (value) => (value.startsWith("-") ? `(${value.slice(1)})` : value);

const lower: Notation = (value) => value.toLowerCase();
const upper: Notation = (value) => value.toUpperCase();
const capital: Notation = (value) => upper(value.slice(0, 1)) + value.slice(1);
const padded: Notation = (value) => `${value}  `;

/** Notations by the kind of column and the kind of defect; one that gives back the value does not apply to it. */
export const notations: Readonly<
  Partial<Record<ColumnKind, Readonly<Partial<Record<DefectKind, readonly Notation[]>>>>>
> = {
  id: { padding_case: [padded] },
  date: dates,
  timestamp: dates,
  amount: {
    decimal_comma: [(value) => value.replace(".", ",")],
    thousands_separator: [grouped(",", "."), grouped(".", ","), grouped(" ", ",")],
    sign_notation: [behind, bracketed, (value) => `€ ${value}`],
  },
  code: { padding_case: [upper, capital, padded] },
  country: {
    padding_case: [lower, padded],
    country_name: [
      (value) => countries.find(({ code }) => code === value)?.name ?? value,
      (value) => countries.find(({ code }) => code === value)?.alpha3 ?? value,
    ],
  },
  currency: { padding_case: [lower, padded], missing_currency: [() => ""] },
  text: { padding_case: [padded] },
};
