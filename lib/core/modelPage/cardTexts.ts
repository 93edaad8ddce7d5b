/** What no figure says, by model. */
export interface CardTexts {
  readonly users: string;
  readonly population: string;
  readonly outcome: string;
  readonly data: string;
  readonly method: string;
  /** Whole sentences. */
  readonly limits: readonly string[];
  readonly monitoring: string;
}

const overlap =
  "Snapshots of a client overlap, and so do the outcome windows of the last training months and of the first test months: the test is later in time, but not what came of a wholly separate period.";

const simulated =
  "Figures of the bank that ships with the product are of a simulated bank. They show that the machinery works; a bank's own data will give others.";

const changes =
  "A model is fitted anew by every build whose data, code or configuration changed, and validated before it is published; a build that fails a gate leaves the last good model in place. What a bank adds is an owner for each model, an independent reviewer who may refuse a change, and an entry in its inventory of models.";

/** By the name of the model document. */
export const cardTexts: Readonly<Record<string, CardTexts>> = {
  default: {
    users:
      "Credit risk analysts and those who set limits and provisions. A client who asks is told the up to four features that cost most points, in words.",
    population:
      "Where events give dates: clients with a credit product who are not in default, at the end of every month. Where only the result of a loan is known: every loan, on the day it was granted. Each client is described as known on that day.",
    outcome:
      "Where events give dates: for the first time 90 days past due, or written off, within the 12 months after. Where only the result is known: unpaid at the end, or in arrears at the end of the data. Rows whose outcome is not known yet are scored, never trained on.",
    data: "Movements, balances, loans and instalments, and events such as late payments and logins, as far as the bank delivers them, after cleaning; rows that could not be trusted are in quarantine and not in here.",
    method:
      "A scorecard: each feature is cut into bins, monotonic where the field knows the direction, with a bin of its own for missing values; a bin counts by its weight of evidence. Features enter by likelihood ratio, only with the expected sign and if no better one says the same. A logistic regression by iteratively reweighted least squares, with a small ridge, weighs them. Its probabilities are calibrated on rows of clients left out of the fit, and the calibration is folded into intercept, coefficients and points, so that what was validated is what is published.",
    limits: [
      "Of clients who were refused credit nothing is known (reject inference is not attempted).",
      overlap,
      "Twelve months of outcome hold no full economic cycle; a downturn moves the level of all probabilities.",
      "Standard errors and p-values of the coefficients take rows for independent, and are too small.",
      simulated,
    ],
    monitoring: changes,
  },
  churn: {
    users:
      "Those who plan contacts with clients, together with the client's value to the bank, and analysts who ask why clients leave.",
    population: "Clients active in the three months before, at the end of every month, as known on that day.",
    outcome:
      "All accounts closed, or no movement of the client's own and no login for 90 days, beginning within the 3 months after. No feature defines it. Rows whose outcome is not known yet are scored, never trained on.",
    data: "Movements, balances, products, and events such as logins and complaints, as far as the bank delivers them, after cleaning; rows that could not be trusted are in quarantine and not in here.",
    method:
      "Gradient-boosted trees on histograms: log-loss, Newton leaves, L2, rows and columns subsampled, monotone where the field knows the direction, missing values sent the better way, stopped early on the last months of training. The probabilities are calibrated on rows of clients left out of the fit, and the calibration is folded into the leaves. Every score is explained by exact TreeSHAP contributions, which add up to it.",
    limits: [
      "It says who is likely to leave, not whom a contact would keep: that takes an experiment with a control group.",
      overlap,
      "A client who merely stops using the bank without notice looks like one who pauses; the outcome cannot tell them apart before 90 days.",
      simulated,
    ],
    monitoring: changes,
  },
  anomaly: {
    users:
      "Those who look at alerts, day by day, within a budget of alerts; every alert says what is odd about it.",
    population:
      "Every movement that somebody ordered, by whatever channel but the bank's nightly runs, compared with the client's own past first, and with peers second.",
    outcome:
      "None: the detector sees no labels. What is known of true anomalies is used to measure it, and triage by people to rank its alerts anew once there is enough of it.",
    data: "Movements with counterparties, countries, channels and times, and logins, as far as the bank delivers them, after cleaning; rows that could not be trusted are in quarantine and not in here.",
    method:
      "An isolation forest: trees that split small samples at random until every row is alone; what is alone early is odd. The score is that of Liu, Ting and Zhou (2008), and is shown as a percentile and as one in so many movements of the client. The threshold is a number of alerts a day, not a guess at how many anomalies there are. Each score is explained by an exact attribution of the path length to features.",
    limits: [
      "Odd is not wrong: most alerts are of clients who did something unusual in good order.",
      "It finds what differs from the client's past. What a client has always done, it cannot see.",
      "It is no substitute for rules that the law demands, such as reporting cash above a threshold.",
      simulated,
    ],
    monitoring: `Watch the share of alerts that triage confirms (falls by a third: watch; by half: act), alerts per 10,000 movements (outside half and double of the budget: act), and the PSI of each feature (above 0.25: act). ${changes}`,
  },
};
