-- grain: one row per extract of a bank whose defects are known
-- keys: extract (unique)
-- units: clean_rows have a key that no defect names; harmed_rows of them are not staged, or with another value
-- reads: quality.score_clean
SELECT
  extract,
  clean_rows,
  harmed_rows
FROM
  quality.score_clean
