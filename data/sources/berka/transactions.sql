-- one row per row of trans*.csv; amounts are unsigned, the type says which way the money went
SELECT
  t._row,
  t.trans_id AS transaction_id,
  t.account_id,
  CASE
    WHEN t.type = 'credit' THEN t.amount
    ELSE '-' || t.amount
  END AS amount,
  '19' || t.date AS transaction_date,
  CASE
    WHEN t.k_symbol = 'interest credited' THEN 'interest'
    WHEN t.k_symbol IN ('payment for statement', 'sanction interest if negative balance') THEN 'fee'
    WHEN t.operation = 'credit in cash' THEN 'cash_deposit'
    WHEN t.operation = 'collection from another bank' THEN 'transfer_in'
    WHEN t.operation = 'withdrawal in cash' THEN 'cash_withdrawal'
    WHEN t.operation = 'credit card withdrawal' THEN 'card_purchase'
    WHEN t.operation = 'remittance to another bank' THEN 'standing_order'
    ELSE 'other'
  END AS transaction_type,
  CASE
    WHEN t.operation = 'credit card withdrawal' THEN 'card'
    WHEN t.operation IN ('credit in cash', 'withdrawal in cash')
    AND COALESCE(t.k_symbol, '') NOT IN ('payment for statement', 'sanction interest if negative balance') THEN 'branch'
    ELSE 'batch'
  END AS channel,
  'CZK' AS currency,
  t.balance,
  t.account AS counterparty,
  t.k_symbol AS category
FROM
  raw.trans_pre_loan AS t
