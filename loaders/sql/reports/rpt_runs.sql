-- grain: one row per run, the oldest first: up to 400 past runs from <data>/runs, and this one
-- keys: sequence (unique); run is the hash of all that went in, so that the same run can come twice, with others between
-- units: alerts in the judged days; expected_loss in the reporting currency at the latest snapshot; both NULL without model
-- reads: history.runs, history.position, reports.rpt_about, reports.rpt_run_bands, scores.scr_alerts, models.anomaly, meta.build
WITH
  losses AS (
    SELECT
      sequence,
      CAST(SUM(summand (expected_loss)) AS DOUBLE) AS expected_loss
    FROM
      reports.rpt_run_bands
    GROUP BY
      sequence
  ),
  alerts AS (
    SELECT
      COUNT(*) AS alerts
    FROM
      scores.scr_alerts
  )
SELECT
  sequence,
  run,
  FALSE AS is_current,
  as_of,
  commit_id,
  checks_passed,
  checks_total,
  movements,
  accounts,
  clients,
  alerts,
  expected_loss
FROM
  history.runs
UNION ALL
SELECT
  p.sequence,
  a.run,
  TRUE,
  a.as_of,
  c.commit_id,
  a.checks_passed,
  a.checks_total,
  a.movements,
  a.accounts,
  a.clients,
  CASE
    WHEN m.document IS NOT NULL THEN w.alerts
  END,
  ROUND(l.expected_loss, 2)
FROM
  reports.rpt_about AS a
  CROSS JOIN history.position AS p
  CROSS JOIN meta.build AS c
  CROSS JOIN alerts AS w
  CROSS JOIN models.anomaly AS m
  LEFT JOIN losses AS l ON l.sequence = p.sequence
