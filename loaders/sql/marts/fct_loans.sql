-- grain: one row per loan granted by the as-of date (accumulating snapshot)
-- keys: loan_id (unique), account_id -> dim_accounts
-- units: *_amount in the reporting currency; duration_months months
-- reads: staging.stg_loans, marts.dim_accounts, staging.exchange_rates, staging.as_of
SELECT
  l.loan_id,
  l.account_id,
  c.client_id,
  l.granted_date,
  add_months (l.granted_date, l.duration_months) AS due_date,
  CAST(l.amount * r.rate AS DECIMAL(18, 2)) AS principal_amount,
  l.duration_months,
  CAST(l.payment_amount * r.rate AS DECIMAL(18, 2)) AS payment_amount,
  l.outcome,
  COALESCE(l.is_finished, add_months (l.granted_date, l.duration_months) <= a.as_of) AS is_finished,
  CASE
    WHEN l.defaulted_date <= a.as_of THEN l.defaulted_date
  END AS defaulted_date,
  CAST(l.outstanding_amount * r.rate AS DECIMAL(18, 2)) AS outstanding_amount
FROM
  staging.stg_loans AS l
  INNER JOIN marts.dim_accounts AS c ON c.account_id = l.account_id
  INNER JOIN staging.exchange_rates AS r ON r.currency = c.currency
  CROSS JOIN staging.as_of AS a
WHERE
  l.granted_date <= a.as_of
