-- grain: one row per cohort and month since it joined; a cohort is the clients of a segment whose first account was
--   opened in the same quarter or month
-- keys: grain, cohort, segment, months_since (unique); segment is 'all' where not broken down, else the one on joining
-- units: clients is the cohort's size, active those with a movement of their own in that month; months_since 1 is the
--   month after the one of joining, which is not whole and so is left out
-- a client without any movement, be it the bank's, is not counted: some sources deliver movements of some accounts only
-- a month since joining is there when it is over for everybody of the cohort; cohorts of fewer than five clients are
--   left out, with the next one where they could be worked out from all; so are clients who joined before the first
--   movement, since their first months are not known
-- reads: marts.dim_accounts, marts.dim_clients, marts.dim_bank, marts.dim_time, marts.fct_client_months
WITH
  firsts AS (
    SELECT
      client_id,
      MIN(opened_date) AS joined_date
    FROM
      marts.dim_accounts
    GROUP BY
      client_id
  ),
  bank AS (
    SELECT
      first_date,
      CASE
        WHEN as_of = month_end (as_of) THEN month_start (as_of)
        ELSE add_months (month_start (as_of), -1)
      END AS last_month
    FROM
      marts.dim_bank
  ),
  joined AS (
    SELECT
      f.client_id,
      month_start (f.joined_date) AS joined_month,
      add_months (month_start (f.joined_date), -1 * ((month_of (f.joined_date) - 1) % 3)) AS joined_quarter,
      c.segment,
      b.last_month
    FROM
      firsts AS f
      CROSS JOIN bank AS b
      INNER JOIN marts.dim_clients AS c ON c.client_id = f.client_id
      AND c.valid_from <= f.joined_date
      AND (
        c.valid_to IS NULL
        OR c.valid_to >= f.joined_date
      )
    WHERE
      f.joined_date >= b.first_date
      AND f.client_id IN (
        SELECT
          client_id
        FROM
          marts.fct_client_months
      )
  ),
  members AS (
    SELECT
      'quarter' AS grain,
      joined_quarter AS cohort,
      months_between (add_months (joined_quarter, 2), last_month) AS most_months,
      client_id,
      joined_month,
      segment
    FROM
      joined
    UNION ALL
    SELECT
      'month',
      joined_month,
      months_between (joined_month, last_month),
      client_id,
      joined_month,
      segment
    FROM
      joined
  ),
  sizes AS (
    SELECT
      grain,
      cohort,
      CASE
        WHEN GROUPING (segment) = 1 THEN 'all'
        ELSE segment
      END AS segment,
      MAX(most_months) AS most_months,
      COUNT(*) AS client_count
    FROM
      members
    GROUP BY
      GROUPING SETS ((grain, cohort), (grain, cohort, segment))
  ),
  -- From the smallest segment on: what stands before one is hidden as long as it is too little.
  ranked AS (
    SELECT
      *,
      COUNT(*) OVER smaller AS smaller_count,
      SUM(client_count) OVER smaller AS smaller_clients,
      MIN(client_count) OVER smaller AS least_clients
    FROM
      sizes
    WINDOW
      smaller AS (
        PARTITION BY
          grain,
          cohort,
          CASE
            WHEN segment = 'all' THEN 1
            ELSE 0
          END
        ORDER BY
          client_count,
          segment ROWS BETWEEN UNBOUNDED PRECEDING
          AND 1 PRECEDING
      )
  ),
  active_months AS (
    SELECT
      client_id,
      month_date
    FROM
      marts.fct_client_months
    WHERE
      own_count > 0
    GROUP BY
      client_id,
      month_date
  ),
  counts AS (
    SELECT
      m.grain,
      m.cohort,
      CASE
        WHEN GROUPING (m.segment) = 1 THEN 'all'
        ELSE m.segment
      END AS segment,
      months_between (m.joined_month, a.month_date) AS months_since,
      COUNT(*) AS active_count
    FROM
      members AS m
      INNER JOIN active_months AS a ON a.client_id = m.client_id
    GROUP BY
      GROUPING SETS (
        (m.grain, m.cohort, months_between (m.joined_month, a.month_date)),
        (m.grain, m.cohort, months_between (m.joined_month, a.month_date), m.segment)
      )
  ),
  steps AS (
    SELECT
      months_between (b.first_month, t.month_date) AS months_since
    FROM
      marts.dim_time AS t
      CROSS JOIN (
        SELECT
          month_start (first_date) AS first_month
        FROM
          marts.dim_bank
      ) AS b
    WHERE
      t.month_date > b.first_month
    GROUP BY
      months_between (b.first_month, t.month_date)
  )
SELECT
  s.grain,
  s.cohort,
  s.segment,
  CAST(n.months_since AS INTEGER) AS months_since,
  s.client_count AS clients,
  COALESCE(c.active_count, 0) AS active
FROM
  ranked AS s
  INNER JOIN steps AS n ON n.months_since <= s.most_months
  LEFT JOIN counts AS c ON c.grain = s.grain
  AND c.cohort = s.cohort
  AND c.segment = s.segment
  AND c.months_since = n.months_since
WHERE
  s.client_count >= 5
  AND (
    s.smaller_count = 0
    OR s.least_clients >= 5
    OR s.smaller_count > 1
    AND s.smaller_clients >= 5
  )
