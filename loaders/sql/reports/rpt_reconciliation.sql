-- grain: one row per product whose source states balances
-- keys: account_type (unique)
-- units: largest_difference between running and stated balance, in the reporting currency
-- reads: marts.fct_account_days, marts.dim_accounts
WITH
  accounts AS (
    SELECT
      account_id,
      COUNT(*) AS day_count,
      SUM(
        CASE
          WHEN is_reconciled THEN 1
          ELSE 0
        END
      ) AS reconciled_day_count,
      MAX(difference_amount) AS largest_difference
    FROM
      marts.fct_account_days
    GROUP BY
      account_id
  )
SELECT
  a.account_type,
  COUNT(*) AS accounts,
  CAST(
    SUM(
      CASE
        WHEN d.day_count = d.reconciled_day_count THEN 1
        ELSE 0
      END
    ) AS BIGINT
  ) AS reconciled_accounts,
  CAST(SUM(d.day_count) AS BIGINT) AS days,
  CAST(SUM(d.reconciled_day_count) AS BIGINT) AS reconciled_days,
  CAST(MAX(d.largest_difference) AS DOUBLE) AS largest_difference
FROM
  accounts AS d
  INNER JOIN marts.dim_accounts AS a ON a.account_id = d.account_id
GROUP BY
  a.account_type
