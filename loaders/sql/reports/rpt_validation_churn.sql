-- grain: one row, how the churn model was judged
-- report is the JSON of <data>/models/churn.validation.json; where there is no model it is NULL and reason says why
-- reads: models.churn
SELECT
  model,
  report,
  reason
FROM
  models.churn
