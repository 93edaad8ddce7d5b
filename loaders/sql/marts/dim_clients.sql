-- grain: one row per client and period in which its record held; valid_to is the last day, NULL while it holds
-- keys: client_id, valid_from (unique); one row per client has is_current
-- the first record of a client holds since always, so that every movement finds one
-- a client known only from a record of after the as-of date is there when it has an account by then
-- reads: staging.stg_kyc, marts.dim_accounts, staging.as_of
WITH
  numbered AS (
    SELECT
      k.*,
      ROW_NUMBER() OVER (
        PARTITION BY
          k.client_id
        ORDER BY
          k.valid_from NULLS FIRST
      ) AS version_number
    FROM
      staging.stg_kyc AS k
  ),
  known AS (
    SELECT
      n.*
    FROM
      numbered AS n
      CROSS JOIN staging.as_of AS a
    WHERE
      n.valid_from IS NULL
      OR n.valid_from <= a.as_of
      OR (
        n.version_number = 1
        AND n.client_id IN (
          SELECT
            client_id
          FROM
            marts.dim_accounts
        )
      )
  ),
  ordered AS (
    SELECT
      known.*,
      LEAD (valid_from) OVER (
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
