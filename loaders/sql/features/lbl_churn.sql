-- grain: one row per active client and month end: who has an open account then, and moved money of their own accord or
--   logged in in the three months up to it
-- keys: client_id, snapshot_date (unique)
-- is_churned: within the next three months all accounts are closed, or 90 days without any such act begin; a silence that
--   lasts already counts from the snapshot on. NULL while the last such 90 days are not over on the as-of date
-- reads: marts.fct_transactions, marts.fct_events, marts.dim_accounts, marts.dim_bank, marts.dim_time
WITH
  snapshots AS (
    SELECT
      d.date_day AS snapshot_date,
      month_end (add_months (d.date_day, -3)) AS before_date,
      month_end (add_months (d.date_day, 3)) AS horizon_date,
      add_days (month_end (add_months (d.date_day, 3)), 89) <= b.as_of AS is_over
    FROM
      marts.dim_time AS d
      CROSS JOIN marts.dim_bank AS b
    WHERE
      d.is_month_end
      AND d.date_day >= b.first_date
  ),
  acts AS (
    SELECT
      client_id,
      posted_date AS act_date
    FROM
      marts.fct_transactions
    WHERE
      is_client_initiated
    UNION
    SELECT
      client_id,
      event_date
    FROM
      marts.fct_events
    WHERE
      event_type = 'login'
  ),
  -- The last act of each month is enough to tell who is active.
  act_months AS (
    SELECT
      client_id,
      month_end (act_date) AS month_date
    FROM
      acts
    GROUP BY
      client_id,
      month_end (act_date)
  ),
  active AS (
    SELECT DISTINCT
      m.client_id,
      s.snapshot_date
    FROM
      act_months AS m
      INNER JOIN snapshots AS s ON m.month_date > s.before_date
      AND m.month_date <= s.snapshot_date
  ),
  gaps AS (
    SELECT
      client_id,
      act_date,
      LEAD (act_date) OVER (
        PARTITION BY
          client_id
        ORDER BY
          act_date
      ) AS next_date
    FROM
      acts
  ),
  silences AS (
    SELECT
      g.client_id,
      add_days (g.act_date, 1) AS first_date,
      COALESCE(add_days (g.next_date, -1), b.as_of) AS last_date
    FROM
      gaps AS g
      CROSS JOIN marts.dim_bank AS b
    WHERE
      days_between (g.act_date, COALESCE(g.next_date, add_days (b.as_of, 1))) > 90
  ),
  silent AS (
    SELECT DISTINCT
      i.client_id,
      s.snapshot_date
    FROM
      silences AS i
      INNER JOIN snapshots AS s ON i.first_date <= s.horizon_date
      AND i.last_date >= add_days (GREATEST(i.first_date, add_days (s.snapshot_date, 1)), 89)
  ),
  accounts AS (
    SELECT
      a.client_id,
      s.snapshot_date,
      s.is_over,
      MAX(
        CASE
          WHEN a.opened_date <= s.snapshot_date
          AND (
            a.closed_date IS NULL
            OR a.closed_date > s.snapshot_date
          ) THEN 1
          ELSE 0
        END
      ) AS open_now,
      MAX(
        CASE
          WHEN a.closed_date IS NULL
          OR a.closed_date > s.horizon_date THEN 1
          ELSE 0
        END
      ) AS open_then
    FROM
      marts.dim_accounts AS a
      INNER JOIN snapshots AS s ON a.opened_date <= s.horizon_date
    GROUP BY
      a.client_id,
      s.snapshot_date,
      s.is_over
  )
SELECT
  c.client_id,
  c.snapshot_date,
  CASE
    WHEN c.is_over THEN c.open_then = 0
    OR i.client_id IS NOT NULL
  END AS is_churned
FROM
  accounts AS c
  INNER JOIN active AS a ON a.client_id = c.client_id
  AND a.snapshot_date = c.snapshot_date
  LEFT JOIN silent AS i ON i.client_id = c.client_id
  AND i.snapshot_date = c.snapshot_date
WHERE
  c.open_now = 1
