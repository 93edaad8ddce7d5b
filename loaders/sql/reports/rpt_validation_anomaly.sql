-- grain: one row, how the anomaly model was judged
-- report is the JSON of <data>/models/anomaly.validation.json; where there is no model it is NULL and reason says why
-- reads: models.anomaly
SELECT
  model,
  report,
  reason
FROM
  models.anomaly
