-- grain: one row per account opened by the as-of date
-- keys: account_id (unique), client_id -> dim_clients
-- units: credit_limit_amount in the reporting currency
-- closed_date is NULL for an account still open on the as-of date
-- reads: staging.stg_accounts, staging.exchange_rates, staging.as_of
SELECT
  s.account_id,
  s.client_id,
  s.account_type,
  s.opened_date,
  CASE
    WHEN s.closed_date <= a.as_of THEN s.closed_date
  END AS closed_date,
  s.currency,
  CAST(s.credit_limit * r.rate AS DECIMAL(18, 2)) AS credit_limit_amount,
  s.closed_date IS NULL
  OR s.closed_date > a.as_of AS is_open
FROM
  staging.stg_accounts AS s
  INNER JOIN staging.exchange_rates AS r ON r.currency = s.currency
  CROSS JOIN staging.as_of AS a
WHERE
  s.opened_date <= a.as_of
