-- grain: one row per month end and client of ftr_default
-- keys: client_id, snapshot_date (unique)
-- is_default: a loan was first 90 days past due within 12 months after the snapshot; NULL while the 12 months are not
--   over, and everywhere in a bank that never states when a loan defaulted
-- reads: marts.fct_loans, marts.dim_bank, features.ftr_default
WITH
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
  bank AS (
    SELECT
      b.as_of,
      EXISTS (
        SELECT
          1
        FROM
          defaults
      ) AS is_dated
    FROM
      marts.dim_bank AS b
  )
SELECT
  f.client_id,
  f.snapshot_date,
  CASE
    WHEN b.is_dated
    AND month_end (add_months (f.snapshot_date, 12)) <= b.as_of THEN d.defaulted_date IS NOT NULL
    AND d.defaulted_date <= month_end (add_months (f.snapshot_date, 12))
  END AS is_default
FROM
  features.ftr_default AS f
  CROSS JOIN bank AS b
  LEFT JOIN defaults AS d ON d.client_id = f.client_id
