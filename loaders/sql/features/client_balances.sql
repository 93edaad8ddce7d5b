-- grain: one row per client and month end from the first day of a checking account on (helper of ftr_clients)
-- keys: client_id, snapshot_date (unique)
-- units: overdrawn_days_* days that ended with the checking accounts together below zero, of the last 30, 90 or 365;
--   *_amount in the reporting currency, at the end of a day; lowest_amount_3m the least in the month and the two before it
-- reads: marts.fct_transactions, marts.fct_account_days, marts.dim_accounts, marts.dim_time, features.day_windows
WITH
  checking AS (
    SELECT
      account_id,
      client_id
    FROM
      marts.dim_accounts
    WHERE
      account_type = 'checking'
  ),
  -- What an account held before its first movement, where the source states balances.
  openings AS (
    SELECT
      account_id,
      MIN(posted_date) AS posted_date,
      MAX(opening_amount) AS opening_amount
    FROM
      marts.fct_account_days
    GROUP BY
      account_id
  ),
  changes AS (
    SELECT
      c.client_id,
      t.posted_date,
      t.amount
    FROM
      marts.fct_transactions AS t
      INNER JOIN checking AS c ON c.account_id = t.account_id
    UNION ALL
    SELECT
      c.client_id,
      o.posted_date,
      o.opening_amount
    FROM
      openings AS o
      INNER JOIN checking AS c ON c.account_id = o.account_id
  ),
  days AS (
    SELECT
      client_id,
      posted_date,
      SUM(CAST(100 * amount AS DOUBLE)) AS cents
    FROM
      changes
    GROUP BY
      client_id,
      posted_date
  ),
  balances AS (
    SELECT
      client_id,
      posted_date,
      SUM(cents) OVER (
        PARTITION BY
          client_id
        ORDER BY
          posted_date ROWS BETWEEN UNBOUNDED PRECEDING
          AND CURRENT ROW
      ) AS cents,
      LEAD (posted_date) OVER (
        PARTITION BY
          client_id
        ORDER BY
          posted_date
      ) AS next_date
    FROM
      days
  ),
  overdrawn AS (
    SELECT
      b.client_id,
      w.snapshot_date,
      SUM(w.in_30d) AS days_30d,
      SUM(w.in_90d) AS days_90d,
      SUM(w.in_365d) AS days_365d
    FROM
      balances AS b
      INNER JOIN marts.dim_time AS d ON d.date_day >= b.posted_date
      AND d.date_day < COALESCE(b.next_date, DATE '9999-12-31')
      INNER JOIN features.day_windows AS w ON w.date_day = d.date_day
    WHERE
      b.cents < 0
    GROUP BY
      b.client_id,
      w.snapshot_date
  ),
  months AS (
    SELECT
      client_id,
      month_end (posted_date) AS snapshot_date,
      MIN(cents) AS lowest_cents,
      MAX(posted_date) AS last_date
    FROM
      balances
    GROUP BY
      client_id,
      month_end (posted_date)
  ),
  closings AS (
    SELECT
      m.client_id,
      m.snapshot_date,
      m.lowest_cents,
      b.cents AS closing_cents
    FROM
      months AS m
      INNER JOIN balances AS b ON b.client_id = m.client_id
      AND b.posted_date = m.last_date
  ),
  firsts AS (
    SELECT
      client_id,
      MIN(snapshot_date) AS first_date
    FROM
      months
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
  ),
  -- A month without movements has the balance of the last one with some: both carried on by the count of those.
  filled AS (
    SELECT
      g.client_id,
      g.snapshot_date,
      c.lowest_cents,
      c.closing_cents,
      COUNT(c.closing_cents) OVER (
        PARTITION BY
          g.client_id
        ORDER BY
          g.snapshot_date
      ) AS month_number,
      o.days_30d,
      o.days_90d,
      o.days_365d
    FROM
      grid AS g
      LEFT JOIN closings AS c ON c.client_id = g.client_id
      AND c.snapshot_date = g.snapshot_date
      LEFT JOIN overdrawn AS o ON o.client_id = g.client_id
      AND o.snapshot_date = g.snapshot_date
  ),
  carried AS (
    SELECT
      f.*,
      MAX(closing_cents) OVER (
        PARTITION BY
          client_id,
          month_number
      ) AS checking_cents
    FROM
      filled AS f
  ),
  lows AS (
    SELECT
      c.*,
      LEAST(
        COALESCE(lowest_cents, checking_cents),
        LAG (checking_cents) OVER (
          PARTITION BY
            client_id
          ORDER BY
            snapshot_date
        )
      ) AS month_lowest_cents
    FROM
      carried AS c
  )
SELECT
  client_id,
  snapshot_date,
  checking_cents / 100 AS checking_amount,
  MIN(month_lowest_cents) OVER last_3 / 100 AS lowest_amount_3m,
  COALESCE(SUM(days_30d) OVER so_far, 0) AS overdrawn_days_30d,
  COALESCE(SUM(days_90d) OVER so_far, 0) AS overdrawn_days_90d,
  COALESCE(SUM(days_365d) OVER so_far, 0) AS overdrawn_days_365d
FROM
  lows
WINDOW
  so_far AS (
    PARTITION BY
      client_id
    ORDER BY
      snapshot_date ROWS BETWEEN UNBOUNDED PRECEDING
      AND CURRENT ROW
  ),
  last_3 AS (
    PARTITION BY
      client_id
    ORDER BY
      snapshot_date ROWS BETWEEN 2 PRECEDING
      AND CURRENT ROW
  )
