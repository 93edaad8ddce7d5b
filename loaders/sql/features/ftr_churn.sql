-- grain: one row per active client and month end, as known that day: who has an open account, and moved money of their
--   own accord or logged in in the month or the two before it
-- keys: client_id, snapshot_date (unique)
-- units: *_days and days_* calendar days, NULL when it never was (complaints, enquiries and money sent to another bank: not within
--   365 days); *_months whole months; *_count_30d, _90d, _365d over days, _3m and _12m in the month and the two or
--   eleven before it; *_amount in the reporting currency; *_ratio one quantity over another, NULL where there is nothing
--   to divide by
-- pay: what others outside the bank bring in by batch: salaries, pensions, invoices paid, benefits
-- act: a purchase by card, cash taken or brought, a login
-- reads: marts.fct_transactions, marts.fct_events, marts.dim_accounts, marts.fct_loans, features.ftr_clients
WITH
  -- Who was paid, by whom, one row a day.
  pay_days AS (
    SELECT
      t.client_id,
      t.posted_date,
      month_end (t.posted_date) AS month_date,
      MAX(t.counterparty) AS payer
    FROM
      marts.fct_transactions AS t
      LEFT JOIN marts.dim_accounts AS o ON o.account_id = t.counterparty
    WHERE
      t.amount > 0
      AND o.account_id IS NULL
      AND (
        t.transaction_type = 'salary'
        OR (
          t.transaction_type = 'transfer_in'
          AND t.channel = 'batch'
        )
      )
    GROUP BY
      t.client_id,
      t.posted_date
  ),
  pays AS (
    SELECT
      client_id,
      posted_date,
      month_date,
      payer,
      CAST(
        days_between (
          FIRST_VALUE (posted_date) OVER (
            PARTITION BY
              client_id
            ORDER BY
              posted_date ROWS BETWEEN 6 PRECEDING
              AND CURRENT ROW
          ),
          posted_date
        ) AS DOUBLE
      ) / NULLIF(
        COUNT(*) OVER (
          PARTITION BY
            client_id
          ORDER BY
            posted_date ROWS BETWEEN 6 PRECEDING
            AND CURRENT ROW
        ) - 1,
        0
      ) AS usual_gap_days
    FROM
      pay_days
  ),
  last_pays AS (
    SELECT
      client_id,
      month_date,
      MAX(posted_date) AS posted_date
    FROM
      pay_days
    GROUP BY
      client_id,
      month_date
  ),
  payer_months AS (
    SELECT
      payer,
      month_date,
      COUNT(DISTINCT client_id) AS client_count
    FROM
      pay_days
    WHERE
      payer IS NOT NULL
    GROUP BY
      payer,
      month_date
  ),
  -- Bills by who sends them: the months in which one was paid, and how many months apart they usually are.
  bill_months AS (
    SELECT
      t.client_id,
      t.counterparty,
      month_end (t.posted_date) AS month_date
    FROM
      marts.fct_transactions AS t
      LEFT JOIN marts.dim_accounts AS o ON o.account_id = t.counterparty
      AND o.client_id = t.client_id
    WHERE
      t.transaction_type IN ('direct_debit', 'standing_order')
      AND COALESCE(t.category, '') NOT IN ('credit_elsewhere', 'savings_elsewhere')
      AND t.amount < 0
      AND o.account_id IS NULL
    GROUP BY
      t.client_id,
      t.counterparty,
      month_end (t.posted_date)
  ),
  bill_gaps AS (
    SELECT
      client_id,
      month_date,
      months_between (
        LAG (month_date) OVER (
          PARTITION BY
            client_id,
            counterparty
          ORDER BY
            month_date
        ),
        month_date
      ) AS months_before,
      LEAD (month_date) OVER (
        PARTITION BY
          client_id,
          counterparty
        ORDER BY
          month_date
      ) AS next_date
    FROM
      bill_months
  ),
  paid_bills AS (
    SELECT
      client_id,
      month_date,
      COUNT(*) AS bill_count
    FROM
      bill_months
    GROUP BY
      client_id,
      month_date
  ),
  overdue_months AS (
    SELECT
      m.month_date AS snapshot_date,
      g.client_id
    FROM
      bill_gaps AS g
      INNER JOIN (
        SELECT DISTINCT
          snapshot_date AS month_date
        FROM
          features.ftr_clients
      ) AS m ON m.month_date >= month_end (add_months (g.month_date, g.months_before))
      AND m.month_date <= month_end (add_months (g.month_date, g.months_before + 3))
    WHERE
      g.months_before <= 12
      AND (
        g.next_date IS NULL
        OR g.next_date > m.month_date
      )
  ),
  overdue_bills AS (
    SELECT
      client_id,
      snapshot_date,
      COUNT(*) AS bill_count
    FROM
      overdue_months
    GROUP BY
      client_id,
      snapshot_date
  ),
  own_months AS (
    SELECT
      client_id,
      month_end (posted_date) AS month_date,
      COUNT(
        CASE
          WHEN transaction_type = 'card_purchase' THEN 1
        END
      ) AS purchase_count,
      COUNT(
        CASE
          WHEN transaction_type IN ('cash_withdrawal', 'cash_deposit') THEN 1
        END
      ) AS cash_count,
      COUNT(
        CASE
          WHEN category = 'investment' THEN 1
        END
      ) AS investment_count,
      COUNT(
        CASE
          WHEN category IN ('own_account_elsewhere', 'account_closure') THEN 1
        END
      ) AS elsewhere_count,
      CAST(
        SUM(
          CASE
            WHEN category IN ('own_account_elsewhere', 'account_closure') THEN - amount
            ELSE 0
          END
        ) AS DOUBLE
      ) AS elsewhere_amount,
      MAX(
        CASE
          WHEN category IN ('own_account_elsewhere', 'account_closure') THEN posted_date
        END
      ) AS elsewhere_date
    FROM
      marts.fct_transactions
    WHERE
      is_client_initiated
    GROUP BY
      client_id,
      month_end (posted_date)
  ),
  event_months AS (
    SELECT
      client_id,
      month_end (event_date) AS month_date,
      -- A row may stand for several logins: "3 logins".
      SUM(
        CASE
          WHEN event_type = 'login' THEN COALESCE(integer_from_text (SUBSTR(detail, 1, POSITION(' ' IN detail) - 1)), 1)
          ELSE 0
        END
      ) AS login_count,
      MAX(
        CASE
          WHEN event_type = 'complaint' THEN event_date
        END
      ) AS complaint_date,
      MAX(
        CASE
          WHEN event_type = 'other'
          AND detail = 'loan enquiry' THEN event_date
        END
      ) AS enquiry_date,
      SUM(
        CASE
          WHEN event_type = 'support_call'
          AND detail = 'account closure' THEN 1
          ELSE 0
        END
      ) AS closure_call_count
    FROM
      marts.fct_events
    GROUP BY
      client_id,
      month_end (event_date)
  ),
  loans AS (
    SELECT
      c.client_id,
      c.snapshot_date,
      MAX(months_between (c.snapshot_date, l.due_date)) AS loan_months_left
    FROM
      features.ftr_clients AS c
      INNER JOIN marts.fct_loans AS l ON l.client_id = c.client_id
      AND l.granted_date <= c.snapshot_date
      AND l.due_date > c.snapshot_date
    GROUP BY
      c.client_id,
      c.snapshot_date
  ),
  months AS (
    SELECT
      c.*,
      months_between (DATE '2000-01-01', c.snapshot_date) AS month_number,
      CAST(LEAST(c.observed_days, 30) + LEAST(c.observed_days, 91) + LEAST(c.observed_days, 182) AS DOUBLE) AS weighted_days,
      COALESCE(o.purchase_count, 0) AS purchase_count,
      COALESCE(o.purchase_count + o.cash_count, 0) + COALESCE(e.login_count, 0) AS act_count,
      COALESCE(e.login_count, 0) AS login_count,
      COALESCE(o.investment_count, 0) AS investment_count,
      COALESCE(o.elsewhere_count, 0) AS elsewhere_count,
      COALESCE(o.elsewhere_amount, 0) AS elsewhere_amount,
      o.elsewhere_date,
      COALESCE(e.closure_call_count, 0) AS closure_call_count,
      e.complaint_date,
      e.enquiry_date,
      p.posted_date AS pay_date,
      COALESCE(b.bill_count, 0) AS bill_count
    FROM
      features.ftr_clients AS c
      LEFT JOIN own_months AS o ON o.client_id = c.client_id
      AND o.month_date = c.snapshot_date
      LEFT JOIN event_months AS e ON e.client_id = c.client_id
      AND e.month_date = c.snapshot_date
      LEFT JOIN last_pays AS p ON p.client_id = c.client_id
      AND p.month_date = c.snapshot_date
      LEFT JOIN paid_bills AS b ON b.client_id = c.client_id
      AND b.month_date = c.snapshot_date
  ),
  running AS (
    SELECT
      m.*,
      -- The month counts three times, the two before it twice, the three before those once.
      CAST(act_count + SUM(act_count) OVER quarter + SUM(act_count) OVER half AS DOUBLE) AS weighted_act_count,
      CAST(SUM(act_count) OVER every AS DOUBLE) / observed_days AS usual_acts,
      CAST(login_count + SUM(login_count) OVER quarter + SUM(login_count) OVER half AS DOUBLE) AS weighted_login_count,
      CAST(SUM(purchase_count) OVER quarter AS DOUBLE) / LEAST(observed_days, 91) AS recent_purchases,
      CAST(SUM(purchase_count) OVER every AS DOUBLE) / observed_days AS usual_purchases,
      CAST(SUM(investment_count) OVER quarter AS DOUBLE) / LEAST(observed_days, 91) AS recent_investments,
      CAST(SUM(investment_count) OVER every AS DOUBLE) / observed_days AS usual_investments,
      CAST(SUM(bill_count) OVER annual AS DOUBLE) / LEAST(observed_days, 365) AS usual_bills,
      CAST(SUM(closure_call_count) OVER quarter AS INTEGER) AS closure_call_count_3m,
      CAST(SUM(elsewhere_count) OVER quarter AS INTEGER) AS elsewhere_count_3m,
      SUM(elsewhere_amount) OVER quarter AS elsewhere_amount_3m,
      MAX(elsewhere_date) OVER annual AS last_elsewhere_date,
      MAX(complaint_date) OVER annual AS last_complaint_date,
      MAX(enquiry_date) OVER annual AS last_enquiry_date,
      MAX(pay_date) OVER every AS last_pay_date,
      MAX(product_count) OVER annual - product_count AS product_drop_count_12m
    FROM
      months AS m
    WINDOW
      quarter AS (
        PARTITION BY
          client_id
        ORDER BY
          month_number RANGE BETWEEN 2 PRECEDING
          AND CURRENT ROW
      ),
      half AS (
        PARTITION BY
          client_id
        ORDER BY
          month_number RANGE BETWEEN 5 PRECEDING
          AND CURRENT ROW
      ),
      annual AS (
        PARTITION BY
          client_id
        ORDER BY
          month_number RANGE BETWEEN 11 PRECEDING
          AND CURRENT ROW
      ),
      every AS (
        PARTITION BY
          client_id
        ORDER BY
          month_number RANGE BETWEEN UNBOUNDED PRECEDING
          AND CURRENT ROW
      )
  ),
  active AS (
    SELECT
      r.*,
      LEAST(COALESCE(days_since_own, days_since_login), COALESCE(days_since_login, days_since_own)) AS days_since_act
    FROM
      running AS r
  )
