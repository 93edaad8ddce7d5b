-- grain: one row per client and month end since the first day (helper of ftr_clients)
-- keys: client_id, snapshot_date (unique)
-- units: *_count in the last 30, 90 or 365 days; *_cents hundredths of the reporting currency, whole numbers, so that no
--   sum depends on its order; *_square squares of whole units; *_weight cents times days since 2000-01-01
-- own: the client decided on it; spend: own money to others; flow: to or from others; income: pay, pensions, benefits
--   and what else others pay in by batch; saved: into savings less out of it
-- reads: marts.fct_transactions, marts.fct_account_days, marts.dim_accounts, marts.dim_bank, marts.dim_time, features.day_windows
WITH
  days AS (
    SELECT DISTINCT
      date_day,
      segment_date
    FROM
      features.day_windows
  ),
  -- What an account held before its first movement, where the source states balances, is brought in on that day.
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
      client_id,
      posted_date,
      amount,
      CAST(transaction_type AS VARCHAR) AS transaction_type,
      channel,
      category,
      counterparty,
      is_client_initiated,
      is_external
    FROM
      marts.fct_transactions
    UNION ALL
    SELECT
      o.account_id,
      a.client_id,
      o.posted_date,
      o.amount,
      'other',
      'batch',
      'opening_balance',
      NULL,
      FALSE,
      FALSE
    FROM
      openings AS o
      INNER JOIN marts.dim_accounts AS a ON a.account_id = o.account_id
  ),
  movements AS (
    SELECT
      t.client_id,
      d.segment_date,
      t.posted_date,
      CAST(100 * t.amount AS DOUBLE) AS cents,
      ROUND(CAST(t.amount AS DOUBLE)) AS units,
      CAST(days_between (DATE '2000-01-01', t.posted_date) AS DOUBLE) AS day_number,
      t.transaction_type,
      t.channel,
      t.is_client_initiated AS is_own,
      a.account_type IN ('checking', 'savings') AS is_deposit,
      a.account_type = 'checking' AS is_checking,
      a.account_type = 'savings' AS is_savings,
      a.account_type = 'card' AS is_card,
      t.is_external
      AND o.account_id IS NULL AS is_flow,
      t.is_client_initiated
      AND t.amount < 0
      AND o.account_id IS NULL AS is_spend,
      t.amount > 0
      AND a.account_type <> 'card'
      AND o.account_id IS NULL
      AND (
        t.transaction_type = 'salary'
        OR (
          t.transaction_type = 'transfer_in'
          AND t.channel = 'batch'
        )
      ) AS is_income,
      t.transaction_type = 'cash_withdrawal' AS is_cash,
      COALESCE(t.category, '') = 'benefits' AS is_benefit,
      o.account_id IS NOT NULL AS is_between_own,
      COALESCE(t.category, '') AS category
    FROM
      booked AS t
      INNER JOIN marts.dim_accounts AS a ON a.account_id = t.account_id
      INNER JOIN days AS d ON d.date_day = t.posted_date
      LEFT JOIN marts.dim_accounts AS o ON o.account_id = t.counterparty
      AND o.client_id = t.client_id
  ),
  segments AS (
    SELECT
      client_id,
      segment_date,
      MAX(
        CASE
          WHEN is_own THEN posted_date
        END
      ) AS own_date,
      MAX(
        CASE
          WHEN is_income THEN posted_date
        END
      ) AS income_date,
      MAX(
        CASE
          WHEN is_income
          AND NOT is_benefit THEN posted_date
        END
      ) AS pay_date,
      MAX(
        CASE
          WHEN is_savings
          AND is_between_own
          AND cents > 0 THEN posted_date
        END
      ) AS saving_date,
      SUM(
        CASE
          WHEN is_income
          AND NOT is_benefit THEN cents
          ELSE 0
        END
      ) AS pay_cents,
      CAST(
        COUNT(
          CASE
            WHEN is_income
            AND is_benefit THEN 1
          END
        ) AS DOUBLE
      ) AS benefit_count,
      MAX(
        CASE
          WHEN transaction_type = 'loan_payment' THEN posted_date
        END
      ) AS loan_payment_date,
      MAX(
        CASE
          WHEN is_flow
          AND cents < 0 THEN - cents
          ELSE 0
        END
      ) AS largest_cents,
      CAST(
        COUNT(
          CASE
            WHEN category <> 'opening_balance' THEN 1
          END
        ) AS DOUBLE
      ) AS movement_count,
      CAST(
        COUNT(
          CASE
            WHEN is_own THEN 1
          END
        ) AS DOUBLE
      ) AS own_count,
      CAST(
        COUNT(
          CASE
            WHEN is_own
            AND channel IN ('app', 'web') THEN 1
          END
        ) AS DOUBLE
      ) AS digital_count,
      CAST(
        COUNT(
          CASE
            WHEN is_own
            AND channel = 'branch' THEN 1
          END
        ) AS DOUBLE
      ) AS branch_count,
      CAST(
        COUNT(
          CASE
            WHEN is_own
            AND channel = 'card' THEN 1
          END
        ) AS DOUBLE
      ) AS card_count,
      CAST(
        COUNT(
          CASE
            WHEN is_spend THEN 1
          END
        ) AS DOUBLE
      ) AS spend_count,
      SUM(
        CASE
          WHEN is_spend THEN - cents
          ELSE 0
        END
      ) AS spend_cents,
      SUM(
        CASE
          WHEN is_spend THEN units * units
          ELSE 0
        END
      ) AS spend_square,
      SUM(
        CASE
          WHEN is_flow
          AND cents > 0 THEN cents
          ELSE 0
        END
      ) AS inflow_cents,
      SUM(
        CASE
          WHEN is_flow
          AND cents < 0 THEN - cents
          ELSE 0
        END
      ) AS outflow_cents,
      CAST(
        COUNT(
          CASE
            WHEN is_income THEN 1
          END
        ) AS DOUBLE
      ) AS income_count,
      SUM(
        CASE
          WHEN is_income THEN cents
          ELSE 0
        END
      ) AS income_cents,
      CAST(
        COUNT(
          CASE
            WHEN is_cash THEN 1
          END
        ) AS DOUBLE
      ) AS cash_count,
      SUM(
        CASE
          WHEN is_cash THEN - cents
          ELSE 0
        END
      ) AS cash_cents,
      CAST(
        COUNT(
          CASE
            WHEN transaction_type = 'loan_payment' THEN 1
          END
        ) AS DOUBLE
      ) AS loan_payment_count,
      CAST(
        COUNT(
          CASE
            WHEN transaction_type = 'fee'
            AND category = 'returned_debit' THEN 1
          END
        ) AS DOUBLE
      ) AS returned_debit_count,
      CAST(
        COUNT(
          CASE
            WHEN transaction_type = 'interest'
            AND is_card
            AND cents < 0 THEN 1
          END
        ) AS DOUBLE
      ) AS card_interest_count,
      SUM(
        CASE
          WHEN is_savings
          AND is_between_own THEN cents
          ELSE 0
        END
      ) AS saved_cents,
      CAST(
        COUNT(
          CASE
            WHEN is_savings
            AND is_between_own
            AND channel = 'batch' THEN 1
          END
        ) AS DOUBLE
      ) AS saving_order_count,
      CAST(
        COUNT(
          CASE
            WHEN category = 'other_debts' THEN 1
          END
        ) AS DOUBLE
      ) AS other_debt_count,
      SUM(
        CASE
          WHEN category = 'credit_elsewhere'
          AND cents < 0 THEN - cents
          ELSE 0
        END
      ) AS credit_elsewhere_cents,
      SUM(
        CASE
          WHEN category = 'savings_elsewhere'
          AND cents < 0 THEN - cents
          ELSE 0
        END
      ) AS saving_elsewhere_cents,
      CAST(
        COUNT(
          CASE
            WHEN category = 'savings_elsewhere'
            AND cents < 0 THEN 1
          END
        ) AS DOUBLE
      ) AS saving_elsewhere_count,
      CAST(
        COUNT(
          CASE
            WHEN category = 'unexpected' THEN 1
          END
        ) AS DOUBLE
      ) AS unexpected_count,
      SUM(
        CASE
          WHEN is_deposit THEN cents
          ELSE 0
        END
      ) AS deposit_cents,
      SUM(
        CASE
          WHEN is_deposit THEN cents * day_number
          ELSE 0
        END
      ) AS deposit_weight,
      SUM(
        CASE
          WHEN is_card THEN cents
          ELSE 0
        END
      ) AS card_cents,
      SUM(
        CASE
          WHEN is_card THEN cents * day_number
          ELSE 0
        END
      ) AS card_weight
    FROM
      movements
    GROUP BY
      client_id,
      segment_date
  ),
  snapshots AS (
    SELECT
      d.date_day AS snapshot_date
    FROM
      marts.dim_time AS d
      CROSS JOIN marts.dim_bank AS b
    WHERE
      d.is_month_end
      AND d.date_day >= b.first_date
  ),
  grid AS (
    SELECT
      c.client_id,
      s.snapshot_date
    FROM
      (
        SELECT DISTINCT
          client_id
        FROM
          marts.dim_accounts
      ) AS c
      CROSS JOIN snapshots AS s
  ),
  changes AS (
    SELECT
      s.client_id,
      w.snapshot_date,
      MAX(s.own_date) AS own_date,
      MAX(s.income_date) AS income_date,
      MAX(s.loan_payment_date) AS loan_payment_date,
      MAX(
        CASE
          WHEN w.is_first THEN s.largest_cents
          ELSE 0
        END
      ) AS month_largest_cents,
      SUM(
        CASE
          WHEN w.is_first THEN s.income_cents
          ELSE 0
        END
      ) AS month_income_cents,
      SUM(
        CASE
          WHEN w.is_first THEN s.deposit_cents
          ELSE 0
        END
      ) AS month_deposit_cents,
      SUM(
        CASE
          WHEN w.is_first THEN s.cash_count
          ELSE 0
        END
      ) AS month_cash_count,
      SUM(
        CASE
          WHEN w.is_first THEN s.own_count
          ELSE 0
        END
      ) AS month_own_count,
      MAX(s.pay_date) AS pay_date,
      MAX(s.saving_date) AS saving_date,
      SUM(
        CASE
          WHEN w.is_first THEN s.card_cents
          ELSE 0
        END
      ) AS month_card_cents,
      SUM(s.movement_count * w.in_90d) AS movement_count_90d,
      SUM(s.own_count * w.in_30d) AS own_count_30d,
      SUM(s.own_count * w.in_90d) AS own_count_90d,
      SUM(s.own_count * w.in_365d) AS own_count_365d,
      SUM(s.digital_count * w.in_90d) AS digital_count_90d,
      SUM(s.branch_count * w.in_90d) AS branch_count_90d,
      SUM(s.card_count * w.in_90d) AS card_count_90d,
      SUM(s.spend_count * w.in_90d) AS spend_count_90d,
      SUM(s.spend_count * w.in_365d) AS spend_count_365d,
      SUM(s.spend_cents * w.in_30d) AS spend_cents_30d,
      SUM(s.spend_cents * w.in_90d) AS spend_cents_90d,
      SUM(s.spend_cents * w.in_365d) AS spend_cents_365d,
      SUM(s.spend_square * w.in_365d) AS spend_square_365d,
      SUM(s.inflow_cents * w.in_30d) AS inflow_cents_30d,
      SUM(s.inflow_cents * w.in_90d) AS inflow_cents_90d,
      SUM(s.inflow_cents * w.in_365d) AS inflow_cents_365d,
      SUM(s.outflow_cents * w.in_30d) AS outflow_cents_30d,
      SUM(s.outflow_cents * w.in_90d) AS outflow_cents_90d,
      SUM(s.outflow_cents * w.in_365d) AS outflow_cents_365d,
      SUM(s.pay_cents * w.in_30d) AS pay_cents_30d,
      SUM(s.pay_cents * w.in_90d) AS pay_cents_90d,
      SUM(s.pay_cents * w.in_365d) AS pay_cents_365d,
      SUM(s.benefit_count * w.in_90d) AS benefit_count_90d,
      SUM(s.benefit_count * w.in_365d) AS benefit_count_365d,
      SUM(s.income_count * w.in_30d) AS income_count_30d,
      SUM(s.income_count * w.in_90d) AS income_count_90d,
      SUM(s.income_count * w.in_365d) AS income_count_365d,
      SUM(s.income_cents * w.in_30d) AS income_cents_30d,
      SUM(s.income_cents * w.in_90d) AS income_cents_90d,
      SUM(s.income_cents * w.in_365d) AS income_cents_365d,
      SUM(s.cash_count * w.in_30d) AS cash_count_30d,
      SUM(s.cash_count * w.in_90d) AS cash_count_90d,
      SUM(s.cash_count * w.in_365d) AS cash_count_365d,
      SUM(s.cash_cents * w.in_90d) AS cash_cents_90d,
      SUM(s.cash_cents * w.in_365d) AS cash_cents_365d,
      SUM(s.loan_payment_count * w.in_30d) AS loan_payment_count_30d,
      SUM(s.loan_payment_count * w.in_90d) AS loan_payment_count_90d,
      SUM(s.loan_payment_count * w.in_365d) AS loan_payment_count_365d,
      SUM(s.returned_debit_count * w.in_30d) AS returned_debit_count_30d,
      SUM(s.returned_debit_count * w.in_90d) AS returned_debit_count_90d,
      SUM(s.returned_debit_count * w.in_365d) AS returned_debit_count_365d,
      SUM(s.card_interest_count * w.in_90d) AS card_interest_count_90d,
      SUM(s.card_interest_count * w.in_365d) AS card_interest_count_365d,
      SUM(s.saved_cents * w.in_30d) AS saved_cents_30d,
      SUM(s.saved_cents * w.in_90d) AS saved_cents_90d,
      SUM(s.saved_cents * w.in_365d) AS saved_cents_365d,
      SUM(s.saving_order_count * w.in_30d) AS saving_order_count_30d,
      SUM(s.saving_order_count * w.in_90d) AS saving_order_count_90d,
      SUM(s.saving_order_count * w.in_365d) AS saving_order_count_365d,
      SUM(s.other_debt_count * w.in_30d) AS other_debt_count_30d,
      SUM(s.other_debt_count * w.in_90d) AS other_debt_count_90d,
      SUM(s.other_debt_count * w.in_365d) AS other_debt_count_365d,
      SUM(s.credit_elsewhere_cents * w.in_30d) AS credit_elsewhere_cents_30d,
      SUM(s.credit_elsewhere_cents * w.in_90d) AS credit_elsewhere_cents_90d,
      SUM(s.saving_elsewhere_cents * w.in_365d) AS saving_elsewhere_cents_365d,
      SUM(s.saving_elsewhere_count * w.in_365d) AS saving_elsewhere_count_365d,
      SUM(s.unexpected_count * w.in_30d) AS unexpected_count_30d,
      SUM(s.unexpected_count * w.in_90d) AS unexpected_count_90d,
      SUM(s.unexpected_count * w.in_365d) AS unexpected_count_365d,
      SUM(s.deposit_cents * w.in_30d) AS deposit_cents_30d,
      SUM(s.deposit_cents * w.in_90d) AS deposit_cents_90d,
      SUM(s.deposit_cents * w.in_365d) AS deposit_cents_365d,
      SUM(s.deposit_weight * w.in_30d) AS deposit_weight_30d,
      SUM(s.deposit_weight * w.in_90d) AS deposit_weight_90d,
      SUM(s.deposit_weight * w.in_365d) AS deposit_weight_365d,
      SUM(s.card_cents * w.in_90d) AS card_cents_90d,
      SUM(s.card_weight * w.in_90d) AS card_weight_90d
    FROM
      segments AS s
      INNER JOIN features.day_windows AS w ON w.date_day = s.segment_date
    GROUP BY
      s.client_id,
      w.snapshot_date
  )
