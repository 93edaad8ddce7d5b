-- grain: up to three quarantined rows per extract, reason and column, the first ones of their files
-- value is shown where the contract does not call the column personal
-- reads: quality.reasons
WITH
  ranked AS (
    SELECT
      r.*,
      ROW_NUMBER() OVER (
        PARTITION BY
          extract,
          reason,
          column_name
        ORDER BY
          file,
          line
      ) AS sample_number
    FROM
      quality.reasons AS r
  )
SELECT
  extract,
  file,
  line,
  reason,
  column_name,
  CASE
    WHEN is_personal THEN '•••'
    ELSE value
  END AS value
FROM
  ranked
WHERE
  sample_number <= 3
