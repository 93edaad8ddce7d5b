-- grain: one row per client of the latest snapshot
-- keys: client, loan (unique together), both pseudonyms; loan is always NULL
-- the other columns are what the churn model saw, by feature
-- reads: scores.scr_churn_inputs
SELECT
  *
FROM
  scores.scr_churn_inputs