SELECT
  r.client_id,
  r.snapshot_date,
  -- how lively the account is
  r.days_since_act,
  r.days_since_act * (r.own_count_365d + r.login_count_365d) / LEAST(r.observed_days, 365) AS missed_act_count,
  (r.weighted_act_count + 30) / (r.usual_acts * r.weighted_days + 30) AS activity_ratio,
  r.own_count_30d,
  r.own_count_365d,
  r.login_count_30d,
  r.login_count_365d,
  r.login_count_90d,
  30 * r.weighted_login_count / r.weighted_days AS login_count_month,
  r.login_trend_ratio,
  r.recent_purchases / NULLIF(r.usual_purchases, 0) AS purchase_trend_ratio,
  r.digital_ratio_90d,
  -- pay
  days_between (r.last_pay_date, r.snapshot_date) AS days_since_pay,
  days_between (r.last_pay_date, r.snapshot_date) - p.usual_gap_days AS pay_delay_days,
  CAST(COALESCE(q.client_count, 0) AS DOUBLE) / w.client_count AS payer_paying_ratio,
  r.income_amount_month,
  -- money and payments that go elsewhere
  days_between (r.last_elsewhere_date, r.snapshot_date) AS days_since_elsewhere,
  r.elsewhere_count_3m,
  CASE
    WHEN r.elsewhere_amount_3m = 0 THEN 0
    ELSE r.elsewhere_amount_3m / NULLIF(r.income_amount_month, 0)
  END AS elsewhere_income_ratio_3m,
  r.saving_elsewhere_income_ratio,
  COALESCE(o.bill_count, 0) AS stopped_bill_count,
  r.bill_count / LEAST(r.observed_days, 30) / NULLIF(r.usual_bills, 0) AS bill_trend_ratio,
  r.deposit_trend_ratio_90d,
  r.deposit_trend_ratio_365d,
  r.saving_order_trend_ratio,
  r.recent_investments / NULLIF(r.usual_investments, 0) AS investment_trend_ratio,
  -- what binds to the bank, and what drives away
  r.tenure_months,
  r.product_count,
  r.savings_count,
  r.card_count,
  r.product_drop_count_12m,
  r.loan_count,
  l.loan_months_left,
  r.loan_payment_count_90d,
  r.days_since_loan_payment,
  days_between (r.last_enquiry_date, r.snapshot_date) AS days_since_loan_enquiry,
  days_between (r.last_complaint_date, r.snapshot_date) AS days_since_complaint,
  r.complaint_count_30d,
  r.complaint_count_90d,
  r.support_call_count_30d,
  r.support_call_count_90d,
  r.closure_call_count_3m
FROM
  active AS r
  LEFT JOIN pays AS p ON p.client_id = r.client_id
  AND p.posted_date = r.last_pay_date
  LEFT JOIN payer_months AS w ON w.payer = p.payer
  AND w.month_date = p.month_date
  LEFT JOIN payer_months AS q ON q.payer = p.payer
  AND q.month_date = r.snapshot_date
  LEFT JOIN overdue_bills AS o ON o.client_id = r.client_id
  AND o.snapshot_date = r.snapshot_date
  LEFT JOIN loans AS l ON l.client_id = r.client_id
  AND l.snapshot_date = r.snapshot_date
WHERE
  r.days_since_act < days_between (month_end (add_months (r.snapshot_date, -3)), r.snapshot_date)
