-- grain: one row per movement of the last 120 days of a client with an alert in the last 30, standing orders and salaries included
-- keys: none; client and minute lead to the alert in rpt_alerts
-- units: minute since midnight 120 days before the last alert's day ends; amount in the reporting currency, money in positive
-- personal data: clients by pseudonym only, no counterparty
-- reads: reports.rpt_alerts, scores.pseudonyms, marts.fct_transactions, marts.dim_accounts
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
        seconds_of (t.posted_at) - 86400 * days_between (CAST('1970-01-01' AS DATE), add_days (c.last_date, -119))
      ) / 60.0
    ) AS INTEGER
  ) AS minute,
  d.account_type,
  COALESCE(t.category, CAST(t.transaction_type AS VARCHAR)) AS kind,
  CASE
    WHEN ABS(t.amount) >= 100 THEN ROUND(t.amount)
    ELSE ROUND(t.amount, 1)
  END AS amount
FROM
  clients AS c
  INNER JOIN marts.fct_transactions AS t ON t.client_id = c.client_id
  INNER JOIN marts.dim_accounts AS d ON d.account_id = t.account_id
WHERE
  t.posted_date > add_days (c.last_date, -120)
  AND t.posted_date <= c.last_date
  AND d.account_type <> 'loan'
