-- grain: one row per loan, as known the day before it was granted
-- keys: loan_id (unique); snapshot_date is the day of the grant
-- units: *_amount in the reporting currency; *_ratio one quantity over another; movements of the last 180 days, or of all
--   days before the grant, on the client's checking and savings accounts; NULL where no movement of before is at hand
-- reads: marts.fct_loans, marts.fct_transactions, marts.fct_account_days, marts.fct_events, marts.dim_accounts
WITH
  loans AS (
    SELECT
      loan_id,
      client_id,
      granted_date,
      CAST(principal_amount AS DOUBLE) AS principal_amount,
      CAST(duration_months AS DOUBLE) AS duration_months,
      CAST(payment_amount AS DOUBLE) AS payment_amount
    FROM
      marts.fct_loans
  ),
  openings AS (
    SELECT
      account_id,
      MIN(posted_date) AS posted_date,
      MAX(opening_amount) AS amount
    FROM
      marts.fct_account_days
    GROUP BY
      account_id
  ),
  booked AS (
    SELECT
      account_id,
      posted_date,
      amount,
      CAST(transaction_type AS VARCHAR) AS transaction_type,
      channel,
      is_external
    FROM
      marts.fct_transactions
    UNION ALL
    SELECT
      account_id,
      posted_date,
      amount,
      'other',
      'batch',
      FALSE
    FROM
      openings
  ),
  movements AS (
    SELECT
      l.loan_id,
      l.granted_date,
      b.posted_date,
      CAST(100 * b.amount AS DOUBLE) AS cents,
      b.posted_date >= add_days (l.granted_date, -180) AS is_recent,
      b.is_external,
      b.transaction_type = 'salary'
      OR (
        b.transaction_type = 'transfer_in'
        AND b.channel = 'batch'
      ) AS is_income,
      b.transaction_type = 'cash_withdrawal' AS is_cash,
      b.transaction_type IN ('fee', 'interest')
      AND b.amount < 0 AS is_charge
    FROM
      loans AS l
      INNER JOIN marts.dim_accounts AS a ON a.client_id = l.client_id
      AND a.account_type IN ('checking', 'savings')
      INNER JOIN booked AS b ON b.account_id = a.account_id
      AND b.posted_date < l.granted_date
  ),
  days AS (
    SELECT
      loan_id,
      granted_date,
      posted_date,
      SUM(cents) AS cents
    FROM
      movements
    GROUP BY
      loan_id,
      granted_date,
      posted_date
  ),
  running AS (
    SELECT
      loan_id,
      granted_date,
      posted_date,
      SUM(cents) OVER (
        PARTITION BY
          loan_id
        ORDER BY
          posted_date ROWS BETWEEN UNBOUNDED PRECEDING
          AND CURRENT ROW
      ) AS cents,
      LEAD (posted_date, 1, granted_date) OVER (
        PARTITION BY
          loan_id
        ORDER BY
          posted_date
      ) AS next_date
    FROM
      days
  ),
  balances AS (
    SELECT
      loan_id,
      MIN(cents) / 100 AS lowest_amount,
      MIN(
        CASE
          WHEN next_date > add_days (granted_date, -180) THEN cents
        END
      ) / 100 AS lowest_amount_180d,
      MAX(
        CASE
          WHEN next_date = granted_date THEN cents
        END
      ) / 100 AS balance_amount,
      SUM(cents * days_between (posted_date, next_date)) / 100 / SUM(days_between (posted_date, next_date)) AS mean_balance_amount,
      SUM(
        CASE
          WHEN cents < 0 THEN days_between (posted_date, next_date)
          ELSE 0
        END
      ) AS overdrawn_days
    FROM
      running
    GROUP BY
      loan_id
  ),
  flows AS (
    SELECT
      loan_id,
      CAST(LEAST(MAX(days_between (posted_date, granted_date)), 180) AS DOUBLE) AS seen_days,
      CAST(
        COUNT(
          CASE
            WHEN is_recent THEN 1
          END
        ) AS DOUBLE
      ) AS movement_count,
      SUM(
        CASE
          WHEN is_recent
          AND is_external
          AND cents > 0 THEN cents
          ELSE 0
        END
      ) AS inflow_cents,
      SUM(
        CASE
          WHEN is_recent
          AND is_external
          AND cents < 0 THEN - cents
          ELSE 0
        END
      ) AS outflow_cents,
      SUM(
        CASE
          WHEN is_recent
          AND is_income
          AND cents > 0 THEN cents
          ELSE 0
        END
      ) AS income_cents,
      SUM(
        CASE
          WHEN is_recent
          AND is_cash THEN - cents
          ELSE 0
        END
      ) AS cash_cents,
      CAST(
        COUNT(
          CASE
            WHEN is_recent
            AND is_cash THEN 1
          END
        ) AS DOUBLE
      ) AS cash_count,
      SUM(
        CASE
          WHEN is_recent
          AND is_charge THEN - cents
          ELSE 0
        END
      ) AS charge_cents
    FROM
      movements
    GROUP BY
      loan_id
  ),
  cards AS (
    SELECT
      l.loan_id,
      COUNT(*) AS card_issued_count
    FROM
      loans AS l
      INNER JOIN marts.fct_events AS e ON e.client_id = l.client_id
      AND e.event_date < l.granted_date
    WHERE
      e.event_type = 'card_issued'
    GROUP BY
      l.loan_id
  ),
  accounts AS (
    SELECT
      l.loan_id,
      MIN(a.opened_date) AS opened_date
    FROM
      loans AS l
      INNER JOIN marts.dim_accounts AS a ON a.client_id = l.client_id
      AND a.opened_date <= l.granted_date
    GROUP BY
      l.loan_id
  )
SELECT
  l.loan_id,
  l.client_id,
  l.granted_date AS snapshot_date,
  l.principal_amount,
  l.duration_months,
  l.payment_amount,
  days_between (a.opened_date, l.granted_date) / 30.4375 AS tenure_months,
  COALESCE(c.card_issued_count, 0) AS card_issued_count,
  f.movement_count / f.seen_days * 30 AS movement_count_month,
  f.inflow_cents / 100 / f.seen_days * 30 AS inflow_amount_month,
  f.outflow_cents / NULLIF(f.inflow_cents, 0) AS outflow_ratio,
  f.income_cents / NULLIF(f.inflow_cents, 0) AS income_ratio,
  f.cash_cents / NULLIF(f.outflow_cents, 0) AS cash_ratio,
  f.cash_count / f.seen_days * 30 AS cash_count_month,
  f.charge_cents / 100 / f.seen_days * 30 AS charge_amount_month,
  l.payment_amount / NULLIF(f.inflow_cents / 100 / f.seen_days * 30, 0) AS payment_inflow_ratio,
  l.principal_amount / NULLIF(f.inflow_cents / 100 / f.seen_days * 365, 0) AS principal_inflow_ratio,
  b.balance_amount,
  b.mean_balance_amount,
  b.lowest_amount,
  b.lowest_amount_180d,
  b.lowest_amount_180d / NULLIF(l.payment_amount, 0) AS lowest_payment_ratio,
  b.mean_balance_amount / NULLIF(l.payment_amount, 0) AS balance_payment_ratio,
  b.overdrawn_days
FROM
  loans AS l
  LEFT JOIN accounts AS a ON a.loan_id = l.loan_id
  LEFT JOIN cards AS c ON c.loan_id = l.loan_id
  LEFT JOIN flows AS f ON f.loan_id = l.loan_id
  LEFT JOIN balances AS b ON b.loan_id = l.loan_id
