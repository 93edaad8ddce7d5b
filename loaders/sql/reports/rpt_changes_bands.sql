-- grain: one row per risk band before and risk band now, of who was scored in the run before, now, or both; none without
--   a run before
-- keys: from_band, to_band (unique); from_band is NULL for who is new, to_band for who is no longer scored
-- clients counts clients; loans where loans are scored at grant
-- reads: history.previous_bands, history.previous_run, scores.scr_default
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
  ),
  before AS (
    SELECT
      COALESCE(loan_id, client_id) AS id,
      band
    FROM
      history.previous_bands
  ),
  now AS (
    SELECT
      COALESCE(s.loan_id, s.client_id) AS id,
      s.band
    FROM
      scores.scr_default AS s
      CROSS JOIN latest AS l
    WHERE
      s.loan_id IS NOT NULL
      OR s.snapshot_date = l.snapshot_date
  )
SELECT
  b.band AS from_band,
  n.band AS to_band,
  COUNT(*) AS clients
FROM
  before AS b
  FULL OUTER JOIN now AS n ON n.id = b.id
WHERE
  EXISTS (
    SELECT
      1
    FROM
      history.previous_run
  )
GROUP BY
  b.band,
  n.band
