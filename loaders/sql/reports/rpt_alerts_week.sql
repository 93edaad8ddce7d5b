-- grain: one row per alert of the last seven days that have any, which is what the page opens with
-- keys: movement (unique), alert_rank (unique)
-- units: as rpt_alerts
-- reads: reports.rpt_alerts
SELECT
  *
FROM
  reports.rpt_alerts
WHERE
  posted_date > (
    SELECT
      add_days (MAX(posted_date), -7)
    FROM
      reports.rpt_alerts
  )
