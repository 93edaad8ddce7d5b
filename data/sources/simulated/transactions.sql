-- one row per row of transactions.csv
SELECT
  _row,
  transaction_id,
  account_id,
  amount,
  transaction_date,
  transaction_type,
  channel,
  currency,
  counterparty,
  category,
  country
FROM
  raw.transactions
