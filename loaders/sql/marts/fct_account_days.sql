-- grain: one row per account and day with movements, for accounts whose source states a balance
-- keys: account_id, posted_date (unique)
-- units: *_amount in the reporting currency
-- closing_amount runs from the opening balance over the movements; difference_amount is its distance from the
--   nearest balance that the source states for the day; is_reconciled: within the configured tolerance
-- reads: marts.fct_transactions, marts.dim_bank
WITH
  stated AS (
    SELECT
      t.*,
      ROW_NUMBER() OVER (
        PARTITION BY
          account_id
        ORDER BY
          posted_at,
          CASE
            WHEN balance = amount THEN 0
            ELSE 1
          END,
          transaction_id
      ) AS movement_number
    FROM
      marts.fct_transactions AS t
    WHERE
      balance IS NOT NULL
  ),
  openings AS (
    SELECT
      account_id,
      balance - amount AS opening_amount
    FROM
      stated
    WHERE
      movement_number = 1
  ),
  days AS (
    SELECT
      t.account_id,
      t.posted_date,
      SUM(t.amount) AS net_amount
    FROM
      marts.fct_transactions AS t
      INNER JOIN openings AS o ON o.account_id = t.account_id
    GROUP BY
      t.account_id,
      t.posted_date
  ),
  running AS (
    SELECT
      d.account_id,
      d.posted_date,
      d.net_amount,
      o.opening_amount,
      o.opening_amount + SUM(d.net_amount) OVER (
        PARTITION BY
          d.account_id
        ORDER BY
          d.posted_date
      ) AS closing_amount
    FROM
      days AS d
      INNER JOIN openings AS o ON o.account_id = d.account_id
  )
SELECT
  r.account_id,
  r.posted_date,
  CAST(r.net_amount AS DECIMAL(18, 2)) AS net_amount,
  CAST(r.opening_amount AS DECIMAL(18, 2)) AS opening_amount,
  CAST(r.closing_amount AS DECIMAL(18, 2)) AS closing_amount,
  CAST(MIN(ABS(s.balance - r.closing_amount)) AS DECIMAL(18, 2)) AS difference_amount,
  COALESCE(MIN(ABS(s.balance - r.closing_amount)) <= MIN(b.balance_tolerance), TRUE) AS is_reconciled
FROM
  running AS r
  CROSS JOIN marts.dim_bank AS b
  LEFT JOIN stated AS s ON s.account_id = r.account_id
  AND s.posted_date = r.posted_date
GROUP BY
  r.account_id,
  r.posted_date,
  r.net_amount,
  r.opening_amount,
  r.closing_amount
