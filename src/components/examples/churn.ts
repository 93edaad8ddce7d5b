import type {
  CampaignPoint,
  ChurnEffectRow,
  ChurnMonth,
  SurvivalRow,
  TestPoint,
} from "../../core/churn/rows.js";
import type { SurrogateSegment } from "../../core/churn/segmentTree.js";
import { classificationReport } from "../../core/metrics/classificationReport.js";
import type { CalibrationPoint, Classification, GainRow } from "../../core/validation/report.js";

/** Made-up data of the Churn page for the gallery: the same every time, and like nothing real. */

const wave = (seed: number): number => Math.sin(seed * 12.9898) * 0.5 + 0.5;

/** Thirteen months of a segment, the last three not over. */
export const exampleChurnMonths = (segment = "all", size = 1000): ChurnMonth[] =>
  Array.from({ length: 13 }, (_, index) => {
    const clients = Math.round(size * (1 + index / 40));
    const expected = clients * (0.02 + 0.01 * wave(index + size));
    return {
      ...{ month: new Date(Date.UTC(2025, 6 + index, 0)), segment, clients, yearly_income: clients * 60 },
      ...{ earning_clients: Math.round(clients * 0.6), expected_leavers: expected },
      ...{ income_at_risk: expected * 80, cost_relieved: -expected * 20 },
      leavers: index < 10 ? Math.round(expected * (0.8 + 0.4 * wave(index * 3))) : null,
    };
  });

/** Sums over the clients contacted, of everybody and of two segments. */
export const exampleCampaign = (): CampaignPoint[] =>
  Object.entries({ all: 1000, retail: 800, private: 200 }).flatMap(([segment, clients]) =>
    [0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.4, 0.7, 1].map((depth) => ({
      ...{ segment, contacts: Math.max(1, Math.round(depth * clients)) },
      ...{ value_reached: 4 * clients * depth ** 0.4, leavers_reached: 0.03 * clients * depth ** 0.5 },
    })),
  );

export const exampleTest = (): TestPoint[] =>
  (["value", "probability"] as const).flatMap((ranking) =>
    [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1].map((depth) => ({
      ...{ ranking, depth, clients: 6000 * depth, leavers: 180 * depth ** (ranking === "value" ? 0.6 : 0.4) },
      ...{ lost_value: 20_000 * depth ** 0.45, expected_value: 22_000 * depth ** 0.4, months: 6 },
    })),
  );

export const exampleGain = (): GainRow[] =>
  Array.from({ length: 10 }, (_, index) => {
    const gain = ((index + 1) / 10) ** 0.4;
    const own = gain - (index / 10) ** 0.4;
    return {
      ...{ decile: index + 1, positives: 180 * own, gain, lift: own * 10 },
      cumulativeLift: (gain * 10) / (index + 1),
    };
  });

export const exampleCalibration = (): CalibrationPoint[] =>
  Array.from({ length: 10 }, (_, index) => {
    const predicted = 0.001 * 1.7 ** index;
    const value = predicted * (0.8 + 0.4 * wave(index));
    const rows = 600;
    return {
      rows,
      positives: rows * value,
      predicted,
      observed: { value, low: value / 1.5, high: value * 1.5 },
    };
  });

export const exampleClassification = (): Classification => {
  const confusion = {
    cutOff: 0.08,
    truePositives: 18,
    falsePositives: 40,
    falseNegatives: 12,
    trueNegatives: 530,
  };
  return {
    cutOff: { name: "riskiest tenth", probability: 0.08 },
    confusion,
    report: classificationReport(confusion),
    precision: { value: 18 / 58, low: 0.2, high: 0.42 },
    recall: { value: 0.6, low: 0.42, high: 0.77 },
    flagged: { value: 58 / 600, low: 0.08, high: 0.12 },
  };
};

/** Effects of three features on eighty clients; one is not always known. */
export const exampleEffects = (): ChurnEffectRow[] =>
  ["days_since_act", "pay_delay_days", "product_count"].flatMap((feature, line) =>
    Array.from({ length: 80 }, (_, index) => {
      const value = line === 1 && index % 9 === 0 ? null : Math.round(60 * wave(index + line * 100));
      const effect =
        value === null ? 0.1 : ((value - 30) / 30) * (1 - line * 0.4) + (wave(index * 7) - 0.5) / 4;
      return { sample_number: index + 1, feature, effect, value };
    }),
  );

export const exampleSegments = (): SurrogateSegment[] => {
  const bound = (feature: string, from: number | null, below: number | null) =>
    ({ feature, from, below, missing: "out" }) as const;
  return [
    { bounds: [bound("days_since_act", null, 20)], clients: 4000, probability: 0.005, observed: 0.004 },
    {
      bounds: [bound("days_since_act", 20, null), bound("product_count", null, 2)],
      ...{ clients: 900, probability: 0.16, observed: 0.18 },
    },
    {
      bounds: [bound("days_since_act", 20, null), bound("product_count", 2, null)],
      ...{ clients: 1100, probability: 0.05, observed: 0.045 },
    },
  ];
};

export const exampleSurvival = (): SurvivalRow[] =>
  ["retail", "business"].flatMap((group, line) =>
    Array.from({ length: 60 }, (_, index) => ({
      ...{ grouping: "segment", group_name: group, tenure_months: index + 1 },
      ...{ at_risk: 500 - index * 7, leavers: index % (3 + line * 3) === 0 ? 4 : 0 },
      ...{ clients: 500, all_leavers: 80 },
    })),
  );
