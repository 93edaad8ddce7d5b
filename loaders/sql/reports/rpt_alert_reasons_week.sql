-- grain: one row per alert of rpt_alerts_week and reason
-- keys: alert_rank -> rpt_alerts_week, reason_rank (unique together)
-- units: as rpt_alert_reasons
-- reads: reports.rpt_alert_reasons, reports.rpt_alerts_week
SELECT
  r.*
FROM
  reports.rpt_alert_reasons AS r
  INNER JOIN reports.rpt_alerts_week AS a ON a.alert_rank = r.alert_rank
