-- grain: one row per day, from the first movement, event or grant to the as-of date
-- keys: date_day (unique)
-- month_last_date: last day of the month, or the as-of date in its month; is_recent: in the as-of month or the twelve before
-- reads: staging.days, staging.as_of
SELECT
  d.date_day,
  month_start (d.date_day) AS month_date,
  LEAST(month_end (d.date_day), a.as_of) AS month_last_date,
  year_of (d.date_day) AS year_number,
  quarter_of (d.date_day) AS quarter_number,
  month_of (d.date_day) AS month_number,
  CAST(iso_weekday (d.date_day) AS INTEGER) AS weekday_number,
  iso_weekday (d.date_day) >= 6 AS is_weekend,
  d.date_day = month_end (d.date_day) AS is_month_end,
  d.date_day >= month_start (add_months (a.as_of, -12)) AS is_recent
FROM
  staging.days AS d
  CROSS JOIN staging.as_of AS a
WHERE
  d.date_day <= a.as_of
