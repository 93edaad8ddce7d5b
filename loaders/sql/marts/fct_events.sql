-- grain: one row per event by the as-of date
-- keys: event_id (unique), client_id -> dim_clients, event_date -> dim_time
-- reads: staging.stg_events, marts.dim_time
SELECT
  e.event_id,
  e.client_id,
  e.event_type,
  e.event_at,
  d.date_day AS event_date,
  e.channel,
  e.detail
FROM
  staging.stg_events AS e
  INNER JOIN marts.dim_time AS d ON d.date_day = CAST(e.event_at AS DATE)
