-- one row per row of client.asc
-- birth_number is YYMMDD of 19YY; for women 50 is added to the month
SELECT
  c._row,
  c.client_id,
  '19' || SUBSTR(c.birth_number, 1, 2) || '-' || CASE
    WHEN SUBSTR(c.birth_number, 3, 2) > '50' THEN LPAD(CAST(TRY_CAST(SUBSTR(c.birth_number, 3, 2) AS INTEGER) - 50 AS VARCHAR), 2, '0')
    ELSE SUBSTR(c.birth_number, 3, 2)
  END || '-' || SUBSTR(c.birth_number, 5, 2) AS birth_date,
  CASE
    WHEN SUBSTR(c.birth_number, 3, 2) > '50' THEN 'female'
    ELSE 'male'
  END AS gender,
  'CZ' AS country,
  d.A2 AS region
FROM
  raw.client AS c
  LEFT JOIN raw.district AS d ON d.A1 = c.district_id
