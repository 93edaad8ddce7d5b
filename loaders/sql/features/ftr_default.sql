-- grain: one row per month end and client who then owes on a loan and is not in default, as known that day
-- keys: client_id, snapshot_date (unique)
-- units: *_amount in the reporting currency; *_ratio one quantity over another; *_count, *_months as they say
-- An instalment falls due in each month after that of the grant, and is missed when the month ends without any loan
--   payment; a later payment settles all that is behind. Who is behind when the term is over still owes, for 90 days.
--   What was before the first day of the data counts as paid.
-- reads: marts.fct_loans, marts.fct_transactions, marts.fct_events, marts.dim_accounts, marts.dim_bank, marts.dim_time,
--   features.ftr_clients
WITH
  snapshots AS (
    SELECT
      d.date_day AS snapshot_date,
      add_days (b.first_date, -1) AS unknown_date
    FROM
      marts.dim_time AS d
      CROSS JOIN marts.dim_bank AS b
    WHERE
      d.is_month_end
      AND d.date_day >= b.first_date
  ),
  payments AS (
    SELECT
      client_id,
      month_end (posted_date) AS snapshot_date,
      MAX(posted_date) AS paid_date
    FROM
      marts.fct_transactions
    WHERE
      transaction_type = 'loan_payment'
    GROUP BY
      client_id,
      month_end (posted_date)
  ),
  late AS (
    SELECT
      client_id,
      month_end (event_date) AS snapshot_date,
      COUNT(
        CASE
          WHEN detail = 'card' THEN 1
        END
      ) AS card_count,
      COUNT(
        CASE
          WHEN COALESCE(detail, '') <> 'card' THEN 1
        END
      ) AS loan_count
    FROM
      marts.fct_events
    WHERE
      event_type = 'late_payment'
    GROUP BY
      client_id,
      month_end (event_date)
  ),
  closings AS (
    SELECT
      client_id,
      opened_date,
      MAX(closed_date) AS closed_date
    FROM
      marts.dim_accounts
    WHERE
      account_type = 'loan'
      AND closed_date IS NOT NULL
    GROUP BY
      client_id,
      opened_date
  ),
  -- Every loan at every month end from its grant until nobody would pay any more.
  loan_months AS (
    SELECT
      l.client_id,
      l.loan_id,
      l.granted_date,
      l.due_date,
      s.snapshot_date,
      s.unknown_date,
      CAST(l.principal_amount AS DOUBLE) AS principal_amount,
      CAST(l.payment_amount AS DOUBLE) AS payment_amount,
      CAST(l.duration_months AS DOUBLE) AS duration_months,
      months_between (l.granted_date, s.snapshot_date) AS age_months,
      l.defaulted_date IS NOT NULL
      AND l.defaulted_date <= s.snapshot_date AS has_defaulted,
      c.closed_date IS NOT NULL
      AND c.closed_date <= s.snapshot_date AS is_closed
    FROM
      marts.fct_loans AS l
      INNER JOIN snapshots AS s ON s.snapshot_date >= l.granted_date
      LEFT JOIN closings AS c ON c.client_id = l.client_id
      AND c.opened_date = l.granted_date
  ),
  borrower_months AS (
    SELECT
      m.client_id,
      m.snapshot_date,
      m.unknown_date,
      MAX(
        CASE
          WHEN m.has_defaulted THEN 1
          ELSE 0
        END
      ) AS has_defaulted,
      MAX(
        CASE
          WHEN m.age_months >= 1
          AND m.age_months <= m.duration_months
          AND NOT m.is_closed THEN 1
          ELSE 0
        END
      ) AS is_due,
      COUNT(*) AS granted_count
    FROM
      loan_months AS m
    GROUP BY
      m.client_id,
      m.snapshot_date,
      m.unknown_date
  ),
  paid_months AS (
    SELECT
      b.*,
      p.paid_date,
      CASE
        WHEN b.is_due = 1
        AND p.paid_date IS NULL THEN 1
        ELSE 0
      END AS is_missed,
      CASE
        WHEN p.paid_date IS NOT NULL
        AND l.loan_count > 0 THEN 1
        ELSE 0
      END AS is_slipped,
      COALESCE(l.card_count, 0) AS card_late_count
    FROM
      borrower_months AS b
      LEFT JOIN payments AS p ON p.client_id = b.client_id
      AND p.snapshot_date = b.snapshot_date
      LEFT JOIN late AS l ON l.client_id = b.client_id
      AND l.snapshot_date = b.snapshot_date
  ),
  histories AS (
    SELECT
      client_id,
      snapshot_date,
      has_defaulted,
      granted_count,
      MAX(paid_date) OVER so_far AS paid_date,
      SUM(is_due) OVER last_12 AS due_months_12m,
      SUM(is_due) OVER so_far AS due_months,
      SUM(is_missed) OVER last_3 AS missed_months_3m,
      SUM(is_missed) OVER last_6 AS missed_months_6m,
      SUM(is_missed) OVER last_12 AS missed_months_12m,
      SUM(is_missed) OVER so_far AS missed_months,
      SUM(is_slipped) OVER last_6 AS slipped_months_6m,
      SUM(is_slipped) OVER so_far AS slipped_months,
      SUM(card_late_count) OVER last_6 AS card_late_count_6m,
      months_between (
        MAX(
          CASE
            WHEN is_missed = 1 THEN snapshot_date
          END
        ) OVER so_far,
        snapshot_date
      ) AS months_since_missed,
      months_between (
        MAX(
          CASE
            WHEN is_missed = 1
            OR is_slipped = 1 THEN snapshot_date
          END
        ) OVER so_far,
        snapshot_date
      ) AS months_since_late
    FROM
      paid_months
    WINDOW
      so_far AS (
        PARTITION BY
          client_id
        ORDER BY
          snapshot_date ROWS BETWEEN UNBOUNDED PRECEDING
          AND CURRENT ROW
      ),
      last_3 AS (
        PARTITION BY
          client_id
        ORDER BY
          snapshot_date ROWS BETWEEN 2 PRECEDING
          AND CURRENT ROW
      ),
      last_6 AS (
        PARTITION BY
          client_id
        ORDER BY
          snapshot_date ROWS BETWEEN 5 PRECEDING
          AND CURRENT ROW
      ),
      last_12 AS (
        PARTITION BY
          client_id
        ORDER BY
          snapshot_date ROWS BETWEEN 11 PRECEDING
          AND CURRENT ROW
      )
  ),
  owed AS (
    SELECT
      m.*,
      LEAST(
        months_between (
          GREATEST(m.granted_date, m.unknown_date, COALESCE(h.paid_date, m.granted_date)),
          LEAST(m.snapshot_date, m.due_date)
        ),
        m.duration_months
      ) AS behind_count,
      -- The yearly rate behind equal instalments, by Baily's formula.
      POWER(m.duration_months * m.payment_amount / NULLIF(m.principal_amount, 0), 2 / (m.duration_months + 1)) - 1 AS growth
    FROM
      loan_months AS m
      INNER JOIN histories AS h ON h.client_id = m.client_id
      AND h.snapshot_date = m.snapshot_date
    WHERE
      h.has_defaulted = 0
      AND NOT m.is_closed
      AND m.snapshot_date < add_months (m.due_date, 4)
  ),
  loans AS (
    SELECT
      client_id,
      snapshot_date,
      COUNT(*) AS owed_count,
      MAX(GREATEST(behind_count, 0)) AS behind_count,
      SUM(principal_amount) AS principal_amount,
      SUM(payment_amount) AS payment_amount,
      MAX(duration_months) AS duration_months,
      MIN(age_months) AS months_since_grant,
      MAX(GREATEST(duration_months - age_months, 0)) AS instalments_left_count,
      SUM(principal_amount * LEAST(age_months / duration_months, 1)) / NULLIF(SUM(principal_amount), 0) AS repaid_ratio,
      MAX(12 * growth * (12 - (duration_months - 1) * growth) / (12 - 2 * (duration_months - 1) * growth)) AS interest_rate_ratio
    FROM
      owed
    WHERE
      snapshot_date < due_date
      OR behind_count > 0
    GROUP BY
      client_id,
      snapshot_date
  )
SELECT
  c.*,
  l.owed_count,
  h.granted_count - l.owed_count AS earlier_loan_count,
  l.behind_count,
  h.missed_months_3m,
  h.missed_months_6m,
  h.missed_months_12m,
  h.missed_months,
  h.missed_months / NULLIF(CAST(h.due_months AS DOUBLE), 0) AS missed_ratio,
  h.months_since_missed,
  h.slipped_months_6m,
  h.slipped_months,
  h.months_since_late,
  h.due_months,
  h.card_late_count_6m,
  l.principal_amount,
  l.payment_amount,
  l.duration_months,
  l.months_since_grant,
  l.instalments_left_count,
  l.repaid_ratio,
  l.interest_rate_ratio,
  l.payment_amount / NULLIF(c.income_amount_month, 0) AS payment_income_ratio,
  l.principal_amount / NULLIF(12 * c.income_amount_month, 0) AS principal_income_ratio
FROM
  loans AS l
  INNER JOIN histories AS h ON h.client_id = l.client_id
  AND h.snapshot_date = l.snapshot_date
  INNER JOIN features.ftr_clients AS c ON c.client_id = l.client_id
  AND c.snapshot_date = l.snapshot_date
