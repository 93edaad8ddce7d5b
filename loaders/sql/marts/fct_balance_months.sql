-- grain: one row per month and combination of product and segment, 'all' where not broken down
-- keys: month_date, product, segment (unique)
-- units: balance_amount in the reporting currency at the month's end, of client_count clients
-- cells of few clients are in here; what may be published scores.hidden_groups says
-- loans have a principal rather than a balance: see the KPI loan_book
-- reads: marts.fct_account_months, marts.dim_clients
SELECT
  m.month_date,
  CASE
    WHEN GROUPING (m.account_type) = 1 THEN 'all'
    ELSE m.account_type
  END AS product,
  CASE
    WHEN GROUPING (c.segment) = 1 THEN 'all'
    ELSE c.segment
  END AS segment,
  COUNT(*) AS account_count,
  COUNT(DISTINCT m.client_id) AS client_count,
  SUM(m.closing_amount) AS balance_amount
FROM
  marts.fct_account_months AS m
  INNER JOIN marts.dim_clients AS c ON c.client_id = m.client_id
  AND c.valid_from <= month_end (m.month_date)
  AND (
    c.valid_to IS NULL
    OR c.valid_to >= month_end (m.month_date)
  )
WHERE
  m.is_open_at_end
  AND m.account_type <> 'loan'
GROUP BY
  m.month_date,
  CUBE (m.account_type, c.segment)
