-- grain: one row, the churn model to score with
-- document is the JSON of <data>/models/churn.json; where there is no model it is NULL and reason says why
-- reads: models.churn
SELECT
  model,
  document,
  reason
FROM
  models.churn
