-- grain: one row per check of the last run
-- keys: check_name (unique)
-- reads: quality.checks
SELECT
  check_name,
  table_name,
  kind,
  failures,
  is_passed
FROM
  quality.checks
