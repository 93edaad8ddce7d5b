-- grain: one row per KPI and month from the first movement to the as-of date
-- keys: kpi, month (unique)
-- units: value by KPI, see lib/core/kpis.ts: count, reporting currency, or ratio in [0, 1]
-- a month in which fewer than five clients had movements has no KPIs of movements
-- reads: marts.dim_bank, marts.dim_accounts, marts.dim_time, marts.fct_*_months, meta.targets
WITH
  months AS (
    SELECT
      t.month_date,
      LEAST(month_end (t.month_date), b.as_of) AS last_date,
      month_end (t.month_date) <= b.as_of AS is_complete,
      b.loan_margin,
      b.deposit_margin
    FROM
      marts.dim_time AS t
      CROSS JOIN marts.dim_bank AS b
    WHERE
      t.month_date >= month_start (b.first_date)
    GROUP BY
      t.month_date,
      b.as_of,
      b.loan_margin,
      b.deposit_margin
  ),
  activity AS (
    SELECT
      month_date,
      SUM(movement_count) AS movement_count,
      SUM(volume_amount) AS volume_amount,
      SUM(net_flow_amount) AS net_flow_amount,
      SUM(fee_amount) AS fee_amount,
      SUM(own_count) AS own_count,
      SUM(
        CASE
          WHEN channel IN ('app', 'web', 'card') THEN own_count
          ELSE 0
        END
      ) AS digital_count,
      SUM(
        CASE
          WHEN channel <> 'unknown' THEN own_count
          ELSE 0
        END
      ) AS known_channel_count,
      COUNT(
        DISTINCT CASE
          WHEN own_count_30d > 0 THEN client_id
        END
      ) AS active_count
    FROM
      marts.fct_client_months
    GROUP BY
      month_date
    HAVING
      COUNT(DISTINCT client_id) >= 5
  ),
  balances AS (
    SELECT
      month_date,
      SUM(
        CASE
          WHEN account_type IN ('checking', 'savings') THEN GREATEST(closing_amount, 0)
          ELSE 0
        END
      ) AS deposit_amount,
      SUM(
        CASE
          WHEN account_type = 'card' THEN GREATEST(- closing_amount, 0)
          ELSE 0
        END
      ) AS card_amount,
      SUM(
        CASE
          WHEN account_type = 'card' THEN 1
          ELSE 0
        END
      ) AS card_count,
      SUM(
        CASE
          WHEN is_open_at_end THEN 1
          ELSE 0
        END
      ) AS open_count
    FROM
      marts.fct_account_months
    GROUP BY
      month_date
  ),
  loans AS (
    SELECT
      month_date,
      SUM(scheduled_amount) AS loan_amount
    FROM
      marts.fct_loan_months
    GROUP BY
      month_date
  ),
  lives AS (
    SELECT
      client_id,
      month_start (MIN(opened_date)) AS joined_month,
      CASE
        WHEN COUNT(*) = COUNT(closed_date) THEN month_start (MAX(closed_date))
      END AS left_month
    FROM
      marts.dim_accounts
    GROUP BY
      client_id
  ),
  joined AS (
    SELECT
      joined_month AS month_date,
      COUNT(*) AS client_count
    FROM
      lives
    GROUP BY
      joined_month
  ),
  leavers AS (
    SELECT
      left_month AS month_date,
      COUNT(*) AS client_count
    FROM
      lives
    GROUP BY
      left_month
  ),
  closings AS (
    SELECT
      COUNT(closed_date) AS closed_count
    FROM
      marts.dim_accounts
  ),
  wide AS (
    SELECT
      m.month_date,
      m.is_complete,
      m.loan_margin,
      m.deposit_margin,
      a.movement_count,
      a.volume_amount,
      a.net_flow_amount,
      a.fee_amount,
      a.own_count,
      a.digital_count,
      a.known_channel_count,
      a.active_count,
      b.deposit_amount,
      b.card_amount,
      b.card_count,
      b.open_count,
      l.loan_amount,
      COALESCE(j.client_count, 0) AS joined_count,
      CASE
        WHEN c.closed_count > 0 THEN COALESCE(e.client_count, 0)
      END AS left_count
    FROM
      months AS m
      CROSS JOIN closings AS c
      LEFT JOIN activity AS a ON a.month_date = m.month_date
      LEFT JOIN balances AS b ON b.month_date = m.month_date
      LEFT JOIN loans AS l ON l.month_date = m.month_date
      LEFT JOIN joined AS j ON j.month_date = m.month_date
      LEFT JOIN leavers AS e ON e.month_date = m.month_date
  ),
  long AS (
    SELECT
      'active_clients' AS kpi,
      month_date,
      is_complete,
      CAST(active_count AS DOUBLE) AS value
    FROM
      wide
    UNION ALL
    SELECT
      'deposits',
      month_date,
      is_complete,
      CAST(deposit_amount AS DOUBLE)
    FROM
      wide
    UNION ALL
    SELECT
      'income_proxy',
      month_date,
      is_complete,
      CAST(fee_amount AS DOUBLE) + (
        CAST(COALESCE(loan_amount, 0) AS DOUBLE) * loan_margin - CAST(COALESCE(deposit_amount, 0) AS DOUBLE) * deposit_margin
      ) / 12
    FROM
      wide
    UNION ALL
    SELECT
      'loan_book',
      month_date,
      is_complete,
      CAST(loan_amount AS DOUBLE)
    FROM
      wide
    UNION ALL
    SELECT
      'card_balances',
      month_date,
      is_complete,
      CASE
        WHEN card_count > 0 THEN CAST(card_amount AS DOUBLE)
      END
    FROM
      wide
    UNION ALL
    SELECT
      'net_flow',
      month_date,
      is_complete,
      CAST(net_flow_amount AS DOUBLE)
    FROM
      wide
    UNION ALL
    SELECT
      'new_clients',
      month_date,
      is_complete,
      CAST(joined_count AS DOUBLE)
    FROM
      wide
    UNION ALL
    SELECT
      'left_clients',
      month_date,
      is_complete,
      CAST(left_count AS DOUBLE)
    FROM
      wide
    UNION ALL
    SELECT
      'movements',
      month_date,
      is_complete,
      CAST(movement_count AS DOUBLE)
    FROM
      wide
    UNION ALL
    SELECT
      'volume',
      month_date,
      is_complete,
      CAST(volume_amount AS DOUBLE)
    FROM
      wide
    UNION ALL
    SELECT
      'average_ticket',
      month_date,
      is_complete,
      CAST(volume_amount AS DOUBLE) / NULLIF(movement_count, 0)
    FROM
      wide
    UNION ALL
    SELECT
      'products_per_client',
      month_date,
      is_complete,
      CAST(open_count AS DOUBLE) / NULLIF(active_count, 0)
    FROM
      wide
    UNION ALL
    SELECT
      'digital_share',
      month_date,
      is_complete,
      CASE
        WHEN known_channel_count > 0 THEN CAST(digital_count AS DOUBLE) / NULLIF(own_count, 0)
      END
    FROM
      wide
  )
SELECT
  g.kpi,
  g.month_date AS month,
  g.value,
  t.target,
  g.is_complete
FROM
  long AS g
  LEFT JOIN meta.targets AS t ON t.kpi = g.kpi
WHERE
  g.value IS NOT NULL
