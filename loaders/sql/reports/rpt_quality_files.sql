-- grain: one row per file and extract that read it
-- keys: extract, file (unique)
-- reads: quality.files
SELECT
  extract,
  file,
  role,
  encoding,
  delimiter,
  bytes,
  raw_rows,
  staged_rows,
  quarantined_rows,
  duplicate_rows,
  unused_columns
FROM
  quality.files
