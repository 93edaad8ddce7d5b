-- grain: one row per client and month end at which the client has an open account, as known that day
-- keys: client_id, snapshot_date (unique)
-- units: *_amount in the reporting currency; *_count and *_days of the last 30, 90 or 365 days as the name says;
--   *_ratio a share in [0, 1] or one quantity over another, NULL where there is nothing to divide by;
--   *_month per 30 days, over the days observed; days_since_* NULL when it never was
-- reads: marts.dim_accounts, marts.dim_bank, marts.dim_time, marts.fct_loans, features.client_movements,
--   features.client_balances, features.client_events
WITH
  snapshots AS (
    SELECT
      d.date_day AS snapshot_date,
      b.first_date
    FROM
      marts.dim_time AS d
      CROSS JOIN marts.dim_bank AS b
    WHERE
      d.is_month_end
      AND d.date_day >= b.first_date
  ),
  clients AS (
    SELECT
      a.client_id,
      s.snapshot_date,
      s.first_date,
      MIN(a.opened_date) AS opened_date,
      COUNT(
        CASE
          WHEN a.closed_date IS NULL
          OR a.closed_date > s.snapshot_date THEN 1
        END
      ) AS product_count,
      COUNT(
        CASE
          WHEN a.account_type = 'savings'
          AND (
            a.closed_date IS NULL
            OR a.closed_date > s.snapshot_date
          ) THEN 1
        END
      ) AS savings_count,
      COUNT(
        CASE
          WHEN a.account_type = 'card'
          AND (
            a.closed_date IS NULL
            OR a.closed_date > s.snapshot_date
          ) THEN 1
        END
      ) AS card_count,
      SUM(
        CASE
          WHEN a.account_type = 'card'
          AND (
            a.closed_date IS NULL
            OR a.closed_date > s.snapshot_date
          ) THEN a.credit_limit_amount
        END
      ) AS card_limit_amount,
      SUM(
        CASE
          WHEN a.account_type = 'checking'
          AND (
            a.closed_date IS NULL
            OR a.closed_date > s.snapshot_date
          ) THEN a.credit_limit_amount
        END
      ) AS overdraft_limit_amount
    FROM
      marts.dim_accounts AS a
      INNER JOIN snapshots AS s ON s.snapshot_date >= a.opened_date
    GROUP BY
      a.client_id,
      s.snapshot_date,
      s.first_date
  ),
  loans AS (
    SELECT
      l.client_id,
      s.snapshot_date,
      COUNT(*) AS loan_count,
      SUM(l.payment_amount) AS instalment_amount
    FROM
      marts.fct_loans AS l
      INNER JOIN snapshots AS s ON s.snapshot_date >= l.granted_date
      AND s.snapshot_date < l.due_date
    GROUP BY
      l.client_id,
      s.snapshot_date
  ),
  known AS (
    SELECT
      c.client_id,
      c.snapshot_date,
      months_between (c.opened_date, c.snapshot_date) AS tenure_months,
      CAST(days_between (GREATEST(c.opened_date, c.first_date), c.snapshot_date) + 1 AS DOUBLE) AS observed_days,
      CAST(days_between (DATE '2000-01-01', c.snapshot_date) AS DOUBLE) AS day_number,
      c.product_count,
      c.savings_count,
      c.card_count,
      CAST(c.card_limit_amount AS DOUBLE) AS card_limit_amount,
      CAST(c.overdraft_limit_amount AS DOUBLE) AS overdraft_limit_amount,
      COALESCE(l.loan_count, 0) AS loan_count,
      CAST(COALESCE(l.instalment_amount, 0) AS DOUBLE) AS instalment_amount,
      b.checking_amount,
      b.lowest_amount_3m,
      COALESCE(b.overdrawn_days_30d, 0) AS overdrawn_days_30d,
      COALESCE(b.overdrawn_days_90d, 0) AS overdrawn_days_90d,
      COALESCE(b.overdrawn_days_365d, 0) AS overdrawn_days_365d,
      e.login_date,
      COALESCE(e.login_count_30d, 0) AS login_count_30d,
      COALESCE(e.login_count_90d, 0) AS login_count_90d,
      COALESCE(e.login_count_365d, 0) AS login_count_365d,
      COALESCE(e.late_payment_count_30d, 0) AS late_payment_count_30d,
      COALESCE(e.late_payment_count_90d, 0) AS late_payment_count_90d,
      COALESCE(e.late_payment_count_365d, 0) AS late_payment_count_365d,
      COALESCE(e.complaint_count_30d, 0) AS complaint_count_30d,
      COALESCE(e.complaint_count_90d, 0) AS complaint_count_90d,
      COALESCE(e.complaint_count_365d, 0) AS complaint_count_365d,
      COALESCE(e.support_call_count_30d, 0) AS support_call_count_30d,
      COALESCE(e.support_call_count_90d, 0) AS support_call_count_90d,
      COALESCE(e.support_call_count_365d, 0) AS support_call_count_365d,
      m.own_date,
      m.income_date,
      m.pay_date,
      m.saving_date,
      m.cash_count_6m,
      m.cash_count,
      m.own_count_6m,
      m.own_count,
      m.pay_cents_30d,
      m.pay_cents_90d,
      m.pay_cents_365d,
      m.benefit_count_90d,
      m.benefit_count_365d,
      m.loan_payment_date,
      m.largest_cents_3m,
      m.income_months_12m,
      m.income_square_12m,
      m.income_units_12m,
      m.deposit_cents,
      m.card_cents,
      m.movement_count_90d,
      m.own_count_30d,
      m.own_count_90d,
      m.own_count_365d,
      m.digital_count_90d,
      m.branch_count_90d,
      m.card_count_90d,
      m.spend_count_90d,
      m.spend_count_365d,
      m.spend_cents_30d,
      m.spend_cents_90d,
      m.spend_cents_365d,
      m.spend_square_365d,
      m.inflow_cents_30d,
      m.inflow_cents_90d,
      m.inflow_cents_365d,
      m.outflow_cents_30d,
      m.outflow_cents_90d,
      m.outflow_cents_365d,
      m.income_count_30d,
      m.income_count_90d,
      m.income_count_365d,
      m.income_cents_30d,
      m.income_cents_90d,
      m.income_cents_365d,
      m.cash_count_30d,
      m.cash_count_90d,
      m.cash_count_365d,
      m.cash_cents_90d,
      m.cash_cents_365d,
      m.loan_payment_count_30d,
      m.loan_payment_count_90d,
      m.loan_payment_count_365d,
      m.returned_debit_count_30d,
      m.returned_debit_count_90d,
      m.returned_debit_count_365d,
      m.card_interest_count_90d,
      m.card_interest_count_365d,
      m.saved_cents_30d,
      m.saved_cents_90d,
      m.saved_cents_365d,
      m.saving_order_count_30d,
      m.saving_order_count_90d,
      m.saving_order_count_365d,
      m.other_debt_count_30d,
      m.other_debt_count_90d,
      m.other_debt_count_365d,
      m.credit_elsewhere_cents_30d,
      m.credit_elsewhere_cents_90d,
      m.saving_elsewhere_cents_365d,
      m.saving_elsewhere_count_365d,
      m.unexpected_count_30d,
      m.unexpected_count_90d,
      m.unexpected_count_365d,
      m.deposit_cents_30d,
      m.deposit_cents_90d,
      m.deposit_cents_365d,
      m.deposit_weight_30d,
      m.deposit_weight_90d,
      m.deposit_weight_365d,
      m.card_cents_90d,
      m.card_weight_90d
    FROM
      clients AS c
      LEFT JOIN features.client_movements AS m ON m.client_id = c.client_id
      AND m.snapshot_date = c.snapshot_date
      LEFT JOIN features.client_balances AS b ON b.client_id = c.client_id
      AND b.snapshot_date = c.snapshot_date
      LEFT JOIN features.client_events AS e ON e.client_id = c.client_id
      AND e.snapshot_date = c.snapshot_date
      LEFT JOIN loans AS l ON l.client_id = c.client_id
      AND l.snapshot_date = c.snapshot_date
    WHERE
      c.product_count > 0
  ),
  spans AS (
    SELECT
      k.*,
      LEAST(observed_days, 30) AS days_30,
      LEAST(observed_days, 90) AS days_90,
      LEAST(observed_days, 365) AS days_365,
      LEAST(CEIL(observed_days / 30.5), 12) AS months_12
    FROM
      known AS k
  ),
  levels AS (
    SELECT
      s.*,
      (30 * deposit_cents + (day_number - 29) * deposit_cents_30d - deposit_weight_30d) / 100 / days_30 AS deposit_mean_amount_30d,
      (90 * deposit_cents + (day_number - 89) * deposit_cents_90d - deposit_weight_90d) / 100 / days_90 AS deposit_mean_amount_90d,
      (365 * deposit_cents + (day_number - 364) * deposit_cents_365d - deposit_weight_365d) / 100 / days_365 AS deposit_mean_amount_365d,
      (90 * card_cents + (day_number - 89) * card_cents_90d - card_weight_90d) / 100 / days_90 AS card_mean_amount_90d,
      income_cents_365d / 100 / days_365 * 30 AS income_amount_month,
      spend_cents_365d / 100 / days_365 * 30 AS spend_amount_month,
      income_units_12m / months_12 AS income_mean_units,
      spend_cents_365d / 100 / NULLIF(spend_count_365d, 0) AS ticket_amount_365d
    FROM
      spans AS s
  )
