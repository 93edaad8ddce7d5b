-- grain: one row per anomaly score, to four digits, among the movements of the judged days, alerts apart from the others
-- keys: score, is_alert (unique)
-- units: score in (0, 1], higher is odder
-- reads: scores.scr_movements, models.anomaly
WITH
  judged AS (
    SELECT
      CAST(json_number (m.report, '$.threshold.days') AS INTEGER) AS day_count
    FROM
      models.anomaly AS m
  )
SELECT
  ROUND(s.anomaly_score, 4) AS score,
  s.is_alert,
  COUNT(*) AS movements
FROM
  scores.scr_movements AS s
  CROSS JOIN judged AS j
WHERE
  s.posted_date > (
    SELECT
      add_days (MAX(posted_date), - j.day_count)
    FROM
      scores.scr_movements
  )
GROUP BY
  ROUND(s.anomaly_score, 4),
  s.is_alert
