-- grain: one row per horizon, band before and state now; 'new' before: not scored then; now also 'default' and 'closed'
-- keys: months, from_band, to_state (unique)
-- units: months before the latest snapshot; client_count clients
-- empty at grant, where a loan is scored once
-- reads: scores.scr_default, marts.fct_loans
WITH
  latest AS (
    SELECT
      MAX(snapshot_date) AS snapshot_date
    FROM
      scores.scr_default
    WHERE
      loan_id IS NULL
  ),
  horizons AS (
    SELECT
      h.months,
      l.snapshot_date AS to_date,
      month_end (add_months (l.snapshot_date, - h.months)) AS from_date
    FROM
      latest AS l
      CROSS JOIN (
        SELECT
          1 AS months
        UNION ALL
        SELECT
          3
        UNION ALL
        SELECT
          12
      ) AS h
  ),
  defaults AS (
    SELECT
      client_id,
      MIN(defaulted_date) AS defaulted_date
    FROM
      marts.fct_loans
    WHERE
      defaulted_date IS NOT NULL
    GROUP BY
      client_id
  ),
  before AS (
    SELECT
      h.months,
      s.client_id,
      s.band
    FROM
      horizons AS h
      INNER JOIN scores.scr_default AS s ON s.snapshot_date = h.from_date
      AND s.loan_id IS NULL
  ),
  now AS (
    SELECT
      h.months,
      s.client_id,
      s.band
    FROM
      horizons AS h
      INNER JOIN scores.scr_default AS s ON s.snapshot_date = h.to_date
      AND s.loan_id IS NULL
  ),
  moves AS (
    SELECT
      COALESCE(b.months, n.months) AS months,
      COALESCE(b.band, 'new') AS from_band,
      CASE
        WHEN n.band IS NOT NULL THEN n.band
        WHEN d.defaulted_date <= h.to_date THEN 'default'
        ELSE 'closed'
      END AS to_state
    FROM
      before AS b
      FULL OUTER JOIN now AS n ON n.months = b.months
      AND n.client_id = b.client_id
      INNER JOIN horizons AS h ON h.months = COALESCE(b.months, n.months)
      LEFT JOIN defaults AS d ON d.client_id = b.client_id
  )
SELECT
  months,
  from_band,
  to_state,
  COUNT(*) AS client_count
FROM
  moves
WHERE
  months IN (
    SELECT
      months
    FROM
      before
  )
GROUP BY
  months,
  from_band,
  to_state
