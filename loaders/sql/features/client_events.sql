-- grain: one row per client and month end from the client's first event on (helper of ftr_clients)
-- keys: client_id, snapshot_date (unique)
-- units: login_count logins, the others events, of the last 30, 90 or 365 days; login_date the last one with a login
-- reads: marts.fct_events, marts.dim_time, features.day_windows
WITH
  days AS (
    SELECT DISTINCT
      date_day,
      segment_date
    FROM
      features.day_windows
  ),
  segments AS (
    SELECT
      e.client_id,
      d.segment_date,
      MAX(
        CASE
          WHEN e.event_type = 'login' THEN e.event_date
        END
      ) AS login_date,
      -- A row may stand for several logins: "3 logins".
      CAST(
        SUM(
          CASE
            WHEN e.event_type = 'login' THEN COALESCE(integer_from_text (SUBSTR(e.detail, 1, POSITION(' ' IN e.detail) - 1)), 1)
            ELSE 0
          END
        ) AS DOUBLE
      ) AS login_count,
      CAST(
        COUNT(
          CASE
            WHEN e.event_type = 'late_payment' THEN 1
          END
        ) AS DOUBLE
      ) AS late_payment_count,
      CAST(
        COUNT(
          CASE
            WHEN e.event_type = 'complaint' THEN 1
          END
        ) AS DOUBLE
      ) AS complaint_count,
      CAST(
        COUNT(
          CASE
            WHEN e.event_type = 'support_call' THEN 1
          END
        ) AS DOUBLE
      ) AS support_call_count
    FROM
      marts.fct_events AS e
      INNER JOIN days AS d ON d.date_day = e.event_date
    GROUP BY
      e.client_id,
      d.segment_date
  ),
  changes AS (
    SELECT
      s.client_id,
      w.snapshot_date,
      MAX(s.login_date) AS login_date,
      SUM(s.login_count * w.in_30d) AS login_count_30d,
      SUM(s.login_count * w.in_90d) AS login_count_90d,
      SUM(s.login_count * w.in_365d) AS login_count_365d,
      SUM(s.late_payment_count * w.in_30d) AS late_payment_count_30d,
      SUM(s.late_payment_count * w.in_90d) AS late_payment_count_90d,
      SUM(s.late_payment_count * w.in_365d) AS late_payment_count_365d,
      SUM(s.complaint_count * w.in_30d) AS complaint_count_30d,
      SUM(s.complaint_count * w.in_90d) AS complaint_count_90d,
      SUM(s.complaint_count * w.in_365d) AS complaint_count_365d,
      SUM(s.support_call_count * w.in_30d) AS support_call_count_30d,
      SUM(s.support_call_count * w.in_90d) AS support_call_count_90d,
      SUM(s.support_call_count * w.in_365d) AS support_call_count_365d
    FROM
      segments AS s
      INNER JOIN features.day_windows AS w ON w.date_day = s.segment_date
    GROUP BY
      s.client_id,
      w.snapshot_date
  ),
  firsts AS (
    SELECT
      client_id,
      MIN(segment_date) AS first_date
    FROM
      segments
    GROUP BY
      client_id
  ),
  grid AS (
    SELECT
      f.client_id,
      d.date_day AS snapshot_date
    FROM
      firsts AS f
      INNER JOIN marts.dim_time AS d ON d.date_day >= f.first_date
      AND d.is_month_end
  )
SELECT
  g.client_id,
  g.snapshot_date,
  MAX(c.login_date) OVER so_far AS login_date,
  SUM(c.login_count_30d) OVER so_far AS login_count_30d,
  SUM(c.login_count_90d) OVER so_far AS login_count_90d,
  SUM(c.login_count_365d) OVER so_far AS login_count_365d,
  SUM(c.late_payment_count_30d) OVER so_far AS late_payment_count_30d,
  SUM(c.late_payment_count_90d) OVER so_far AS late_payment_count_90d,
  SUM(c.late_payment_count_365d) OVER so_far AS late_payment_count_365d,
  SUM(c.complaint_count_30d) OVER so_far AS complaint_count_30d,
  SUM(c.complaint_count_90d) OVER so_far AS complaint_count_90d,
  SUM(c.complaint_count_365d) OVER so_far AS complaint_count_365d,
  SUM(c.support_call_count_30d) OVER so_far AS support_call_count_30d,
  SUM(c.support_call_count_90d) OVER so_far AS support_call_count_90d,
  SUM(c.support_call_count_365d) OVER so_far AS support_call_count_365d
FROM
  grid AS g
  LEFT JOIN changes AS c ON c.client_id = g.client_id
  AND c.snapshot_date = g.snapshot_date
WINDOW
  so_far AS (
    PARTITION BY
      g.client_id
    ORDER BY
      g.snapshot_date ROWS BETWEEN UNBOUNDED PRECEDING
      AND CURRENT ROW
  )
