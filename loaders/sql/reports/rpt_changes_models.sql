-- grain: one row per model (default, churn, anomaly), now and in the run before
-- keys: model (unique)
-- version and AUC as in rpt_run_models and rpt_run_metrics; NULL without the model, previous_* without a run before
-- reads: reports.rpt_run_models, reports.rpt_run_metrics, history.position
WITH
  before AS (
    SELECT
      MAX(m.sequence) AS sequence
    FROM
      reports.rpt_run_models AS m
      INNER JOIN history.position AS p ON m.sequence < p.sequence
  )
SELECT
  n.model,
  n.version,
  w.version AS previous_version,
  a.value AS auc,
  c.value AS previous_auc,
  n.psi,
  n.psi_verdict
FROM
  reports.rpt_run_models AS n
  INNER JOIN history.position AS p ON p.sequence = n.sequence
  CROSS JOIN before AS b
  LEFT JOIN reports.rpt_run_models AS w ON w.sequence = b.sequence
  AND w.model = n.model
  LEFT JOIN reports.rpt_run_metrics AS a ON a.sequence = n.sequence
  AND a.model = n.model
  AND a.metric = 'auc'
  LEFT JOIN reports.rpt_run_metrics AS c ON c.sequence = b.sequence
  AND c.model = n.model
  AND c.metric = 'auc'
