-- one row per row of transactions.csv: transaction_id, account_id, amount, transaction_date, transaction_type
SELECT
  _row,
  transaction_id,
  account_id,
  amount,
  transaction_date,
  transaction_type
FROM
  raw.transactions
