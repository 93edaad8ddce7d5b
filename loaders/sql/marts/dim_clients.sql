-- grain: one row per client and period in which its record held; valid_to is the last day, NULL while it holds
-- keys: client_id, valid_from (unique); one row per client has is_current
-- the first record of a client holds since always, so that every movement finds one
-- reads: staging.stg_kyc, staging.as_of
WITH
  known AS (
    SELECT
      k.*
    FROM
      staging.stg_kyc AS k
      CROSS JOIN staging.as_of AS a
    WHERE
      k.valid_from IS NULL
      OR k.valid_from <= a.as_of
  ),
  ordered AS (
    SELECT
      known.*,
      ROW_NUMBER() OVER (
        PARTITION BY
          client_id
        ORDER BY
          valid_from NULLS FIRST
      ) AS version_number,
      LEAD(valid_from) OVER (
        PARTITION BY
          client_id
        ORDER BY
          valid_from NULLS FIRST
      ) AS next_valid_from
    FROM
      known
  )
SELECT
  client_id,
  name,
  birth_date,
  gender,
  country,
  COALESCE(region, 'unknown') AS region,
  segment,
  email,
  CASE
    WHEN version_number = 1 THEN DATE '1900-01-01'
    ELSE valid_from
  END AS valid_from,
  add_days (next_valid_from, -1) AS valid_to,
  next_valid_from IS NULL AS is_current
FROM
  ordered
