-- one row per row of account.asc; the owner is in disp.asc, one per account
SELECT
  a._row,
  a.account_id,
  d.client_id,
  'checking' AS account_type,
  '19' || a.date AS opened_date,
  'CZK' AS currency
FROM
  raw.account AS a
  LEFT JOIN raw.disp AS d ON d.account_id = a.account_id
  AND d.type = 'OWNER'
