-- grain: one row per month and transaction type
-- keys: month, transaction_type (unique)
-- units: volume in the reporting currency; cells of fewer than five clients are left out
-- reads: marts.fct_transactions
SELECT
  month_start (posted_date) AS month,
  transaction_type,
  COUNT(*) AS movements,
  CAST(SUM(ABS(amount)) AS DOUBLE) AS volume
FROM
  marts.fct_transactions
GROUP BY
  month_start (posted_date),
  transaction_type
HAVING
  COUNT(DISTINCT client_id) >= 5
