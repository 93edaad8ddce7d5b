-- grain: one row per client, month, product and channel with movements
-- keys: client_id, month_date, account_type, channel (unique)
-- units: *_amount in the reporting currency, volume_amount without balances brought in
-- own_count_30d counts the client's own movements in the last 30 days of the month, or before the as-of date in its
--   month
-- reads: marts.fct_transactions, marts.dim_accounts, marts.dim_clients, marts.dim_time
WITH
  sums AS (
    SELECT
      t.client_id,
      d.month_date,
      a.account_type,
      t.channel,
      COUNT(*) AS movement_count,
      SUM(
        CASE
          WHEN t.category = 'opening_balance' THEN 0
          ELSE ABS(t.amount)
        END
      ) AS volume_amount,
      SUM(
        CASE
          WHEN t.is_external THEN t.amount
          ELSE 0
        END
      ) AS net_flow_amount,
      SUM(
        CASE
          WHEN t.transaction_type = 'fee' THEN - t.amount
          ELSE 0
        END
      ) AS fee_amount,
      COUNT(
        CASE
          WHEN t.is_client_initiated THEN 1
        END
      ) AS own_count,
      COUNT(
        CASE
          WHEN t.is_client_initiated
          AND t.posted_date > add_days (d.month_last_date, -30) THEN 1
        END
      ) AS own_count_30d
    FROM
      marts.fct_transactions AS t
      INNER JOIN marts.dim_accounts AS a ON a.account_id = t.account_id
      INNER JOIN marts.dim_time AS d ON d.date_day = t.posted_date
    GROUP BY
      t.client_id,
      d.month_date,
      a.account_type,
      t.channel
  )
SELECT
  s.client_id,
  s.month_date,
  s.account_type,
  s.channel,
  c.segment,
  s.movement_count,
  CAST(s.volume_amount AS DECIMAL(18, 2)) AS volume_amount,
  CAST(s.net_flow_amount AS DECIMAL(18, 2)) AS net_flow_amount,
  CAST(s.fee_amount AS DECIMAL(18, 2)) AS fee_amount,
  s.own_count,
  s.own_count_30d
FROM
  sums AS s
  INNER JOIN marts.dim_clients AS c ON c.client_id = s.client_id
  AND c.valid_from <= month_end (s.month_date)
  AND (
    c.valid_to IS NULL
    OR c.valid_to >= month_end (s.month_date)
  )
