-- grain: one row per loan
-- keys: loan_id (unique)
-- is_default: the loan was unpaid when it ended, or in arrears when the data ended; NULL where the outcome is not stated
-- reads: marts.fct_loans
SELECT
  loan_id,
  client_id,
  granted_date AS snapshot_date,
  CASE
    WHEN outcome IN ('good', 'bad') THEN outcome = 'bad'
  END AS is_default
FROM
  marts.fct_loans
