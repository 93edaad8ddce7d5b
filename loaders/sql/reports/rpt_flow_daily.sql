-- grain: one row per day of the last 13 months
-- keys: date (unique)
-- units: amounts in the reporting currency; net flow leaves out fees, interest and loan movements, which stay in the bank
-- a day with movements of fewer than five clients is left out
-- reads: marts.fct_transactions, marts.dim_time
WITH
  outside AS (
    SELECT
      t.posted_date,
      t.client_id,
      CASE
        WHEN t.is_external THEN t.amount
        ELSE 0
      END AS amount
    FROM
      marts.fct_transactions AS t
      INNER JOIN marts.dim_time AS d ON d.date_day = t.posted_date
    WHERE
      d.is_recent
  )
SELECT
  posted_date AS date,
  CAST(SUM(amount) AS DOUBLE) AS net_flow,
  CAST(SUM(GREATEST(amount, 0)) AS DOUBLE) AS credits,
  CAST(SUM(GREATEST(- amount, 0)) AS DOUBLE) AS debits,
  COUNT(*) AS movements
FROM
  outside
GROUP BY
  posted_date
HAVING
  COUNT(DISTINCT client_id) >= 5
