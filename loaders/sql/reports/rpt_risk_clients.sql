-- grain: one row per client scored at the latest snapshot; at grant one row per running loan that is not in arrears
-- keys: client (unique), a pseudonym: of the client, or of the loan at grant
-- units: points and PD as scored, rounded; points_<n> the whole points n months earlier; drawn_amount and undrawn_amount in
--   the reporting currency
-- reads: scores.scr_default, scores.pseudonyms, marts.fct_exposures, marts.fct_loans, marts.fct_loan_months, marts.dim_bank
WITH
  bank AS (
    SELECT
      b.as_of,
      MAX(s.snapshot_date) AS to_date
    FROM
      marts.dim_bank AS b
      CROSS JOIN scores.scr_default AS s
    WHERE
      s.loan_id IS NULL
    GROUP BY
      b.as_of
  ),
  histories AS (
    SELECT
      h.client_id,
      MAX(
        CASE
          WHEN months_between (h.snapshot_date, b.to_date) = 1 THEN ROUND(h.points)
        END
      ) AS points_1,
      MAX(
        CASE
          WHEN months_between (h.snapshot_date, b.to_date) = 2 THEN ROUND(h.points)
        END
      ) AS points_2,
      MAX(
        CASE
          WHEN months_between (h.snapshot_date, b.to_date) = 3 THEN ROUND(h.points)
        END
      ) AS points_3,
      MAX(
        CASE
          WHEN months_between (h.snapshot_date, b.to_date) = 4 THEN ROUND(h.points)
        END
      ) AS points_4,
      MAX(
        CASE
          WHEN months_between (h.snapshot_date, b.to_date) = 5 THEN ROUND(h.points)
        END
      ) AS points_5,
      MAX(
        CASE
          WHEN months_between (h.snapshot_date, b.to_date) = 6 THEN ROUND(h.points)
        END
      ) AS points_6,
      MAX(
        CASE
          WHEN months_between (h.snapshot_date, b.to_date) = 7 THEN ROUND(h.points)
        END
      ) AS points_7,
      MAX(
        CASE
          WHEN months_between (h.snapshot_date, b.to_date) = 8 THEN ROUND(h.points)
        END
      ) AS points_8,
      MAX(
        CASE
          WHEN months_between (h.snapshot_date, b.to_date) = 9 THEN ROUND(h.points)
        END
      ) AS points_9,
      MAX(
        CASE
          WHEN months_between (h.snapshot_date, b.to_date) = 10 THEN ROUND(h.points)
        END
      ) AS points_10,
      MAX(
        CASE
          WHEN months_between (h.snapshot_date, b.to_date) = 11 THEN ROUND(h.points)
        END
      ) AS points_11,
      MAX(
        CASE
          WHEN months_between (h.snapshot_date, b.to_date) = 12 THEN ROUND(h.points)
        END
      ) AS points_12
    FROM
      bank AS b
      INNER JOIN scores.scr_default AS h ON h.loan_id IS NULL
      AND h.snapshot_date >= month_end (add_months (b.to_date, -12))
    GROUP BY
      h.client_id
  ),
  behaviour AS (
    SELECT
      s.client_id,
      s.points,
      s.pd,
      s.band,
      COALESCE(e.loan_amount + e.revolving_amount, 0) AS drawn_amount,
      COALESCE(e.undrawn_amount, 0) AS undrawn_amount
    FROM
      bank AS b
      INNER JOIN scores.scr_default AS s ON s.loan_id IS NULL
      AND s.snapshot_date = b.to_date
      LEFT JOIN marts.fct_exposures AS e ON e.client_id = s.client_id
      AND e.month_date = month_start (b.to_date)
  ),
  at_grant AS (
    SELECT
      s.loan_id,
      s.points,
      s.pd,
      s.band,
      m.scheduled_amount AS drawn_amount
    FROM
      marts.dim_bank AS b
      INNER JOIN scores.scr_default AS s ON s.loan_id IS NOT NULL
      INNER JOIN marts.fct_loans AS l ON l.loan_id = s.loan_id
      AND l.outcome <> 'bad'
      INNER JOIN marts.fct_loan_months AS m ON m.loan_id = s.loan_id
      AND m.month_date = month_start (b.as_of)
  )
SELECT
  p.pseudonym AS client,
  c.band,
  ROUND(c.points, 3) AS points,
  ROUND(c.pd, 7) AS pd,
  ROUND(CAST(c.drawn_amount AS DOUBLE)) AS drawn_amount,
  ROUND(CAST(c.undrawn_amount AS DOUBLE)) AS undrawn_amount,
  h.points_1,
  h.points_2,
  h.points_3,
  h.points_4,
  h.points_5,
  h.points_6,
  h.points_7,
  h.points_8,
  h.points_9,
  h.points_10,
  h.points_11,
  h.points_12
FROM
  behaviour AS c
  INNER JOIN scores.pseudonyms AS p ON p.kind = 'client'
  AND p.id = c.client_id
  LEFT JOIN histories AS h ON h.client_id = c.client_id
UNION ALL
SELECT
  p.pseudonym,
  c.band,
  ROUND(c.points, 3),
  ROUND(c.pd, 7),
  ROUND(CAST(c.drawn_amount AS DOUBLE)),
  0,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL
FROM
  at_grant AS c
  INNER JOIN scores.pseudonyms AS p ON p.kind = 'loan'
  AND p.id = c.loan_id
