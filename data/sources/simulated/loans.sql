-- one row per row of loans.csv
SELECT
  _row,
  loan_id,
  account_id,
  granted_date,
  amount,
  duration_months,
  payment_amount,
  outcome,
  is_finished,
  defaulted_date,
  outstanding_amount
FROM
  raw.loans
