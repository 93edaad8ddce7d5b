-- grain: one row per day of the last 13 months and combination of product, segment and channel
-- keys: posted_date, product, segment, channel (unique)
-- units: *_amount in the reporting currency, volume_amount without balances brought in; client_count clients with
--   movements, of whom active_count with own ones
-- cells of few clients are in here; what may be published scores.hidden_groups says
-- reads: marts.fct_transactions, marts.dim_accounts, marts.dim_clients, marts.dim_time
WITH
  client_days AS (
    SELECT
      t.posted_date,
      t.client_id,
      a.account_type,
      c.segment,
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
      MAX(
        CASE
          WHEN t.is_client_initiated THEN 1
          ELSE 0
        END
      ) AS is_own
    FROM
      marts.fct_transactions AS t
      INNER JOIN marts.dim_accounts AS a ON a.account_id = t.account_id
      INNER JOIN marts.dim_clients AS c ON c.client_id = t.client_id
      AND c.valid_from <= month_end (t.posted_date)
      AND (
        c.valid_to IS NULL
        OR c.valid_to >= month_end (t.posted_date)
      )
      INNER JOIN marts.dim_time AS d ON d.date_day = t.posted_date
    WHERE
      d.is_recent
    GROUP BY
      t.posted_date,
      t.client_id,
      a.account_type,
      c.segment,
      t.channel
  )
SELECT
  posted_date,
  CASE
    WHEN GROUPING (account_type) = 1 THEN 'all'
    ELSE account_type
  END AS product,
  CASE
    WHEN GROUPING (segment) = 1 THEN 'all'
    ELSE segment
  END AS segment,
  CASE
    WHEN GROUPING (channel) = 1 THEN 'all'
    ELSE channel
  END AS channel,
  SUM(movement_count) AS movement_count,
  SUM(volume_amount) AS volume_amount,
  SUM(net_flow_amount) AS net_flow_amount,
  COUNT(DISTINCT client_id) AS client_count,
  COUNT(
    DISTINCT CASE
      WHEN is_own = 1 THEN client_id
    END
  ) AS active_count
FROM
  client_days
GROUP BY
  posted_date,
  CUBE (account_type, segment, channel)
