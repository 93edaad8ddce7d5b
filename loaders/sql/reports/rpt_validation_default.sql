-- grain: one row, how the default model was judged
-- report is the JSON of <data>/models/default.validation.json; where there is no model it is NULL and reason says why
-- reads: models.default
SELECT
  model,
  report,
  reason
FROM
  models."default"
