-- grain: one row per run, model and headline metric; up to 400 past runs and this one
-- keys: sequence, model, metric (unique)
-- metric: auc, ks, gini, brier, logLoss (nats per row), calibrationSlope, calibrationIntercept, lift (riskiest tenth)
-- value with the ends of its 95 % interval, NULL where none was drawn; measured on the sample that rpt_run_models names
-- reads: history.run_metrics, history.position, models.default, models.churn, models.anomaly, meta.run
WITH
  stored AS (
    SELECT
      model,
      document
    FROM
      models."default"
    UNION ALL
    SELECT
      model,
      document
    FROM
      models.churn
    UNION ALL
    SELECT
      model,
      document
    FROM
      models.anomaly
  ),
  metrics AS (
    SELECT
      'auc' AS metric
    UNION ALL
    SELECT
      'ks'
    UNION ALL
    SELECT
      'gini'
    UNION ALL
    SELECT
      'brier'
    UNION ALL
    SELECT
      'logLoss'
    UNION ALL
    SELECT
      'calibrationSlope'
    UNION ALL
    SELECT
      'calibrationIntercept'
    UNION ALL
    SELECT
      'lift'
  ),
  measured AS (
    SELECT
      s.model,
      m.metric,
      json_number (s.document, '$.metrics.figures.' || m.metric || '.value') AS value,
      json_number (s.document, '$.metrics.figures.' || m.metric || '.low') AS low,
      json_number (s.document, '$.metrics.figures.' || m.metric || '.high') AS high
    FROM
      stored AS s
      CROSS JOIN metrics AS m
  )
SELECT
  sequence,
  run,
  model,
  metric,
  value,
  low,
  high
FROM
  history.run_metrics
UNION ALL
SELECT
  p.sequence,
  r.run,
  d.model,
  d.metric,
  ROUND(d.value, 5),
  ROUND(d.low, 5),
  ROUND(d.high, 5)
FROM
  measured AS d
  CROSS JOIN meta.run AS r
  CROSS JOIN history.position AS p
WHERE
  d.value IS NOT NULL
