-- grain: one row per extract delivered
-- keys: extract (unique)
-- units: age_days calendar days between the newest row and the as-of date, 0 when it is newer
-- reads: quality.extracts, meta.freshness_limits, marts.dim_bank
SELECT
  e.extract,
  e.newest_date,
  CAST(GREATEST(days_between (e.newest_date, b.as_of), 0) AS INTEGER) AS age_days,
  l.limit_days,
  e.raw_rows,
  e.staged_rows,
  e.quarantined_rows,
  e.duplicate_rows,
  e.raw_rows - e.staged_rows - e.quarantined_rows - e.duplicate_rows AS unaccounted_rows
FROM
  quality.extracts AS e
  CROSS JOIN marts.dim_bank AS b
  LEFT JOIN meta.freshness_limits AS l ON l.extract = e.extract
