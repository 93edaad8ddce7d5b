-- grain: one row per judged day with movements that the detector looks at
-- keys: date (unique)
-- units: movements, alerts and, of these, those with each verdict of the triage file, as counts
-- reads: scores.scr_movements, scores.scr_alerts, models.anomaly
WITH
  judged AS (
    SELECT
      CAST(json_number (m.report, '$.threshold.days') AS INTEGER) AS day_count
    FROM
      models.anomaly AS m
  )
SELECT
  s.posted_date AS date,
  COUNT(*) AS movements,
  COUNT(a.transaction_id) AS alerts,
  SUM(
    CASE
      WHEN a.verdict = 'confirmed' THEN 1
      ELSE 0
    END
  ) AS confirmed,
  SUM(
    CASE
      WHEN a.verdict = 'dismissed' THEN 1
      ELSE 0
    END
  ) AS dismissed,
  SUM(
    CASE
      WHEN a.verdict = 'unsure' THEN 1
      ELSE 0
    END
  ) AS unsure
FROM
  scores.scr_movements AS s
  CROSS JOIN judged AS j
  LEFT JOIN scores.scr_alerts AS a ON a.transaction_id = s.transaction_id
WHERE
  s.posted_date > (
    SELECT
      add_days (MAX(posted_date), - j.day_count)
    FROM
      scores.scr_movements
  )
GROUP BY
  s.posted_date
