-- grain: one row per account and month from its first to its last open month (periodic snapshot)
-- keys: account_id, month_date (unique)
-- units: *_amount in the reporting currency; closing_amount is the balance at the month's end or the as-of date
-- reads: marts.dim_accounts, marts.dim_time, marts.fct_transactions, marts.fct_account_days
WITH
  months AS (
    SELECT
      month_date
    FROM
      marts.dim_time
    GROUP BY
      month_date
  ),
  starts AS (
    SELECT
      month_start (MIN(posted_date)) AS first_month
    FROM
      marts.fct_transactions
  ),
  flows AS (
    SELECT
      t.account_id,
      d.month_date,
      COUNT(*) AS movement_count,
      SUM(t.amount) AS net_amount
    FROM
      marts.fct_transactions AS t
      INNER JOIN marts.dim_time AS d ON d.date_day = t.posted_date
    GROUP BY
      t.account_id,
      d.month_date
  ),
  openings AS (
    SELECT
      account_id,
      MAX(opening_amount) AS opening_amount
    FROM
      marts.fct_account_days
    GROUP BY
      account_id
  ),
  grid AS (
    SELECT
      a.account_id,
      a.client_id,
      a.account_type,
      m.month_date,
      a.closed_date
    FROM
      marts.dim_accounts AS a
      CROSS JOIN starts AS s
      INNER JOIN months AS m ON m.month_date >= month_start (a.opened_date)
      AND m.month_date >= s.first_month
      AND (
        a.closed_date IS NULL
        OR m.month_date <= month_start (a.closed_date)
      )
  )
SELECT
  g.account_id,
  g.client_id,
  g.account_type,
  g.month_date,
  COALESCE(f.movement_count, 0) AS movement_count,
  CAST(COALESCE(f.net_amount, 0) AS DECIMAL(18, 2)) AS net_amount,
  CAST(
    COALESCE(o.opening_amount, 0) + SUM(COALESCE(f.net_amount, 0)) OVER (
      PARTITION BY
        g.account_id
      ORDER BY
        g.month_date
    ) AS DECIMAL(18, 2)
  ) AS closing_amount,
  g.closed_date IS NULL
  OR g.closed_date > month_end (g.month_date) AS is_open_at_end
FROM
  grid AS g
  LEFT JOIN flows AS f ON f.account_id = g.account_id
  AND f.month_date = g.month_date
  LEFT JOIN openings AS o ON o.account_id = g.account_id
