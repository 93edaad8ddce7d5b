-- one row per row of loan.asc
-- status: A finished and paid, B finished and unpaid, C running and paying, D running and in debt
SELECT
  _row,
  loan_id,
  account_id,
  '19' || date AS granted_date,
  amount,
  duration AS duration_months,
  payments AS payment_amount,
  CASE
    WHEN status IN ('A', 'C') THEN 'good'
    WHEN status IN ('B', 'D') THEN 'bad'
  END AS outcome,
  CASE
    WHEN status IN ('A', 'B') THEN 'true'
    ELSE 'false'
  END AS is_finished
FROM
  raw.loan
