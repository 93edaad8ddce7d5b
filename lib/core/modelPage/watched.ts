/** `none`: cannot be judged for this model or bank. */
export type WatchState = "ok" | "watch" | "act" | "none";

/** What is watched of a model at every build. */
export type WatchId =
  | "ranking"
  | "latest"
  | "calibration"
  | "score"
  | "features"
  | "missing"
  | "fairness"
  | "ceiling"
  | "budget"
  | "crossChecks"
  | "runtimes";

/** One check of one model. */
export interface Watched {
  readonly id: WatchId;
  readonly state: WatchState;
  /** A few words with the figure, as a cell has it. */
  readonly value: string;
  /** More for whoever asks; may be empty. */
  readonly note: string;
}

/** What each check asks, in the order pages show them. */
export const watchQuestions: readonly {
  readonly id: WatchId;
  readonly label: string;
  readonly about: string;
}[] = [
  {
    id: "ranking",
    label: "Ranks well",
    about:
      "AUC on the months kept for the test: of a client with the outcome and one without, how often the first has the higher score. Watch if its distance from the best single feature may be chance, act if that feature alone ranks as well. Of the detector: the share of known anomalies that its daily budget finds.",
  },
  {
    id: "latest",
    label: "Still does, in the latest month",
    about:
      "AUC of the latest month with ten or more of either outcome, against the lower end of the interval of the whole test (watch) and the best single feature (act).",
  },
  {
    id: "calibration",
    label: "Probabilities mean what they say",
    about:
      "Slope of the calibration line on the months kept for the test; 1 is perfect, below 1 too extreme. Watch outside 0.9 to 1.1, act outside 0.8 to 1.25 unless that may be chance.",
  },
  {
    id: "score",
    label: "Score as in training",
    about:
      "PSI, population stability index, of the score against the training rows. Under 0.1 stable, 0.1 to 0.25 watch, above 0.25 moved.",
  },
  {
    id: "features",
    label: "Features as in training",
    about: "PSI of each feature the model uses, with the same limits as the score. A moved feature asks why.",
  },
  {
    id: "missing",
    label: "Values still arrive",
    about:
      "Share of missing values of each feature. Watch if it doubled and rose by a percentage point, act if a feature is missing in 99 % of rows that used to be there.",
  },
  {
    id: "fairness",
    label: "Falls alike on groups",
    about:
      "By gender and age band, the lowest share selected at the cut-off over the highest. Watch below 0.9; below 0.8, four fifths, an explanation is due. Groups under 30 are not judged.",
  },
  {
    id: "ceiling",
    label: "Knows no more than it can",
    about:
      "Only a simulated bank knows the true probabilities. A model that ranks better than by them sees what it must not.",
  },
  {
    id: "budget",
    label: "Keeps to the budget",
    about:
      "Alerts a day over the days not fitted on, against the budget. Watch below half of it, where little is odd; act above double, which nobody can look at.",
  },
  {
    id: "crossChecks",
    label: "Agrees with other packages",
    about:
      "The fit held against another implementation of the same method; beyond the tolerance the build stops.",
  },
  {
    id: "runtimes",
    label: "Same score everywhere",
    about:
      "The same rows scored in SQL (the batch), in Node (the API), with the browser's code and by a plain reference; the largest relative difference.",
  },
];
