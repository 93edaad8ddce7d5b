-- grain: one row per client and month in which it has an account open or a loan (periodic snapshot)
-- keys: client_id, month_date (unique)
-- units: *_amount in the reporting currency; fee_amount of the month, loan_amount and deposit_amount at its end
-- yearly_income_amount: what the client brings in a year by the income proxy: fees of the last twelve months, scaled up for
--   who has been there for less, + loan_amount × loan margin − deposit_amount × deposit margin; below zero where the
--   deposits cost more than the client pays
-- reads: marts.fct_account_months, marts.fct_loan_months, marts.fct_client_months, marts.dim_bank
WITH
  deposits AS (
    SELECT
      client_id,
      month_date,
      SUM(
        CASE
          WHEN account_type IN ('checking', 'savings') THEN GREATEST(closing_amount, 0)
          ELSE 0
        END
      ) AS deposit_amount
    FROM
      marts.fct_account_months
    GROUP BY
      client_id,
      month_date
  ),
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
  fees AS (
    SELECT
      client_id,
      month_date,
      SUM(fee_amount) AS fee_amount
    FROM
      marts.fct_client_months
    GROUP BY
      client_id,
      month_date
  ),
  client_months AS (
    SELECT
      client_id,
      month_date
    FROM
      deposits
    UNION
    SELECT
      l.client_id,
      l.month_date
    FROM
      loans AS l
      CROSS JOIN marts.dim_bank AS b
    WHERE
      l.month_date >= month_start (b.first_date)
  ),
  firsts AS (
    SELECT
      client_id,
      MIN(month_date) AS first_month
    FROM
      client_months
    GROUP BY
      client_id
  ),
  years AS (
    SELECT
      m.client_id,
      m.month_date,
      SUM(f.fee_amount) AS fee_amount
    FROM
      client_months AS m
      INNER JOIN fees AS f ON f.client_id = m.client_id
      AND f.month_date <= m.month_date
      AND f.month_date > add_months (m.month_date, -12)
    WHERE
      f.fee_amount <> 0
    GROUP BY
      m.client_id,
      m.month_date
  )
SELECT
  m.client_id,
  m.month_date,
  CAST(COALESCE(f.fee_amount, 0) AS DECIMAL(18, 2)) AS fee_amount,
  CAST(COALESCE(l.loan_amount, 0) AS DECIMAL(18, 2)) AS loan_amount,
  CAST(COALESCE(d.deposit_amount, 0) AS DECIMAL(18, 2)) AS deposit_amount,
  CAST(
    COALESCE(y.fee_amount, 0) * 12.0 / LEAST(12, months_between (s.first_month, m.month_date) + 1) + COALESCE(l.loan_amount, 0) * b.loan_margin - COALESCE(d.deposit_amount, 0) * b.deposit_margin AS DECIMAL(18, 2)
  ) AS yearly_income_amount
FROM
  client_months AS m
  INNER JOIN firsts AS s ON s.client_id = m.client_id
  CROSS JOIN marts.dim_bank AS b
  LEFT JOIN deposits AS d ON d.client_id = m.client_id
  AND d.month_date = m.month_date
  LEFT JOIN loans AS l ON l.client_id = m.client_id
  AND l.month_date = m.month_date
  LEFT JOIN fees AS f ON f.client_id = m.client_id
  AND f.month_date = m.month_date
  LEFT JOIN years AS y ON y.client_id = m.client_id
  AND y.month_date = m.month_date
