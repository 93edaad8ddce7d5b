import { defineConfig } from "./loaders/config.js";

/** What a bank edits. `npm run build -- --help` lists what a flag can override. */
export default defineConfig({
  profile: "simulated",
  profiles: {
    simulated: {
      bank: "Simulated bank",
      currency: "EUR",
      // Shares and ratios only, which suit a simulated bank of any size.
      targets: {
        delinquency_30: 0.02,
        default_rate_12m: 0.03,
        attrition: 0.1,
        products_per_client: 2.25,
        digital_share: 0.85,
      },
    },
    minimal: { bank: "Minimal bank", currency: "EUR" },
    berka: {
      bank: "Berka bank",
      currency: "CZK",
      // The movements end on 5 December 1998, loans and cards at the end of the year.
      asOf: "1998-12-31",
      note: "The movements are those of 354 accounts before their loan was granted, so they thin out during 1998; loans and cards are the whole bank's.",
      noChurnModel:
        "The movements of each account end when its loan was granted, so that silence does not mean leaving.",
      // A bank of the past is never late.
      freshnessDays: { kyc: null, accounts: null, transactions: null, events: null, loans: null },
      // Interest is rounded to tenths while balances keep hellers, so that sums drift by up to 0.60.
      balanceTolerance: 1,
    },
  },
  locale: "en-GB",
  currencyRates: {},
  quality: {
    maximumQuarantineShare: 0.05,
    freshnessDays: { kyc: null, accounts: 31, transactions: 1, events: 1, loans: 31 },
  },
  kpi: { loanMargin: 0.035, depositMargin: 0.008 },
  models: {
    seed: 1,
    default: { pointsToDouble: 20, basePoints: 600, baseOdds: 50, lossGivenDefault: 0.45 },
    anomaly: { alertsPerDay: 20 },
  },
  exposure: { undrawnShare: 0.5 },
  campaign: { costOfContact: 5, successRate: 0.2, horizonYears: 1 },
  simulate: { clients: 10_000, months: 36, seed: 1, firstMonth: "2023-07" },
  memoryLimit: "1500MB",
});
