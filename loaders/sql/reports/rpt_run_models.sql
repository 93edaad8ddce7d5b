-- grain: one row per run and model (default, churn, anomaly); up to 400 past runs and this one
-- keys: sequence, model (unique)
-- version: four hexadecimal digits each of the hashes of its data, code and configuration; NULL, as all that follows, where
--   there is no model, and reason says why
-- trained_from, trained_to first and last snapshot it was fitted on, training_rows how many; sample* what its headline
--   figures (rpt_run_metrics) were measured on
-- psi of today's score against the training rows, with its verdict: stable, watch (0.1) or moved (0.25); watched_features
--   and moved_features count the model's own features of these verdicts; NULL for the detector, which has no outcome to be judged by
-- reads: history.run_models, history.position, models.default, models.churn, models.anomaly, meta.run
WITH
  stored AS (
    SELECT
      model,
      document,
      report,
      reason
    FROM
      models."default"
    UNION ALL
    SELECT
      model,
      document,
      report,
      reason
    FROM
      models.churn
    UNION ALL
    SELECT
      model,
      document,
      report,
      reason
    FROM
      models.anomaly
  )
SELECT
  sequence,
  run,
  model,
  version,
  trained_from,
  trained_to,
  training_rows,
  sample,
  sample_from,
  sample_to,
  sample_rows,
  sample_positives,
  psi,
  psi_verdict,
  watched_features,
  moved_features,
  reason
FROM
  history.run_models
UNION ALL
SELECT
  p.sequence,
  r.run,
  s.model,
  SUBSTR(json_text (s.document, '$.hashes.data'), 1, 4) || SUBSTR(json_text (s.document, '$.hashes.code'), 1, 4) || SUBSTR(json_text (s.document, '$.hashes.config'), 1, 4),
  CAST(json_text (s.document, '$.training.from') AS DATE),
  CAST(json_text (s.document, '$.training.to') AS DATE),
  CAST(json_number (s.document, '$.training.rows') AS BIGINT),
  json_text (s.document, '$.metrics.sample'),
  CAST(json_text (s.document, '$.metrics.from') AS DATE),
  CAST(json_text (s.document, '$.metrics.to') AS DATE),
  CAST(json_number (s.document, '$.metrics.rows') AS BIGINT),
  CAST(json_number (s.document, '$.metrics.positives') AS BIGINT),
  ROUND(
    COALESCE(
      json_number (s.report, '$.validation.score.today'),
      json_number (s.report, '$.validation.score.test')
    ),
    5
  ),
  json_text (s.report, '$.validation.score.verdict'),
  CAST(json_number (s.report, '$.drifting.watch') AS INTEGER),
  CAST(json_number (s.report, '$.drifting.moved') AS INTEGER),
  s.reason
FROM
  stored AS s
  CROSS JOIN meta.run AS r
  CROSS JOIN history.position AS p