SELECT
  g.client_id,
  g.snapshot_date,
  MAX(c.own_date) OVER so_far AS own_date,
  MAX(c.income_date) OVER so_far AS income_date,
  MAX(c.loan_payment_date) OVER so_far AS loan_payment_date,
  MAX(c.pay_date) OVER so_far AS pay_date,
  MAX(c.saving_date) OVER so_far AS saving_date,
  SUM(COALESCE(c.month_cash_count, 0)) OVER last_6 AS cash_count_6m,
  SUM(COALESCE(c.month_cash_count, 0)) OVER so_far AS cash_count,
  SUM(COALESCE(c.month_own_count, 0)) OVER last_6 AS own_count_6m,
  SUM(COALESCE(c.month_own_count, 0)) OVER so_far AS own_count,
  MAX(c.month_largest_cents) OVER last_3 AS largest_cents_3m,
  COUNT(
    CASE
      WHEN c.month_income_cents > 0 THEN 1
    END
  ) OVER last_12 AS income_months_12m,
  SUM(ROUND(c.month_income_cents / 100) * ROUND(c.month_income_cents / 100)) OVER last_12 AS income_square_12m,
  SUM(ROUND(c.month_income_cents / 100)) OVER last_12 AS income_units_12m,
  SUM(COALESCE(c.month_deposit_cents, 0)) OVER so_far AS deposit_cents,
  SUM(COALESCE(c.month_card_cents, 0)) OVER so_far AS card_cents,
  SUM(COALESCE(c.movement_count_90d, 0)) OVER so_far AS movement_count_90d,
  SUM(COALESCE(c.own_count_30d, 0)) OVER so_far AS own_count_30d,
  SUM(COALESCE(c.own_count_90d, 0)) OVER so_far AS own_count_90d,
  SUM(COALESCE(c.own_count_365d, 0)) OVER so_far AS own_count_365d,
  SUM(COALESCE(c.digital_count_90d, 0)) OVER so_far AS digital_count_90d,
  SUM(COALESCE(c.branch_count_90d, 0)) OVER so_far AS branch_count_90d,
  SUM(COALESCE(c.card_count_90d, 0)) OVER so_far AS card_count_90d,
  SUM(COALESCE(c.spend_count_90d, 0)) OVER so_far AS spend_count_90d,
  SUM(COALESCE(c.spend_count_365d, 0)) OVER so_far AS spend_count_365d,
  SUM(COALESCE(c.spend_cents_30d, 0)) OVER so_far AS spend_cents_30d,
  SUM(COALESCE(c.spend_cents_90d, 0)) OVER so_far AS spend_cents_90d,
  SUM(COALESCE(c.spend_cents_365d, 0)) OVER so_far AS spend_cents_365d,
  SUM(COALESCE(c.spend_square_365d, 0)) OVER so_far AS spend_square_365d,
  SUM(COALESCE(c.inflow_cents_30d, 0)) OVER so_far AS inflow_cents_30d,
  SUM(COALESCE(c.inflow_cents_90d, 0)) OVER so_far AS inflow_cents_90d,
  SUM(COALESCE(c.inflow_cents_365d, 0)) OVER so_far AS inflow_cents_365d,
  SUM(COALESCE(c.outflow_cents_30d, 0)) OVER so_far AS outflow_cents_30d,
  SUM(COALESCE(c.outflow_cents_90d, 0)) OVER so_far AS outflow_cents_90d,
  SUM(COALESCE(c.outflow_cents_365d, 0)) OVER so_far AS outflow_cents_365d,
  SUM(COALESCE(c.pay_cents_30d, 0)) OVER so_far AS pay_cents_30d,
  SUM(COALESCE(c.pay_cents_90d, 0)) OVER so_far AS pay_cents_90d,
  SUM(COALESCE(c.pay_cents_365d, 0)) OVER so_far AS pay_cents_365d,
  SUM(COALESCE(c.benefit_count_90d, 0)) OVER so_far AS benefit_count_90d,
  SUM(COALESCE(c.benefit_count_365d, 0)) OVER so_far AS benefit_count_365d,
  SUM(COALESCE(c.income_count_30d, 0)) OVER so_far AS income_count_30d,
  SUM(COALESCE(c.income_count_90d, 0)) OVER so_far AS income_count_90d,
  SUM(COALESCE(c.income_count_365d, 0)) OVER so_far AS income_count_365d,
  SUM(COALESCE(c.income_cents_30d, 0)) OVER so_far AS income_cents_30d,
  SUM(COALESCE(c.income_cents_90d, 0)) OVER so_far AS income_cents_90d,
  SUM(COALESCE(c.income_cents_365d, 0)) OVER so_far AS income_cents_365d,
  SUM(COALESCE(c.cash_count_30d, 0)) OVER so_far AS cash_count_30d,
  SUM(COALESCE(c.cash_count_90d, 0)) OVER so_far AS cash_count_90d,
  SUM(COALESCE(c.cash_count_365d, 0)) OVER so_far AS cash_count_365d,
  SUM(COALESCE(c.cash_cents_90d, 0)) OVER so_far AS cash_cents_90d,
  SUM(COALESCE(c.cash_cents_365d, 0)) OVER so_far AS cash_cents_365d,
  SUM(COALESCE(c.loan_payment_count_30d, 0)) OVER so_far AS loan_payment_count_30d,
  SUM(COALESCE(c.loan_payment_count_90d, 0)) OVER so_far AS loan_payment_count_90d,
  SUM(COALESCE(c.loan_payment_count_365d, 0)) OVER so_far AS loan_payment_count_365d,
  SUM(COALESCE(c.returned_debit_count_30d, 0)) OVER so_far AS returned_debit_count_30d,
  SUM(COALESCE(c.returned_debit_count_90d, 0)) OVER so_far AS returned_debit_count_90d,
  SUM(COALESCE(c.returned_debit_count_365d, 0)) OVER so_far AS returned_debit_count_365d,
  SUM(COALESCE(c.card_interest_count_90d, 0)) OVER so_far AS card_interest_count_90d,
  SUM(COALESCE(c.card_interest_count_365d, 0)) OVER so_far AS card_interest_count_365d,
  SUM(COALESCE(c.saved_cents_30d, 0)) OVER so_far AS saved_cents_30d,
  SUM(COALESCE(c.saved_cents_90d, 0)) OVER so_far AS saved_cents_90d,
  SUM(COALESCE(c.saved_cents_365d, 0)) OVER so_far AS saved_cents_365d,
  SUM(COALESCE(c.saving_order_count_30d, 0)) OVER so_far AS saving_order_count_30d,
  SUM(COALESCE(c.saving_order_count_90d, 0)) OVER so_far AS saving_order_count_90d,
  SUM(COALESCE(c.saving_order_count_365d, 0)) OVER so_far AS saving_order_count_365d,
  SUM(COALESCE(c.other_debt_count_30d, 0)) OVER so_far AS other_debt_count_30d,
  SUM(COALESCE(c.other_debt_count_90d, 0)) OVER so_far AS other_debt_count_90d,
  SUM(COALESCE(c.other_debt_count_365d, 0)) OVER so_far AS other_debt_count_365d,
  SUM(COALESCE(c.credit_elsewhere_cents_30d, 0)) OVER so_far AS credit_elsewhere_cents_30d,
  SUM(COALESCE(c.credit_elsewhere_cents_90d, 0)) OVER so_far AS credit_elsewhere_cents_90d,
  SUM(COALESCE(c.saving_elsewhere_cents_365d, 0)) OVER so_far AS saving_elsewhere_cents_365d,
  SUM(COALESCE(c.saving_elsewhere_count_365d, 0)) OVER so_far AS saving_elsewhere_count_365d,
  SUM(COALESCE(c.unexpected_count_30d, 0)) OVER so_far AS unexpected_count_30d,
  SUM(COALESCE(c.unexpected_count_90d, 0)) OVER so_far AS unexpected_count_90d,
  SUM(COALESCE(c.unexpected_count_365d, 0)) OVER so_far AS unexpected_count_365d,
  SUM(COALESCE(c.deposit_cents_30d, 0)) OVER so_far AS deposit_cents_30d,
  SUM(COALESCE(c.deposit_cents_90d, 0)) OVER so_far AS deposit_cents_90d,
  SUM(COALESCE(c.deposit_cents_365d, 0)) OVER so_far AS deposit_cents_365d,
  SUM(COALESCE(c.deposit_weight_30d, 0)) OVER so_far AS deposit_weight_30d,
  SUM(COALESCE(c.deposit_weight_90d, 0)) OVER so_far AS deposit_weight_90d,
  SUM(COALESCE(c.deposit_weight_365d, 0)) OVER so_far AS deposit_weight_365d,
  SUM(COALESCE(c.card_cents_90d, 0)) OVER so_far AS card_cents_90d,
  SUM(COALESCE(c.card_weight_90d, 0)) OVER so_far AS card_weight_90d
FROM
  grid AS g
  LEFT JOIN changes AS c ON c.client_id = g.client_id
  AND c.snapshot_date = g.snapshot_date
WINDOW
  so_far AS (
    PARTITION BY
      g.client_id
    ORDER BY
      g.snapshot_date ROWS BETWEEN UNBOUNDED PRECEDING
      AND CURRENT ROW
  ),
  last_3 AS (
    PARTITION BY
      g.client_id
    ORDER BY
      g.snapshot_date ROWS BETWEEN 2 PRECEDING
      AND CURRENT ROW
  ),
  last_6 AS (
    PARTITION BY
      g.client_id
    ORDER BY
      g.snapshot_date ROWS BETWEEN 5 PRECEDING
      AND CURRENT ROW
  ),
  last_12 AS (
    PARTITION BY
      g.client_id
    ORDER BY
      g.snapshot_date ROWS BETWEEN 11 PRECEDING
      AND CURRENT ROW
  )
