-- grain: one row per extract delivered now, with its rows in the run before
-- keys: extract (unique)
-- units: rows; previous_* NULL without a run before, and for an extract that was not delivered then
-- reads: reports.rpt_run_quality, history.position
WITH
  before AS (
    SELECT
      MAX(q.sequence) AS sequence
    FROM
      reports.rpt_run_quality AS q
      INNER JOIN history.position AS p ON q.sequence < p.sequence
  )
SELECT
  n.extract,
  n.raw_rows,
  n.quarantined_rows,
  w.raw_rows AS previous_raw_rows,
  w.quarantined_rows AS previous_quarantined_rows
FROM
  reports.rpt_run_quality AS n
  INNER JOIN history.position AS p ON p.sequence = n.sequence
  CROSS JOIN before AS b
  LEFT JOIN reports.rpt_run_quality AS w ON w.sequence = b.sequence
  AND w.extract = n.extract
