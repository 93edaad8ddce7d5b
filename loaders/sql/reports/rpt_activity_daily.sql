-- grain: one row per day of the last 13 months and combination of product, segment and channel
-- keys: date, product, segment, channel (unique)
-- units: volume (without balances brought in) and net_flow in the reporting currency; cells of fewer than five clients are
--   left out, and what they could be worked out from
-- reads: marts.fct_activity, scores.hidden_groups
SELECT
  c.period_date AS date,
  c.product,
  c.segment,
  c.channel,
  CAST(c.movement_count AS BIGINT) AS movements,
  CAST(c.volume_amount AS DOUBLE) AS volume,
  CAST(c.net_flow_amount AS DOUBLE) AS net_flow,
  c.active_count AS active_clients
FROM
  marts.fct_activity AS c
  LEFT JOIN scores.hidden_groups AS h ON h.cells = 'activity_days'
  AND h.cell_date = c.period_date
  AND h.product = c.product
  AND h.segment = c.segment
  AND h.channel = c.channel
WHERE
  c.period = 'day'
  AND h.cells IS NULL
