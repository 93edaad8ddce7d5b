-- grain: one row per day and month end at which the day comes into, or falls out of, the last 30, 90 or 365 days
-- keys: date_day, snapshot_date (unique)
-- units: in_* +1 at the month end from which the day is in the window, -1 at the one from which it no longer is
-- segment_date: last of the days that come and go together, so that sums by segment serve for sums by day
-- A sum over the last n days of each month end is the running sum of what comes in and falls out, however long n is.
-- reads: marts.dim_time
WITH
  ends AS (
    SELECT
      date_day,
      month_end (date_day) AS end_0,
      month_end (add_days (date_day, 30)) AS end_30,
      month_end (add_days (date_day, 90)) AS end_90,
      month_end (add_days (date_day, 365)) AS end_365
    FROM
      marts.dim_time
  ),
  segments AS (
    SELECT
      e.*,
      MAX(date_day) OVER (
        PARTITION BY
          end_0,
          end_30,
          end_90,
          end_365
      ) AS segment_date
    FROM
      ends AS e
  ),
  steps AS (
    SELECT
      date_day,
      segment_date,
      end_0 AS snapshot_date,
      1 AS in_30d,
      1 AS in_90d,
      1 AS in_365d
    FROM
      segments
    UNION ALL
    SELECT
      date_day,
      segment_date,
      end_30,
      -1,
      0,
      0
    FROM
      segments
    UNION ALL
    SELECT
      date_day,
      segment_date,
      end_90,
      0,
      -1,
      0
    FROM
      segments
    UNION ALL
    SELECT
      date_day,
      segment_date,
      end_365,
      0,
      0,
      -1
    FROM
      segments
  )
SELECT
  date_day,
  segment_date,
  snapshot_date,
  CAST(SUM(in_30d) AS DOUBLE) AS in_30d,
  CAST(SUM(in_90d) AS DOUBLE) AS in_90d,
  CAST(SUM(in_365d) AS DOUBLE) AS in_365d,
  snapshot_date = month_end (date_day) AS is_first
FROM
  steps
GROUP BY
  date_day,
  segment_date,
  snapshot_date
