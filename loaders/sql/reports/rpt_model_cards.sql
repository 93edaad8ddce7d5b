-- grain: one row per model: default, churn, anomaly
-- keys: model (unique)
-- card is the model's document without what it scores with; where there is no model it is NULL and reason says why
-- reads: models.default, models.churn, models.anomaly
WITH
  models AS (
    SELECT
      model,
      document,
      reason
    FROM
      models."default"
    UNION ALL
    SELECT
      model,
      document,
      reason
    FROM
      models.churn
    UNION ALL
    SELECT
      model,
      document,
      reason
    FROM
      models.anomaly
  )
SELECT
  model,
  json_without (document, 'model') AS card,
  reason
FROM
  models
