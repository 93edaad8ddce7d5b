-- one row per row of accounts.csv
SELECT
  _row,
  account_id,
  client_id,
  account_type,
  opened_date,
  closed_date,
  currency,
  credit_limit
FROM
  raw.accounts
