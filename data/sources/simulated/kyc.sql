-- one row per row of kyc.csv
SELECT
  _row,
  client_id,
  name,
  birth_date,
  gender,
  country,
  region,
  segment,
  email,
  valid_from
FROM
  raw.kyc
