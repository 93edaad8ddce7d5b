-- grain: one row per event by the as-of date
-- keys: event_id (unique), client_id -> dim_clients, event_date -> dim_time
-- reads: staging.stg_events, staging.as_of
SELECT
  e.event_id,
  e.client_id,
  e.event_type,
  e.event_at,
  CAST(e.event_at AS DATE) AS event_date,
  e.channel,
  e.detail
FROM
  staging.stg_events AS e
  CROSS JOIN staging.as_of AS a
WHERE
  e.event_at < add_days (a.as_of, 1)
