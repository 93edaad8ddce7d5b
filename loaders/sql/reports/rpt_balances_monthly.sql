-- grain: one row per month and combination of product and segment, 'all' where not broken down
-- keys: month, product, segment (unique)
-- units: balance in the reporting currency at the month's end; cells of fewer than five clients are left out, and what they
--   could be worked out from
-- loans have a principal rather than a balance: see the KPI loan_book
-- reads: marts.fct_balance_months, scores.hidden_groups
SELECT
  c.month_date AS month,
  c.product,
  c.segment,
  c.account_count AS accounts,
  c.client_count AS clients,
  CAST(c.balance_amount AS DOUBLE) AS balance
FROM
  marts.fct_balance_months AS c
  LEFT JOIN scores.hidden_groups AS h ON h.cells = 'balance_months'
  AND h.cell_date = c.month_date
  AND h.product = c.product
  AND h.segment = c.segment
WHERE
  h.cells IS NULL
