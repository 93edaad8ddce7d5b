-- one row per row of events.csv
SELECT
  _row,
  event_id,
  client_id,
  event_type,
  event_at,
  channel,
  detail
FROM
  raw.events
