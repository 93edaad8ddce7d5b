import { defineConfig } from "./lib/core/config.js";

/** What a bank edits. Every value here is the default; `npm run build -- --help` lists what a flag can override. */
export default defineConfig({
  profile: "simulated",
  bank: { simulated: "Simulated bank", berka: "Berka bank", minimal: "Minimal bank" },
  /** Berka's movements end on 5 December 1998, its loans and cards at the end of the year. */
  asOf: { berka: "1998-12-31" },
  locale: "en-GB",
  currency: {
    reporting: { simulated: "EUR", berka: "CZK", minimal: "EUR" },
    /** Units of the reporting currency for one unit of another. A currency not listed is quarantined. */
    rates: {},
  },
  quality: {
    /** The build stops when a larger share of a required extract is quarantined. */
    maximumQuarantineShare: 0.05,
    /** Berka rounds interest to tenths but keeps hellers in the balance, so its sums drift by up to 0.60 CZK. */
    balanceTolerance: { berka: 1 },
    /** Days after which the newest row of an extract is called late. */
    freshnessDays: { kyc: null, accounts: 31, transactions: 1, events: 1, loans: 31 },
  },
  kpi: {
    /** Yearly margins of the income proxy, as ratios. */
    loanMargin: 0.035,
    depositMargin: 0.008,
    targets: {},
  },
  simulate: { clients: 10_000, months: 36, seed: 1, firstMonth: "2023-07" },
  /** DuckDB's own limits. */
  memoryLimit: "2GB",
});
