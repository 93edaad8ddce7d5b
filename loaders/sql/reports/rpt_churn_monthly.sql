-- grain: one row per month end and segment, 'all' where not broken down; groups of fewer than five clients are left out,
--   and the next one or more where they could be worked out from the total
-- keys: month, segment (unique)
-- units: clients active in the three months before; *_income in the reporting currency a year: of all of them, and that of
--   each times the probability of leaving, for who brings income (income_at_risk) and for who costs (cost_relieved, below
--   zero); leavers: who left within the horizon, NULL while that is not over; NULL as well where there is no model
-- reads: features.lbl_churn, scores.scr_churn, marts.fct_client_income, marts.dim_clients
WITH
  clients AS (
    SELECT
      l.snapshot_date,
      COALESCE(c.segment, 'unknown') AS segment,
      s.probability,
      COALESCE(i.yearly_income_amount, 0) AS income,
      CASE
        WHEN s.probability IS NULL
        OR l.is_churned IS NULL THEN NULL
        WHEN l.is_churned THEN 1
        ELSE 0
      END AS leaver
    FROM
      features.lbl_churn AS l
      LEFT JOIN scores.scr_churn AS s ON s.client_id = l.client_id
      AND s.snapshot_date = l.snapshot_date
      LEFT JOIN marts.fct_client_income AS i ON i.client_id = l.client_id
      AND i.month_date = month_start (l.snapshot_date)
      LEFT JOIN marts.dim_clients AS c ON c.client_id = l.client_id
      AND c.valid_from <= l.snapshot_date
      AND COALESCE(c.valid_to, DATE '9999-12-31') >= l.snapshot_date
  ),
  sums AS (
    SELECT
      snapshot_date AS month,
      CASE
        WHEN GROUPING (segment) = 1 THEN 'all'
        ELSE segment
      END AS segment,
      COUNT(*) AS clients,
      ROUND(CAST(SUM(income) AS DOUBLE), 2) AS yearly_income,
      COUNT(
        CASE
          WHEN income > 0 THEN 1
        END
      ) AS earning_clients,
      CAST(ROUND(SUM(summand (probability)), 2) AS DOUBLE) AS expected_leavers,
      CAST(ROUND(SUM(summand (probability * GREATEST(income, 0))), 2) AS DOUBLE) AS income_at_risk,
      CAST(ROUND(SUM(summand (probability * LEAST(income, 0))), 2) AS DOUBLE) AS cost_relieved,
      CAST(SUM(leaver) AS INTEGER) AS leavers
    FROM
      clients
    GROUP BY
      snapshot_date,
      GROUPING SETS ((), (segment))
  ),
  -- From the smallest segment on: what stands before one is hidden as long as it is too little.
  ranked AS (
    SELECT
      *,
      COUNT(*) OVER smaller AS smaller_count,
      SUM(clients) OVER smaller AS smaller_clients,
      MIN(clients) OVER smaller AS least_clients
    FROM
      sums
    WINDOW
      smaller AS (
        PARTITION BY
          month,
          CASE
            WHEN segment = 'all' THEN 1
            ELSE 0
          END
        ORDER BY
          clients,
          segment ROWS BETWEEN UNBOUNDED PRECEDING
          AND 1 PRECEDING
      )
  )
SELECT
  month,
  segment,
  clients,
  yearly_income,
  earning_clients,
  expected_leavers,
  income_at_risk,
  cost_relieved,
  leavers
FROM
  ranked
WHERE
  clients >= 5
  AND (
    smaller_count = 0
    OR least_clients >= 5
    OR smaller_count > 1
    AND smaller_clients >= 5
  )
