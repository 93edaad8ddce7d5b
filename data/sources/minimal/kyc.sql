-- one row per row of kyc.csv: client_id, name, birthdate, country
SELECT
  _row,
  client_id,
  name,
  birthdate AS birth_date,
  country
FROM
  raw.kyc
