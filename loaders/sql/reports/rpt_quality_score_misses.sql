-- grain: up to three missed defects per kind and three harmed clean rows per extract, the first of their files
-- values are shown where the contract does not call the column personal
-- reads: quality.score_misses, quality.score_harmed
WITH
  misses AS (
    SELECT
      m.*,
      ROW_NUMBER() OVER (
        PARTITION BY
          kind
        ORDER BY
          file,
          line,
          column_name
      ) AS sample_number
    FROM
      quality.score_misses AS m
  ),
  harmed AS (
    SELECT
      h.*,
      ROW_NUMBER() OVER (
        PARTITION BY
          extract
        ORDER BY
          file,
          line
      ) AS sample_number
    FROM
      quality.score_harmed AS h
  )
SELECT
  kind,
  extract,
  file,
  line,
  column_name,
  CASE
    WHEN is_personal
    AND written IS NOT NULL THEN '•••'
    ELSE written
  END AS written,
  CASE
    WHEN fate = 'quarantined' THEN CONCAT('quarantined: ', reason)
    WHEN fate = 'emptied' THEN CONCAT('emptied: ', reason)
    WHEN fate = 'duplicate' THEN 'dropped as a duplicate'
    WHEN fate = 'reported' THEN CONCAT('reported: ', reason, ' ', COALESCE(expected, ''))
    WHEN expected IS NULL THEN 'empty'
    WHEN is_personal THEN '•••'
    ELSE expected
  END AS expected,
  CASE
    WHEN became = 'quarantined' THEN CONCAT('quarantined: ', reasons)
    WHEN became = 'duplicate' THEN 'dropped as a duplicate'
    WHEN became = 'staged_twice' THEN 'staged more than once'
    WHEN became = 'absent' THEN 'not staged'
    WHEN became = 'unreported' THEN 'not reported'
    WHEN got IS NULL
    AND fate IN ('repaired', 'emptied') THEN 'staged, empty'
    WHEN got IS NULL THEN 'staged'
    WHEN is_personal THEN 'staged as •••'
    ELSE CONCAT('staged as ', got)
  END AS got
FROM
  misses
WHERE
  sample_number <= 3
UNION ALL
SELECT
  'harmed_row' AS kind,
  extract,
  file,
  line,
  column_name,
  CASE
    WHEN is_personal
    AND written IS NOT NULL THEN '•••'
    ELSE written
  END AS written,
  CASE
    WHEN NOT is_staged THEN 'staged as it is'
    WHEN expected IS NULL THEN 'empty'
    WHEN is_personal THEN '•••'
    ELSE expected
  END AS expected,
  CASE
    WHEN NOT is_staged
    AND reasons IS NOT NULL THEN CONCAT('quarantined: ', reasons)
    WHEN NOT is_staged THEN 'not staged'
    WHEN got IS NULL THEN 'staged, empty'
    WHEN is_personal THEN 'staged as •••'
    ELSE CONCAT('staged as ', got)
  END AS got
FROM
  harmed
WHERE
  sample_number <= 3
