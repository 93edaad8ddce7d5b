-- grain: one row per month and combination of product, segment and channel, 'all' where not broken down
-- keys: month_date, product, segment, channel (unique)
-- units: *_amount in the reporting currency; client_count clients with movements, of whom active_count with own ones in the
--   last 30 days of the month
-- cells of few clients are in here; what may be published scores.hidden_groups says
-- reads: marts.fct_client_months
WITH
  sums AS (
    SELECT
      client_id,
      month_date,
      account_type,
      channel,
      segment,
      movement_count,
      volume_amount,
      net_flow_amount,
      fee_amount,
      CASE
        WHEN own_count_30d > 0 THEN 1
        ELSE 0
      END AS is_own
    FROM
      marts.fct_client_months
  ),
  -- A client counts once in a cell. Where rows of a client fall into one cell, the first stands for it, its own ones before
  -- the others, so that clients are counted by adding up marks.
  marked AS (
    SELECT
      s.*,
      CASE
        WHEN ROW_NUMBER() OVER (
          PARTITION BY
            s.month_date,
            s.client_id
          ORDER BY
            s.is_own DESC
        ) = 1 THEN 1
        ELSE 0
      END AS in_all,
      CASE
        WHEN ROW_NUMBER() OVER (
          PARTITION BY
            s.month_date,
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
            s.month_date,
            s.client_id,
            s.channel
          ORDER BY
            s.is_own DESC
        ) = 1 THEN 1
        ELSE 0
      END AS in_channel
    FROM
      sums AS s
  ),
  cells AS (
    SELECT
      month_date,
      account_type,
      segment,
      channel,
      SUM(movement_count) AS movement_count,
      SUM(volume_amount) AS volume_amount,
      SUM(net_flow_amount) AS net_flow_amount,
      SUM(fee_amount) AS fee_amount,
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
      month_date,
      account_type,
      segment,
      channel
  )
SELECT
  month_date,
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
  SUM(fee_amount) AS fee_amount,
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
  month_date,
  CUBE (account_type, segment, channel)
