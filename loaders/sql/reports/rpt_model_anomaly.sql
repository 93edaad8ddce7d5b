-- grain: one row, the anomaly detector to score with
-- document is the JSON of <data>/models/anomaly.json; where there is no detector it is NULL and reason says why
-- reads: models.anomaly
SELECT
  model,
  document,
  reason
FROM
  models.anomaly
