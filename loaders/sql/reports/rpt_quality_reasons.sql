-- grain: one row per extract, reason and column; a row quarantined for two reasons counts in both
-- keys: extract, reason, column_name (unique)
-- reads: quality.reasons
SELECT
  extract,
  reason,
  column_name,
  COUNT(*) AS row_count
FROM
  quality.reasons
GROUP BY
  extract,
  reason,
  column_name
