-- grain: one row, the default model to score with
-- document is the JSON of <data>/models/default.json; where there is no model it is NULL and reason says why
-- reads: models.default
SELECT
  model,
  document,
  reason
FROM
  models."default"
