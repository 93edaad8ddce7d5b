-- grain: one row per month for the whole bank, and for each product, segment and channel by itself; 'all' where not
--   broken down
-- keys: month, product, segment, channel (unique); at most one of the three is not 'all'
-- units: volume, net_flow and income in the reporting currency
-- the part of rpt_activity_monthly that a page shows before anything is filtered
-- reads: reports.rpt_activity_monthly
SELECT
  month,
  product,
  segment,
  channel,
  movements,
  volume,
  net_flow,
  active_clients,
  income
FROM
  reports.rpt_activity_monthly
WHERE
  product = 'all'
  AND segment = 'all'
  OR product = 'all'
  AND channel = 'all'
  OR segment = 'all'
  AND channel = 'all'
