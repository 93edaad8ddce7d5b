-- grain: one row per client, or per loan where the model is about loans, of the latest snapshot
-- keys: client, loan (unique together), both pseudonyms
-- the other columns are what the default model saw, by feature
-- reads: scores.scr_default_inputs
SELECT
  *
FROM
  scores.scr_default_inputs
