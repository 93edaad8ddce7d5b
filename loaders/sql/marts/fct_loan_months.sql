-- grain: one row per loan and month end from its grant to its due date
-- keys: loan_id, month_date (unique)
-- units: scheduled_amount in the reporting currency: principal still owed if every instalment so far was paid;
--   frozen at default, and replaced by the delivered outstanding amount in the as-of month
-- reads: marts.fct_loans, marts.dim_time, marts.dim_bank
WITH
  months AS (
    SELECT DISTINCT
      month_date
    FROM
      marts.dim_time
  ),
  ages AS (
    SELECT
      l.*,
      m.month_date,
      months_between (l.granted_date, m.month_date) AS age_months,
      months_between (l.granted_date, l.defaulted_date) AS default_age_months
    FROM
      marts.fct_loans AS l
      INNER JOIN months AS m ON m.month_date >= month_start (l.granted_date)
      AND m.month_date < month_start (l.due_date)
  )
SELECT
  g.loan_id,
  g.client_id,
  g.month_date,
  CASE
    WHEN g.month_date = month_start (b.as_of)
    AND g.outstanding_amount IS NOT NULL THEN g.outstanding_amount
    ELSE CAST(
      g.principal_amount * (g.duration_months - LEAST(g.age_months, COALESCE(g.default_age_months, g.age_months))) / g.duration_months AS DECIMAL(18, 2)
    )
  END AS scheduled_amount
FROM
  ages AS g
  CROSS JOIN marts.dim_bank AS b
