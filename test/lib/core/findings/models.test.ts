import { describe, expect, it } from "vitest";
import { agreementFinding, alertsFinding, kindsFinding } from "../../../../lib/core/findings/detector.js";
import {
  driftFinding,
  fairnessFinding,
  monthsFinding,
  rankedFinding,
  sampleWords,
  scoreFinding,
  segmentsFinding,
} from "../../../../lib/core/findings/modelParts.js";
import { modelsHeadline, watchFinding, watchLead } from "../../../../lib/core/findings/models.js";
import { makeFormats } from "../../../../lib/core/format/formats.js";
import { driftRows } from "../../../../lib/core/modelPage/drift.js";
import { monthPoints } from "../../../../lib/core/modelPage/months.js";
import type { ShownModel } from "../../../../lib/core/modelPage/shownModels.js";
import { watchModel } from "../../../../lib/core/modelPage/watch.js";
import {
  estimate,
  group,
  madeDetector,
  madeModel,
  report,
  sample,
  shift,
  truth,
} from "../modelPage/madeModels.js";

const formats = makeFormats({ locale: "en-GB", currency: "EUR" });
const plain = (text: string | null): string | null => text?.replaceAll("\u202F", " ") ?? null;
const watched = (...models: ShownModel[]) =>
  models.map((model) => ({ model, checks: watchModel(model, formats, 20) }));
const missing: ShownModel = { kind: "missing", name: "churn", reason: "No." };
const many = { ...truth.atBudget.found[0]!, count: 2000 };
const broken = madeModel({
  samples: [{ ...sample, figures: { ...sample.figures, calibrationSlope: 2 }, intervals: null }],
});

describe("modelsHeadline(models, formats)", () => {
  const cases: [string, ShownModel[], string][] = [
    [
      "three that hold",
      [madeModel(), madeModel({}, "churn"), madeDetector()],
      "All three models hold: default ranks 83 of 100 pairs right, churn 83, and the detector finds 19 of 20 known anomalies.",
    ],
    [
      "one that is missing",
      [madeModel(), missing, madeDetector({ truth: null })],
      "The two models hold: default ranks 83 of 100 pairs right and the detector raises 20 alerts a day. Churn has no model here.",
    ],
    [
      "one that does not hold",
      [broken, madeDetector()],
      "The default model needs action, the other holds: default ranks 83 of 100 pairs right and the detector finds 19 of 20 known anomalies.",
    ],
    ["one alone", [madeDetector({ truth: null })], "The detector holds: it raises 20 alerts a day."],
    [
      "a detector judged by many anomalies",
      [madeDetector({ truth: { ...truth, atBudget: { ...truth.atBudget, found: [many] } } })],
      "The detector holds: it finds 95 of 100 known anomalies.",
    ],
    ["none", [missing], "No model could be fitted: the data does not hold what one needs."],
  ];
  it.each(cases)("tells of %s", (_, models, expected) => {
    expect(plain(modelsHeadline(watched(...models), formats))).toBe(expected);
  });
});

describe("watchFinding(models) and watchLead(models)", () => {
  it("says that all is in order", () => {
    expect(watchFinding(watched(madeDetector()))).toBe("All 4 checks are in order");
    expect(watchFinding([])).toBe("Nothing to watch yet");
    expect(watchLead(watched(missing))).toBeNull();
  });
  it("names what asks for a look, model by model", () => {
    const models = watched(madeModel({ shifts: [shift("late_count", 0, 0.3)] }), madeDetector());
    expect(plain(watchLead(models))).toBe(
      "Twelve of thirteen checks are in order; one asks for a look. Default: 1 moved of 1 feature since training.",
    );
  });
});

describe("what the parts of a model's page say", () => {
  const model = madeModel();
  it.each([
    [
      "months",
      monthsFinding(monthPoints(report), formats),
      "AUC stayed between 0.81 and 0.86; what was predicted lies within chance of what came, in every month",
    ],
    ["no month", monthsFinding([], formats), "No month of snapshots has a known outcome yet"],
    ["features", driftFinding(driftRows(model)), "The only feature is as in training"],
    [
      "moved features",
      driftFinding(driftRows(madeModel({ shifts: [shift("late_count", 0, 1)] }))),
      "One of 1 feature moved since training, “Late payments” the most",
    ],
    ["scores", scoreFinding(report.score, formats), "Scores lie as in training: PSI 0.003 today"],
    [
      "scores of nobody",
      scoreFinding({ ...report.score, test: null, today: null, verdict: null }, formats),
      "Nobody is scored to compare with the training rows",
    ],
    [
      "rivals",
      rankedFinding(model, formats),
      "The model beats its best single feature by 0.08 (0.02 to 0.12)",
    ],
    [
      "the ceiling",
      rankedFinding(
        madeModel({
          ceiling: {
            rows: 1,
            positives: 1,
            auc: estimate(0.84),
            modelAuc: estimate(0.83),
            share: estimate(0.97),
            truthSlope: 1,
            slopeToTruth: 1,
            isLeaking: false,
          },
        }),
        formats,
      ),
      "The model goes 97 % of the way from chance to what can be known",
    ],
    ["no segment", segmentsFinding(report, formats), "The source knows no segments of clients"],
    [
      "a weak segment",
      segmentsFinding(
        {
          ...report,
          segments: [
            {
              attribute: "segment",
              group: "student",
              rows: 100,
              positives: 20,
              auc: estimate(0.7, 0.6, 0.8),
              predicted: 0.2,
              observed: estimate(0.2),
            },
            {
              attribute: "segment",
              group: "retail",
              rows: 100,
              positives: 20,
              auc: estimate(0.8, 0.7, 0.9),
              predicted: 0.2,
              observed: estimate(0.2),
            },
          ],
        },
        formats,
      ),
      "It ranks worse than on the whole among student (0.70)",
    ],
    [
      "fair groups",
      fairnessFinding(report.fairness[0]!, "approved", formats),
      "By gender no group is below four fifths; lowest is female, approved 0.95 times as often as male",
    ],
    [
      "unfair groups",
      fairnessFinding(
        {
          attribute: "age_band",
          reference: "under 25",
          groups: [group("60 and over", 0.64), group("40 to 59", 0.62), group("under 25", 1)],
        },
        "contacted",
        formats,
      ),
      "40 to 59 and 60 and over are contacted 0.62 and 0.64 times as often as under 25, below four fifths (0.8)",
    ],
    [
      "the sample",
      sampleWords(report, "defaults", formats),
      "January to June 2025, 1,000 rows of 200 clients, 27 defaults",
    ],
    [
      "kinds",
      kindsFinding(truth, formats),
      "Within the budget it finds 95 % of the anomalies: one of two kinds wholly, fat finger least, 90 %",
    ],
    [
      "alerts",
      alertsFinding(truth, formats),
      "19 % of the alerts are anomalies and 6 % look like one; the others are unusual in good order",
    ],
    [
      "agreement",
      agreementFinding([model, madeDetector()], formats),
      "Two fits agree with other packages; every runtime gives the same score, to 1.0e−15",
    ],
    [
      "no model to agree",
      agreementFinding([missing], formats),
      "There is no model to hold against other software",
    ],
  ])("tells of %s", (_, text, expected) => {
    expect(plain(text)).toBe(expected);
  });
});
