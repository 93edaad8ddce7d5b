-- grain: one row per run and extract delivered; up to 400 past runs and this one
-- keys: sequence, extract (unique)
-- units: raw_rows = staged_rows + quarantined_rows + duplicate_rows; repaired_values counts values, of which a row can have
--   several
-- reads: history.run_quality, history.position, quality.extracts, quality.repairs, meta.run
WITH
  repairs AS (
    SELECT
      extract,
      SUM(row_count) AS repaired_values
    FROM
      quality.repairs
    GROUP BY
      extract
  )
SELECT
  sequence,
  run,
  extract,
  newest_date,
  raw_rows,
  staged_rows,
  quarantined_rows,
  duplicate_rows,
  repaired_values
FROM
  history.run_quality
UNION ALL
SELECT
  p.sequence,
  r.run,
  e.extract,
  e.newest_date,
  e.raw_rows,
  e.staged_rows,
  e.quarantined_rows,
  e.duplicate_rows,
  CAST(COALESCE(v.repaired_values, 0) AS BIGINT)
FROM
  quality.extracts AS e
  CROSS JOIN meta.run AS r
  CROSS JOIN history.position AS p
  LEFT JOIN repairs AS v ON v.extract = e.extract
