-- one row per row of accounts.csv: account_id, client_id, account_type, opened_date
SELECT
  _row,
  account_id,
  client_id,
  account_type,
  opened_date
FROM
  raw.accounts
