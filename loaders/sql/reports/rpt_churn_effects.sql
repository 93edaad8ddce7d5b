-- grain: one row per client of a sample of the latest month end (about 500, without any key) and feature of the churn model
-- keys: sample_number, feature (unique)
-- units: effect in log-odds that the feature adds (SHAP); value as the feature's unit says, NULL where not known
-- reads: scores.scr_churn_effects
SELECT
  sample_number,
  feature,
  ROUND(effect, 3) AS effect,
  ROUND(value, 3) AS value
FROM
  scores.scr_churn_effects
