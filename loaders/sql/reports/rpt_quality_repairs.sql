-- grain: one row per extract, column and kind of repair
-- keys: extract, column_name, repair (unique)
-- reads: quality.repairs
SELECT
  extract,
  column_name,
  repair,
  row_count
FROM
  quality.repairs
