-- grain: one row per risk band with clients in it, at the latest snapshot; of the loans running on the as-of date where
--   loans are scored at grant
-- keys: band (unique)
-- units: expected_loss = Σ PD × LGD × (drawn + share of the undrawn), in the reporting currency
-- reads: reports.rpt_risk_bands, meta.assumptions
WITH
  latest AS (
    SELECT
      MAX(snapshot_date) AS snapshot_date
    FROM
      reports.rpt_risk_bands
  )
SELECT
  b.is_grant,
  b.band,
  b.client_count AS clients,
  ROUND((b.expected_drawn + b.expected_undrawn * a.undrawn_share) * a.loss_given_default, 2) AS expected_loss
FROM
  reports.rpt_risk_bands AS b
  INNER JOIN latest AS l ON l.snapshot_date = b.snapshot_date
  CROSS JOIN meta.assumptions AS a
WHERE
  b.client_count > 0
