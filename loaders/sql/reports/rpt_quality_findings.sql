-- grain: one row per finding about a file or a day of a delivery
-- file is NULL for a day, detail says which
-- reads: quality.findings
SELECT
  extract,
  file,
  finding,
  detail
FROM
  quality.findings
