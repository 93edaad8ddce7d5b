-- grain: one row per movement booked by the as-of date
-- keys: transaction_id (unique), account_id -> dim_accounts, posted_date -> dim_time
-- units: amount and balance in the reporting currency; money in is positive
-- is_client_initiated: the client decided on it that day; a salary, fee, interest or standing payment is not
-- is_external: money that crosses the bank's border; fees, interest, loan movements and balances brought in do not
-- reads: staging.stg_transactions, marts.dim_accounts, marts.dim_time, staging.exchange_rates
SELECT
  t.transaction_id,
  t.account_id,
  c.client_id,
  t.transaction_date AS posted_at,
  d.date_day AS posted_date,
  CAST(t.amount * r.rate AS DECIMAL(18, 2)) AS amount,
  CAST(t.balance * r.rate AS DECIMAL(18, 2)) AS balance,
  t.transaction_type,
  t.channel,
  t.category,
  t.counterparty,
  t.country,
  t.transaction_type IN ('card_purchase', 'cash_withdrawal', 'cash_deposit', 'transfer_out')
  OR (
    t.transaction_type = 'other'
    AND t.channel <> 'batch'
  ) AS is_client_initiated,
  t.transaction_type NOT IN ('fee', 'interest', 'loan_disbursement', 'loan_payment')
  AND COALESCE(t.category, '') <> 'opening_balance' AS is_external
FROM
  staging.stg_transactions AS t
  INNER JOIN marts.dim_accounts AS c ON c.account_id = t.account_id
  INNER JOIN staging.exchange_rates AS r ON r.currency = t.currency
  INNER JOIN marts.dim_time AS d ON d.date_day = CAST(t.transaction_date AS DATE)
