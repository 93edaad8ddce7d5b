-- grain: one row per run and risk band with clients in it; up to 400 past runs and this one
-- keys: sequence, band (unique)
-- units: clients scored at the run's latest snapshot, or loans where loans are scored at grant; expected_loss in the
--   reporting currency
-- reads: history.run_bands, history.position, scores.scr_default, meta.run
WITH
  latest AS (
    SELECT
      MAX(
        CASE
          WHEN loan_id IS NULL THEN snapshot_date
        END
      ) AS snapshot_date
    FROM
      scores.scr_default
  )
SELECT
  sequence,
  run,
  band,
  clients,
  expected_loss
FROM
  history.run_bands
UNION ALL
SELECT
  p.sequence,
  r.run,
  s.band,
  COUNT(*),
  CAST(NULL AS DOUBLE)
FROM
  scores.scr_default AS s
  CROSS JOIN latest AS l
  CROSS JOIN meta.run AS r
  CROSS JOIN history.position AS p
WHERE
  s.loan_id IS NOT NULL
  OR s.snapshot_date = l.snapshot_date
GROUP BY
  p.sequence,
  r.run,
  s.band
