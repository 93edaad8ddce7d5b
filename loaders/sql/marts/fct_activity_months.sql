-- grain: one row per month and combination of product, segment and channel, 'all' where not broken down
-- keys: month_date, product, segment, channel (unique)
-- units: *_amount in the reporting currency; client_count clients with movements, of whom active_count with own ones in the
--   last 30 days of the month
-- cells of few clients are in here; what may be published scores.hidden_groups says
-- reads: marts.fct_client_months
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
  month_date,
  CUBE (account_type, segment, channel)
