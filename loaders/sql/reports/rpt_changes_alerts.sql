-- grain: one row when there was a run before, none otherwise
-- units: counts of alerts; new_alerts are none of the run before, new_day_alerts of them on movements after its as-of date;
--   gone_alerts were alerts then and are none now; most_of_one new alerts of the client with most; new_movements looked at
--   since
-- reads: history.previous_run, history.previous_alerts, scores.scr_alerts, scores.scr_movements
WITH
  alerts AS (
    SELECT
      a.transaction_id,
      m.client_id,
      m.posted_date,
      p.transaction_id IS NULL AS is_new
    FROM
      scores.scr_alerts AS a
      INNER JOIN scores.scr_movements AS m ON m.transaction_id = a.transaction_id
      LEFT JOIN history.previous_alerts AS p ON p.transaction_id = a.transaction_id
  ),
  clients AS (
    SELECT
      client_id,
      COUNT(*) AS alert_count
    FROM
      alerts
    WHERE
      is_new
    GROUP BY
      client_id
  ),
  most AS (
    SELECT
      COALESCE(MAX(alert_count), 0) AS most_of_one
    FROM
      clients
  ),
  before AS (
    SELECT
      COUNT(*) AS previous_alerts
    FROM
      history.previous_alerts
  ),
  since AS (
    SELECT
      COUNT(*) AS new_movements
    FROM
      scores.scr_movements AS m
      INNER JOIN history.previous_run AS r ON m.posted_date > r.as_of
  ),
  counts AS (
    SELECT
      r.as_of AS previous_as_of,
      COUNT(a.transaction_id) AS alerts,
      COUNT(
        CASE
          WHEN a.is_new THEN 1
        END
      ) AS new_alerts,
      COUNT(
        CASE
          WHEN a.is_new
          AND a.posted_date > r.as_of THEN 1
        END
      ) AS new_day_alerts
    FROM
      history.previous_run AS r
      LEFT JOIN alerts AS a ON TRUE
    GROUP BY
      r.as_of
  )
SELECT
  c.previous_as_of,
  b.previous_alerts,
  c.alerts,
  c.new_alerts,
  c.new_day_alerts,
  b.previous_alerts - (c.alerts - c.new_alerts) AS gone_alerts,
  m.most_of_one,
  s.new_movements
FROM
  counts AS c
  CROSS JOIN before AS b
  CROSS JOIN most AS m
  CROSS JOIN since AS s
