-- grain: one row per month and transaction type
-- keys: month, transaction_type (unique)
-- units: volume in the reporting currency; types of fewer than five clients are left out, and the next one or more where
--   they could be worked out from the month's total
-- reads: marts.fct_transactions
WITH
  types AS (
    SELECT
      month_start (posted_date) AS month,
      transaction_type,
      COUNT(*) AS movements,
      CAST(SUM(ABS(amount)) AS DOUBLE) AS volume,
      COUNT(DISTINCT client_id) AS client_count
    FROM
      marts.fct_transactions
    GROUP BY
      month_start (posted_date),
      transaction_type
  ),
  -- From the smallest on: what stands before a type is hidden as long as it is too little.
  ranked AS (
    SELECT
      *,
      COUNT(*) OVER smaller AS smaller_count,
      SUM(client_count) OVER smaller AS smaller_clients,
      MIN(client_count) OVER smaller AS least_clients
    FROM
      types
    WINDOW
      smaller AS (
        PARTITION BY
          month
        ORDER BY
          client_count,
          transaction_type ROWS BETWEEN UNBOUNDED PRECEDING
          AND 1 PRECEDING
      )
  )
SELECT
  month,
  transaction_type,
  movements,
  volume
FROM
  ranked
WHERE
  client_count >= 5
  AND (
    smaller_count = 0
    OR least_clients >= 5
    OR smaller_count > 1
    AND smaller_clients >= 5
  )
