-- grain: one row, what a reader should know of the whole site
-- previous_run, previous_as_of: the run before, NULL in a first one
-- reads: marts.dim_bank, marts.dim_accounts, marts.dim_clients, marts.fct_transactions, quality.checks, meta.run, meta.build, history.previous_run
WITH
  transactions AS (
    SELECT
      COUNT(*) AS movements
    FROM
      marts.fct_transactions
  ),
  accounts AS (
    SELECT
      COUNT(*) AS accounts
    FROM
      marts.dim_accounts
  ),
  clients AS (
    SELECT
      COUNT(*) AS clients
    FROM
      marts.dim_clients
    WHERE
      is_current
  ),
  checks AS (
    SELECT
      CAST(
        SUM(
          CASE
            WHEN is_passed THEN 1
            ELSE 0
          END
        ) AS INTEGER
      ) AS checks_passed,
      CAST(COUNT(*) AS INTEGER) AS checks_total
    FROM
      quality.checks
  )
SELECT
  b.bank,
  b.profile,
  b.currency,
  b.locale,
  b.note,
  b.as_of,
  b.first_date,
  t.movements,
  a.accounts,
  c.clients,
  k.checks_passed,
  k.checks_total,
  r.run,
  i.commit_id,
  p.run AS previous_run,
  p.as_of AS previous_as_of
FROM
  marts.dim_bank AS b
  CROSS JOIN transactions AS t
  CROSS JOIN accounts AS a
  CROSS JOIN clients AS c
  CROSS JOIN checks AS k
  CROSS JOIN meta.run AS r
  CROSS JOIN meta.build AS i
  LEFT JOIN history.previous_run AS p ON TRUE
