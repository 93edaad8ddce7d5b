-- grain: one row per feature of the churn model
-- keys: feature (unique)
-- units: mean_effect: mean size of its effect in log-odds over the sample of rpt_churn_effects; typical, usual_low,
--   usual_high: median and quartiles over all clients of the latest month end, in the feature's unit
-- reads: scores.scr_churn_effects
SELECT
  feature,
  ROUND(AVG(ABS(effect)), 4) AS mean_effect,
  ROUND(MIN(typical), 3) AS typical,
  ROUND(MIN(usual_low), 3) AS usual_low,
  ROUND(MIN(usual_high), 3) AS usual_high
FROM
  scores.scr_churn_effects
GROUP BY
  feature
