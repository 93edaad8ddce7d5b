-- grain: one row, the bank of this warehouse
-- reads: meta.settings, staging.as_of
SELECT
  s.bank,
  s.profile,
  s.currency,
  s.locale,
  s.note,
  s.loan_margin,
  s.deposit_margin,
  s.balance_tolerance,
  a.as_of,
  a.first_date
FROM
  meta.settings AS s
  CROSS JOIN staging.as_of AS a