SELECT
  client_id,
  snapshot_date,
  tenure_months,
  observed_days,
  product_count,
  savings_count,
  card_count,
  loan_count,
  -- frequency, recency and channels of what the client does
  movement_count_90d,
  own_count_30d,
  own_count_90d,
  own_count_365d,
  (own_count_30d / days_30) / NULLIF(own_count_365d / days_365, 0) AS own_count_trend_ratio,
  days_between (own_date, snapshot_date) AS days_since_own,
  digital_count_90d / NULLIF(own_count_90d, 0) AS digital_ratio_90d,
  branch_count_90d / NULLIF(own_count_90d, 0) AS branch_ratio_90d,
  card_count_90d / NULLIF(own_count_90d, 0) AS card_ratio_90d,
  login_count_30d,
  login_count_90d,
  login_count_365d,
  (login_count_30d / days_30) / NULLIF(login_count_365d / days_365, 0) AS login_trend_ratio,
  days_between (login_date, snapshot_date) AS days_since_login,
  complaint_count_30d,
  complaint_count_90d,
  complaint_count_365d,
  support_call_count_30d,
  support_call_count_90d,
  support_call_count_365d,
  -- money spent: level, ticket, volatility, cash
  spend_cents_30d / 100 AS spend_amount_30d,
  spend_cents_90d / 100 AS spend_amount_90d,
  spend_cents_365d / 100 AS spend_amount_365d,
  (spend_cents_30d / 100 / days_30) / NULLIF(spend_cents_365d / 100 / days_365, 0) AS spend_trend_ratio,
  spend_cents_90d / 100 / NULLIF(spend_count_90d, 0) AS ticket_amount_90d,
  ticket_amount_365d,
  SQRT(
    GREATEST(0, spend_square_365d / NULLIF(spend_count_365d, 0) - ticket_amount_365d * ticket_amount_365d)
  ) / NULLIF(ticket_amount_365d, 0) AS ticket_variation_ratio_365d,
  cash_count_30d,
  cash_count_90d,
  cash_count_365d,
  cash_count_6m,
  (cash_count_90d / days_90) / NULLIF(cash_count / observed_days, 0) AS cash_all_ratio_90d,
  (cash_count_6m / LEAST(observed_days, 183)) / NULLIF(cash_count / observed_days, 0) AS cash_all_ratio_6m,
  (cash_count_6m / NULLIF(own_count_6m, 0)) / NULLIF(cash_count / NULLIF(own_count, 0), 0) AS cash_own_ratio_6m,
  cash_cents_90d / NULLIF(spend_cents_90d, 0) AS cash_ratio_90d,
  cash_cents_365d / NULLIF(spend_cents_365d, 0) AS cash_ratio_365d,
  (cash_count_90d / days_90) / NULLIF(cash_count_365d / days_365, 0) AS cash_trend_ratio,
  inflow_cents_30d / 100 AS inflow_amount_30d,
  inflow_cents_90d / 100 AS inflow_amount_90d,
  inflow_cents_365d / 100 AS inflow_amount_365d,
  outflow_cents_30d / 100 AS outflow_amount_30d,
  outflow_cents_90d / 100 AS outflow_amount_90d,
  outflow_cents_365d / 100 AS outflow_amount_365d,
  outflow_cents_90d / NULLIF(inflow_cents_90d, 0) AS outflow_ratio_90d,
  outflow_cents_365d / NULLIF(inflow_cents_365d, 0) AS outflow_ratio_365d,
  largest_cents_3m / 100 / NULLIF(income_amount_month, 0) AS largest_outflow_ratio_3m,
  unexpected_count_30d,
  unexpected_count_90d,
  unexpected_count_365d,
  other_debt_count_30d,
  other_debt_count_90d,
  other_debt_count_365d,
  credit_elsewhere_cents_30d / 100 AS credit_elsewhere_amount_30d,
  credit_elsewhere_cents_90d / 100 AS credit_elsewhere_amount_90d,
  saving_elsewhere_cents_365d / 100 / NULLIF(saving_elsewhere_count_365d, 0) AS saving_elsewhere_amount_order,
  saving_elsewhere_cents_365d / 100 / NULLIF(saving_elsewhere_count_365d, 0) / NULLIF(income_amount_month, 0) AS saving_elsewhere_income_ratio,
  -- income: level, regularity, recency, trend
  income_amount_month,
  income_count_30d,
  income_count_90d,
  income_count_365d,
  income_months_12m / months_12 AS income_months_ratio_12m,
  SQRT(GREATEST(0, income_square_12m / months_12 - income_mean_units * income_mean_units)) / NULLIF(income_mean_units, 0) AS income_variation_ratio_12m,
  days_between (income_date, snapshot_date) AS days_since_income,
  days_between (pay_date, snapshot_date) AS days_since_pay,
  benefit_count_90d,
  benefit_count_365d,
  (pay_cents_30d / days_30) / NULLIF(pay_cents_365d / days_365, 0) AS pay_trend_ratio_30d,
  (pay_cents_90d / days_90) / NULLIF(pay_cents_365d / days_365, 0) AS pay_trend_ratio_90d,
  days_between (saving_date, snapshot_date) AS days_since_saving,
  (income_cents_30d / 100 / days_30 * 30) / NULLIF(income_amount_month, 0) AS income_trend_ratio_30d,
  (income_cents_90d / 100 / days_90 * 30) / NULLIF(income_amount_month, 0) AS income_trend_ratio_90d,
  -- balances and credit
  deposit_cents / 100 AS deposit_amount,
  deposit_mean_amount_30d,
  deposit_mean_amount_90d,
  deposit_mean_amount_365d,
  deposit_mean_amount_30d / CASE
    WHEN deposit_mean_amount_90d > 0 THEN deposit_mean_amount_90d
  END AS deposit_trend_ratio_90d,
  deposit_mean_amount_90d / CASE
    WHEN deposit_mean_amount_365d > 0 THEN deposit_mean_amount_365d
  END AS deposit_trend_ratio_365d,
  deposit_mean_amount_90d / NULLIF(income_amount_month, 0) AS deposit_income_ratio_90d,
  checking_amount,
  lowest_amount_3m,
  lowest_amount_3m / NULLIF(income_amount_month, 0) AS lowest_income_ratio_3m,
  overdrawn_days_30d,
  overdrawn_days_90d,
  overdrawn_days_365d,
  CASE
    WHEN checking_amount < 0 THEN - checking_amount
    ELSE 0
  END / NULLIF(overdraft_limit_amount, 0) AS overdraft_utilisation_ratio,
  - card_cents / 100 / NULLIF(card_limit_amount, 0) AS card_utilisation_ratio,
  - card_mean_amount_90d / NULLIF(card_limit_amount, 0) AS card_utilisation_ratio_90d,
  card_interest_count_90d,
  card_interest_count_365d,
  saved_cents_30d / 100 AS saved_amount_30d,
  saved_cents_90d / 100 AS saved_amount_90d,
  saved_cents_365d / 100 AS saved_amount_365d,
  saved_cents_90d / 100 / days_90 * 30 / NULLIF(income_amount_month, 0) AS saved_income_ratio_90d,
  saved_cents_365d / 100 / days_365 * 30 / NULLIF(income_amount_month, 0) AS saved_income_ratio_365d,
  saving_order_count_30d,
  saving_order_count_90d,
  saving_order_count_365d,
  (saving_order_count_90d / days_90) / NULLIF(saving_order_count_365d / days_365, 0) AS saving_order_trend_ratio,
  instalment_amount,
  instalment_amount / NULLIF(income_amount_month, 0) AS instalment_income_ratio,
  loan_payment_count_30d,
  loan_payment_count_90d,
  loan_payment_count_365d,
  days_between (loan_payment_date, snapshot_date) AS days_since_loan_payment,
  returned_debit_count_30d,
  returned_debit_count_90d,
  returned_debit_count_365d,
  late_payment_count_30d,
  late_payment_count_90d,
  late_payment_count_365d
FROM
  levels
