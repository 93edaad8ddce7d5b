-- grain: one row per client active at the latest month end, as the churn model sees it
-- keys: client (unique), a pseudonym
-- units: tenure in months; probability of leaving in [0, 1]; yearly_income in the reporting currency
-- reads: scores.scr_churn, scores.pseudonyms, features.ftr_churn, marts.fct_client_income, marts.dim_clients
WITH
  latest AS (
    SELECT
      MAX(snapshot_date) AS snapshot_date
    FROM
      scores.scr_churn
  )
SELECT
  p.pseudonym AS client,
  COALESCE(c.segment, 'unknown') AS segment,
  f.tenure_months,
  f.product_count AS products,
  ROUND(s.probability, 5) AS probability,
  ROUND(CAST(COALESCE(i.yearly_income_amount, 0) AS DOUBLE), 2) AS yearly_income
FROM
  scores.scr_churn AS s
  INNER JOIN latest AS d ON d.snapshot_date = s.snapshot_date
  INNER JOIN scores.pseudonyms AS p ON p.id = s.client_id
  AND p.kind = 'client'
  LEFT JOIN features.ftr_churn AS f ON f.client_id = s.client_id
  AND f.snapshot_date = s.snapshot_date
  LEFT JOIN marts.fct_client_income AS i ON i.client_id = s.client_id
  AND i.month_date = month_start (s.snapshot_date)
  LEFT JOIN marts.dim_clients AS c ON c.client_id = s.client_id
  AND c.valid_from <= s.snapshot_date
  AND COALESCE(c.valid_to, DATE '9999-12-31') >= s.snapshot_date
