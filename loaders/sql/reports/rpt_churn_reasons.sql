-- grain: one row per client active at the latest month end and reason, the strongest first
-- keys: client_number, reason_rank (unique); client_number counts the rows of rpt_churn_clients in the order of client
-- units: effect in log-odds that the feature adds; value as the feature's unit says, NULL for a word
-- reads: scores.scr_churn_reasons, scores.scr_churn, scores.pseudonyms
WITH
  latest AS (
    SELECT
      MAX(snapshot_date) AS snapshot_date
    FROM
      scores.scr_churn
  ),
  clients AS (
    SELECT
      s.client_id,
      s.snapshot_date,
      ROW_NUMBER() OVER (
        ORDER BY
          p.pseudonym
      ) AS client_number
    FROM
      scores.scr_churn AS s
      INNER JOIN latest AS d ON d.snapshot_date = s.snapshot_date
      INNER JOIN scores.pseudonyms AS p ON p.id = s.client_id
      AND p.kind = 'client'
  )
SELECT
  c.client_number,
  r.reason_rank,
  r.feature,
  ROUND(r.effect, 3) AS effect,
  ROUND(r.value, 3) AS value,
  r.words
FROM
  scores.scr_churn_reasons AS r
  INNER JOIN clients AS c ON c.client_id = r.client_id
  AND c.snapshot_date = r.snapshot_date
