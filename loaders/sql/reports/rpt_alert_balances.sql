-- grain: one row per client of rpt_alert_timeline and type of account with a movement in its 120 days
-- keys: client, account_type (unique)
-- units: opening_amount, the balance before the first of the 120 days, in the reporting currency
-- personal data: clients by pseudonym only
-- reads: reports.rpt_alerts, scores.pseudonyms, marts.dim_accounts, marts.fct_transactions
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
  ),
  movements AS (
    SELECT
      c.client,
      d.account_id,
      d.account_type,
      t.posted_date,
      -- Where the source states no balance, it is the sum of all movements before.
      COALESCE(
        t.balance - t.amount,
        SUM(t.amount) OVER (
          PARTITION BY
            d.account_id
          ORDER BY
            t.posted_at,
            t.transaction_id ROWS BETWEEN UNBOUNDED PRECEDING
            AND 1 PRECEDING
        ),
        0
      ) AS before_amount,
      ROW_NUMBER() OVER (
        PARTITION BY
          d.account_id,
          CASE
            WHEN t.posted_date > add_days (c.last_date, -120) THEN 1
            ELSE 0
          END
        ORDER BY
          t.posted_at,
          t.transaction_id
      ) AS place,
      c.last_date
    FROM
      clients AS c
      INNER JOIN marts.dim_accounts AS d ON d.client_id = c.client_id
      INNER JOIN marts.fct_transactions AS t ON t.account_id = d.account_id
    WHERE
      d.account_type <> 'loan'
      AND t.posted_date <= c.last_date
  )
SELECT
  client,
  account_type,
  ROUND(SUM(before_amount)) AS opening_amount
FROM
  movements
WHERE
  place = 1
  AND posted_date > add_days (last_date, -120)
GROUP BY
  client,
  account_type
