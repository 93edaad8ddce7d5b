-- grain: one row per part of the clients, points and outcome, over the out-of-time test of the default model; attribute and
--   name 'all' are every row, point by point; the others are by segment, product or term of the loan
-- keys: attribute, name, points, is_default (unique)
-- units: points whole numbers; row_count client months, at grant loans; *_amount in the reporting currency: drawn_amount and
--   undrawn_amount at stake, earning_amount on which a year's margin is earned (at grant a year's worth of the mean balance
--   for each year of the term)
-- Points of a part are put together until at least five clients stand behind each: by 5, by 25, or all that are left.
-- reads: reports.rpt_validation_default, scores.scr_default, features.lbl_default, features.lbl_default_grant,
--   marts.fct_exposures, marts.fct_loans, marts.dim_clients, marts.dim_accounts
WITH
  samples AS (
    SELECT
      json_text (report, '$.validation.samples[2].sample') AS sample,
      CAST(json_text (report, '$.validation.samples[2].from') AS DATE) AS from_date,
      CAST(json_text (report, '$.validation.samples[2].to') AS DATE) AS to_date
    FROM
      reports.rpt_validation_default
  ),
  test AS (
    SELECT
      from_date,
      to_date
    FROM
      samples
    WHERE
      sample = 'outOfTime'
  ),
  terms AS (
    SELECT
      s.client_id,
      s.snapshot_date,
      MAX(l.duration_months) AS duration_months
    FROM
      test AS t
      INNER JOIN scores.scr_default AS s ON s.loan_id IS NULL
      AND s.snapshot_date BETWEEN t.from_date AND t.to_date
      INNER JOIN marts.fct_loans AS l ON l.client_id = s.client_id
      AND l.granted_date <= s.snapshot_date
      AND month_end (l.due_date) >= s.snapshot_date
    GROUP BY
      s.client_id,
      s.snapshot_date
  ),
  cards AS (
    SELECT
      client_id,
      MIN(opened_date) AS opened_date,
      MAX(COALESCE(closed_date, DATE '9999-12-31')) AS closed_date
    FROM
      marts.dim_accounts
    WHERE
      account_type = 'card'
    GROUP BY
      client_id
  ),
  positions AS (
    SELECT
      FALSE AS is_grant,
      s.client_id,
      s.snapshot_date,
      s.points,
      l.is_default,
      m.duration_months,
      COALESCE(CAST(e.loan_amount + e.revolving_amount AS DOUBLE), 0) AS drawn_amount,
      COALESCE(CAST(e.undrawn_amount AS DOUBLE), 0) AS undrawn_amount,
      COALESCE(CAST(e.loan_amount + e.revolving_amount AS DOUBLE), 0) AS earning_amount
    FROM
      test AS t
      INNER JOIN scores.scr_default AS s ON s.loan_id IS NULL
      AND s.snapshot_date BETWEEN t.from_date AND t.to_date
      INNER JOIN features.lbl_default AS l ON l.client_id = s.client_id
      AND l.snapshot_date = s.snapshot_date
      AND l.is_default IS NOT NULL
      LEFT JOIN terms AS m ON m.client_id = s.client_id
      AND m.snapshot_date = s.snapshot_date
      LEFT JOIN marts.fct_exposures AS e ON e.client_id = s.client_id
      AND e.month_date = month_start (s.snapshot_date)
    UNION ALL
    SELECT
      TRUE,
      s.client_id,
      s.snapshot_date,
      s.points,
      g.is_default,
      l.duration_months,
      CAST(l.principal_amount AS DOUBLE),
      CAST(0 AS DOUBLE),
      CAST(l.principal_amount AS DOUBLE) * l.duration_months / 24
    FROM
      test AS t
      INNER JOIN scores.scr_default AS s ON s.loan_id IS NOT NULL
      AND s.snapshot_date BETWEEN t.from_date AND t.to_date
      INNER JOIN features.lbl_default_grant AS g ON g.loan_id = s.loan_id
      AND g.is_default IS NOT NULL
      INNER JOIN marts.fct_loans AS l ON l.loan_id = s.loan_id
  ),
  described AS (
    SELECT
      p.*,
      CAST(c.segment AS VARCHAR) AS segment,
      CASE
        WHEN k.opened_date <= p.snapshot_date
        AND k.closed_date > p.snapshot_date THEN 'loan_and_card'
        ELSE 'loan_only'
      END AS product,
      CASE
        WHEN p.duration_months <= 24 THEN 'up_to_2_years'
        WHEN p.duration_months <= 48 THEN 'over_2_to_4_years'
        WHEN p.duration_months > 48 THEN 'over_4_years'
      END AS term
    FROM
      positions AS p
      LEFT JOIN marts.dim_clients AS c ON c.client_id = p.client_id
      AND c.valid_from <= p.snapshot_date
      AND COALESCE(c.valid_to, DATE '9999-12-31') > p.snapshot_date
      LEFT JOIN cards AS k ON k.client_id = p.client_id
  ),
  parts AS (
    SELECT
      'segment' AS attribute,
      COALESCE(segment, 'unknown') AS name,
      d.*
    FROM
      described AS d
    UNION ALL
    SELECT
      'product',
      product,
      d.*
    FROM
      described AS d
    UNION ALL
    SELECT
      'term',
      term,
      d.*
    FROM
      described AS d
    WHERE
      term IS NOT NULL
  ),
  cells_5 AS (
    SELECT
      attribute,
      name,
      FLOOR(points / 5) AS cell
    FROM
      parts
    GROUP BY
      attribute,
      name,
      FLOOR(points / 5)
    HAVING
      COUNT(DISTINCT client_id) >= 5
  ),
  kept_5 AS (
    SELECT
      r.*,
      '5-' || c.cell AS cell
    FROM
      parts AS r
      INNER JOIN cells_5 AS c ON c.attribute = r.attribute
      AND c.name = r.name
      AND c.cell = FLOOR(r.points / 5)
  ),
  left_5 AS (
    SELECT
      r.*
    FROM
      parts AS r
      LEFT JOIN cells_5 AS c ON c.attribute = r.attribute
      AND c.name = r.name
      AND c.cell = FLOOR(r.points / 5)
    WHERE
      c.cell IS NULL
  ),
  cells_25 AS (
    SELECT
      attribute,
      name,
      FLOOR(points / 25) AS cell
    FROM
      left_5
    GROUP BY
      attribute,
      name,
      FLOOR(points / 25)
    HAVING
      COUNT(DISTINCT client_id) >= 5
  ),
  kept_25 AS (
    SELECT
      r.*,
      '25-' || c.cell AS cell
    FROM
      left_5 AS r
      INNER JOIN cells_25 AS c ON c.attribute = r.attribute
      AND c.name = r.name
      AND c.cell = FLOOR(r.points / 25)
  ),
  left_25 AS (
    SELECT
      r.*
    FROM
      left_5 AS r
      LEFT JOIN cells_25 AS c ON c.attribute = r.attribute
      AND c.name = r.name
      AND c.cell = FLOOR(r.points / 25)
    WHERE
      c.cell IS NULL
  ),
  cells_1000 AS (
    SELECT
      attribute,
      name,
      FLOOR(points / 1000) AS cell
    FROM
      left_25
    GROUP BY
      attribute,
      name,
      FLOOR(points / 1000)
    HAVING
      COUNT(DISTINCT client_id) >= 5
  ),
  kept_1000 AS (
    SELECT
      r.*,
      '1000-' || c.cell AS cell
    FROM
      left_25 AS r
      INNER JOIN cells_1000 AS c ON c.attribute = r.attribute
      AND c.name = r.name
      AND c.cell = FLOOR(r.points / 1000)
  ),
  kept AS (
    SELECT
      *
    FROM
      kept_5
    UNION ALL
    SELECT
      *
    FROM
      kept_25
    UNION ALL
    SELECT
      *
    FROM
      kept_1000
  ),
  cell_points AS (
    SELECT
      attribute,
      name,
      cell,
      ROUND(AVG(points)) AS points
    FROM
      kept
    GROUP BY
      attribute,
      name,
      cell
  ),
  placed AS (
    SELECT
      k.attribute,
      k.name,
      c.points,
      k.is_default,
      k.is_grant,
      k.drawn_amount,
      k.undrawn_amount,
      k.earning_amount
    FROM
      kept AS k
      INNER JOIN cell_points AS c ON c.attribute = k.attribute
      AND c.name = k.name
      AND c.cell = k.cell
    UNION ALL
    SELECT
      'all',
      'all',
      FLOOR(points),
      is_default,
      is_grant,
      drawn_amount,
      undrawn_amount,
      earning_amount
    FROM
      described
  )
SELECT
  attribute,
  name,
  CAST(points AS INTEGER) AS points,
  is_default,
  is_grant,
  COUNT(*) AS row_count,
  CAST(ROUND(SUM(summand (drawn_amount))) AS DOUBLE) AS drawn_amount,
  CAST(ROUND(SUM(summand (undrawn_amount))) AS DOUBLE) AS undrawn_amount,
  CAST(ROUND(SUM(summand (earning_amount))) AS DOUBLE) AS earning_amount
FROM
  placed
GROUP BY
  attribute,
  name,
  points,
  is_default,
  is_grant
