-- grain: one row per client and month in which the client owes on a loan, a card or an overdraft, or may draw on one
-- keys: client_id, month_date (unique)
-- units: *_amount in the reporting currency, at the month's end or the as-of date: loan_amount principal still owed,
--   revolving_amount drawn on cards and overdrafts, undrawn_amount what their limits leave; without a limit nothing is
-- reads: marts.fct_loan_months, marts.fct_account_months, marts.dim_accounts
WITH
  loans AS (
    SELECT
      client_id,
      month_date,
      SUM(scheduled_amount) AS loan_amount
    FROM
      marts.fct_loan_months
    GROUP BY
      client_id,
      month_date
  ),
  lines AS (
    SELECT
      m.client_id,
      m.month_date,
      GREATEST(- m.closing_amount, 0) AS drawn_amount,
      CASE
        WHEN m.is_open_at_end
        AND m.account_type IN ('checking', 'card') THEN GREATEST(a.credit_limit_amount - GREATEST(- m.closing_amount, 0), 0)
      END AS undrawn_amount
    FROM
      marts.fct_account_months AS m
      INNER JOIN marts.dim_accounts AS a ON a.account_id = m.account_id
  ),
  revolving AS (
    SELECT
      client_id,
      month_date,
      SUM(drawn_amount) AS revolving_amount,
      COALESCE(SUM(undrawn_amount), 0) AS undrawn_amount
    FROM
      lines
    GROUP BY
      client_id,
      month_date
    HAVING
      SUM(drawn_amount) > 0
      OR SUM(undrawn_amount) > 0
  )
SELECT
  COALESCE(l.client_id, r.client_id) AS client_id,
  COALESCE(l.month_date, r.month_date) AS month_date,
  COALESCE(l.loan_amount, 0) AS loan_amount,
  COALESCE(r.revolving_amount, 0) AS revolving_amount,
  COALESCE(r.undrawn_amount, 0) AS undrawn_amount
FROM
  loans AS l
  FULL OUTER JOIN revolving AS r ON r.client_id = l.client_id
  AND r.month_date = l.month_date
