-- grain: one row per run and extract whose defects a simulated bank knows; none where no truth is at hand
-- keys: sequence, extract (unique)
-- units: missed_defects of defects were neither repaired nor set aside; harmed_rows of clean_rows were changed or lost
-- reads: history.run_scores, history.position, quality.score, quality.score_clean, meta.run
WITH
  defects AS (
    SELECT
      extract,
      SUM(defect_count) AS defects,
      SUM(missed_count) AS missed_defects
    FROM
      quality.score
    GROUP BY
      extract
  )
SELECT
  sequence,
  run,
  extract,
  defects,
  missed_defects,
  clean_rows,
  harmed_rows
FROM
  history.run_scores
UNION ALL
SELECT
  p.sequence,
  r.run,
  c.extract,
  CAST(COALESCE(d.defects, 0) AS BIGINT),
  CAST(COALESCE(d.missed_defects, 0) AS BIGINT),
  c.clean_rows,
  c.harmed_rows
FROM
  quality.score_clean AS c
  CROSS JOIN meta.run AS r
  CROSS JOIN history.position AS p
  LEFT JOIN defects AS d ON d.extract = c.extract
