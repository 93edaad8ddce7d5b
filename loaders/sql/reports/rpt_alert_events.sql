-- grain: one row per event of the last 120 days of a client with an alert in the last 30
-- keys: none; client leads to the alert in rpt_alerts
-- units: minute as in rpt_alert_timeline; logins is the number that a row stands for, null for what is no login
-- personal data: clients by pseudonym only; what an event says in detail (a new address, a complaint) stays in the warehouse
-- reads: reports.rpt_alerts, scores.pseudonyms, marts.fct_events
WITH
  last_days AS (
    SELECT
      MAX(posted_date) AS last_date
    FROM
      reports.rpt_alerts
  ),
  clients AS (
    SELECT DISTINCT
      a.client,
      p.id AS client_id,
      l.last_date
    FROM
      reports.rpt_alerts AS a
      CROSS JOIN last_days AS l
      INNER JOIN scores.pseudonyms AS p ON p.kind = 'client'
      AND p.pseudonym = a.client
    WHERE
      a.posted_date > add_days (l.last_date, -30)
  )
SELECT
  c.client,
  CAST(
    FLOOR(
      (
        seconds_of (e.event_at) - 86400 * days_between (CAST('1970-01-01' AS DATE), add_days (c.last_date, -119))
      ) / 60.0
    ) AS INTEGER
  ) AS minute,
  CASE
    WHEN e.event_type = 'login'
    AND e.detail = 'new device' THEN 'new_device'
    ELSE CAST(e.event_type AS VARCHAR)
  END AS event,
  CASE
    WHEN e.event_type <> 'login' THEN NULL
    ELSE COALESCE(integer_from_text (REPLACE(REPLACE(e.detail, ' logins', ''), ' login', '')), 1)
  END AS logins
FROM
  clients AS c
  INNER JOIN marts.fct_events AS e ON e.client_id = c.client_id
WHERE
  e.event_date > add_days (c.last_date, -120)
  AND e.event_date <= c.last_date
