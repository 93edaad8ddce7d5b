-- grain: one row per month for the whole bank, and for each product, segment and channel by itself; 'all' where not
--   broken down
-- keys: month, product, segment, channel (unique); at most one of the three is not 'all'
-- units: volume, net_flow and income in the reporting currency; cells of fewer than five clients are left out
-- the part of rpt_activity_monthly that a page shows before anything is filtered
-- reads: marts.fct_client_months
WITH
  cells AS (
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
      COUNT(DISTINCT client_id) AS client_count,
      COUNT(
        DISTINCT CASE
          WHEN own_count_30d > 0 THEN client_id
        END
      ) AS active_count
    FROM
      marts.fct_client_months
    GROUP BY
      GROUPING SETS ((month_date), (month_date, account_type), (month_date, segment), (month_date, channel))
  )
SELECT
  month_date AS month,
  product,
  segment,
  channel,
  CAST(movement_count AS BIGINT) AS movements,
  CAST(volume_amount AS DOUBLE) AS volume,
  CAST(net_flow_amount AS DOUBLE) AS net_flow,
  active_count AS active_clients,
  CAST(fee_amount AS DOUBLE) AS income
FROM
  cells
WHERE
  client_count >= 5
