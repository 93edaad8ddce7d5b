-- grain: one row per day of the last 13 months and combination of product, segment and channel
-- keys: posted_date, product, segment, channel (unique)
-- units: *_amount in the reporting currency, volume_amount without balances brought in; client_count clients with
--   movements, of whom active_count with own ones
-- cells of few clients are in here; what may be published scores.hidden_groups says
-- reads: marts.fct_transactions, marts.dim_accounts, marts.dim_clients, marts.dim_time
WITH
  sums AS (
    SELECT
      t.posted_date,
      t.client_id,
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
      MAX(
        CASE
          WHEN t.is_client_initiated THEN 1
          ELSE 0
        END
      ) AS is_own
    FROM
      marts.fct_transactions AS t
      INNER JOIN marts.dim_accounts AS a ON a.account_id = t.account_id
      INNER JOIN marts.dim_time AS d ON d.date_day = t.posted_date
    WHERE
      d.is_recent
    GROUP BY
      t.posted_date,
      t.client_id,
      a.account_type,
      t.channel
  ),
  -- A client counts once in a cell. Where rows of a client fall into one cell, the first stands for it, its own ones before
  -- the others, so that clients are counted by adding up marks.
  marked AS (
    SELECT
      s.*,
      c.segment,
      CASE
        WHEN ROW_NUMBER() OVER (
          PARTITION BY
            s.posted_date,
            s.client_id
          ORDER BY
            s.is_own DESC
        ) = 1 THEN 1
        ELSE 0
      END AS in_all,
      CASE
        WHEN ROW_NUMBER() OVER (
          PARTITION BY
            s.posted_date,
            s.client_id,
            s.account_type
          ORDER BY
            s.is_own DESC
        ) = 1 THEN 1
        ELSE 0
      END AS in_product,
      CASE
        WHEN ROW_NUMBER() OVER (
          PARTITION BY
            s.posted_date,
            s.client_id,
            s.channel
          ORDER BY
            s.is_own DESC
        ) = 1 THEN 1
        ELSE 0
      END AS in_channel
    FROM
      sums AS s
      INNER JOIN marts.dim_clients AS c ON c.client_id = s.client_id
      AND c.valid_from <= month_end (s.posted_date)
      AND COALESCE(c.valid_to, DATE '9999-12-31') >= month_end (s.posted_date)
  ),
  cells AS (
    SELECT
      posted_date,
      account_type,
      segment,
      channel,
      SUM(movement_count) AS movement_count,
      SUM(volume_amount) AS volume_amount,
      SUM(net_flow_amount) AS net_flow_amount,
      COUNT(*) AS client_count,
      SUM(in_all) AS in_all,
      SUM(in_product) AS in_product,
      SUM(in_channel) AS in_channel,
      SUM(is_own) AS active_count,
      SUM(in_all * is_own) AS active_in_all,
      SUM(in_product * is_own) AS active_in_product,
      SUM(in_channel * is_own) AS active_in_channel
    FROM
      marked
    GROUP BY
      posted_date,
      account_type,
      segment,
      channel
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
  CAST(
    CASE
      WHEN GROUPING (account_type) = 1
      AND GROUPING (channel) = 1 THEN SUM(in_all)
      WHEN GROUPING (channel) = 1 THEN SUM(in_product)
      WHEN GROUPING (account_type) = 1 THEN SUM(in_channel)
      ELSE SUM(client_count)
    END AS BIGINT
  ) AS client_count,
  CAST(
    CASE
      WHEN GROUPING (account_type) = 1
      AND GROUPING (channel) = 1 THEN SUM(active_in_all)
      WHEN GROUPING (channel) = 1 THEN SUM(active_in_product)
      WHEN GROUPING (account_type) = 1 THEN SUM(active_in_channel)
      ELSE SUM(active_count)
    END AS BIGINT
  ) AS active_count
FROM
  cells
GROUP BY
  posted_date,
  CUBE (account_type, segment, channel)
