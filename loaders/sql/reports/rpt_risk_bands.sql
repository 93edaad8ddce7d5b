-- grain: one row per snapshot and risk band, of who then owed and was not in default; at grant, where a loan is scored
--   once, one row per band, of the loans running in the as-of month
-- keys: snapshot_date, band (unique)
-- units: *_amount in the reporting currency; pd_sum expected defaults; expected_* Σ PD × amount, before the loss given
--   default; outcome_count rows whose outcome is known, default_count of them (at grant of all loans of the band ever granted)
-- reads: scores.scr_default, features.lbl_default, marts.fct_exposures, marts.fct_loans, marts.fct_loan_months, marts.dim_bank
WITH
  behaviour AS (
    SELECT
      s.snapshot_date,
      s.band,
      s.pd,
      COALESCE(CAST(e.loan_amount + e.revolving_amount AS DOUBLE), 0) AS drawn_amount,
      COALESCE(CAST(e.undrawn_amount AS DOUBLE), 0) AS undrawn_amount,
      l.is_default,
      TRUE AS is_running
    FROM
      scores.scr_default AS s
      LEFT JOIN features.lbl_default AS l ON l.client_id = s.client_id
      AND l.snapshot_date = s.snapshot_date
      LEFT JOIN marts.fct_exposures AS e ON e.client_id = s.client_id
      AND e.month_date = month_start (s.snapshot_date)
    WHERE
      s.loan_id IS NULL
  ),
  at_grant AS (
    SELECT
      month_end (b.as_of) AS snapshot_date,
      s.band,
      s.pd,
      COALESCE(CAST(m.scheduled_amount AS DOUBLE), 0) AS drawn_amount,
      CAST(0 AS DOUBLE) AS undrawn_amount,
      CASE
        WHEN l.outcome IN ('good', 'bad') THEN l.outcome = 'bad'
      END AS is_default,
      m.loan_id IS NOT NULL
      AND l.outcome <> 'bad' AS is_running
    FROM
      scores.scr_default AS s
      CROSS JOIN marts.dim_bank AS b
      INNER JOIN marts.fct_loans AS l ON l.loan_id = s.loan_id
      LEFT JOIN marts.fct_loan_months AS m ON m.loan_id = s.loan_id
      AND m.month_date = month_start (b.as_of)
    WHERE
      s.loan_id IS NOT NULL
  ),
  positions AS (
    SELECT
      FALSE AS is_grant,
      *
    FROM
      behaviour
    UNION ALL
    SELECT
      TRUE,
      *
    FROM
      at_grant
  )
SELECT
  is_grant,
  snapshot_date,
  band,
  COUNT(
    CASE
      WHEN is_running THEN 1
    END
  ) AS client_count,
  CAST(
    ROUND(
      SUM(
        CASE
          WHEN is_running THEN summand (drawn_amount)
          ELSE 0
        END
      )
    ) AS DOUBLE
  ) AS drawn_amount,
  CAST(
    ROUND(
      SUM(
        CASE
          WHEN is_running THEN summand (undrawn_amount)
          ELSE 0
        END
      )
    ) AS DOUBLE
  ) AS undrawn_amount,
  CAST(
    ROUND(
      SUM(
        CASE
          WHEN is_running THEN summand (pd)
          ELSE 0
        END
      ),
      5
    ) AS DOUBLE
  ) AS pd_sum,
  CAST(
    ROUND(
      SUM(
        CASE
          WHEN is_running THEN summand (pd * drawn_amount)
          ELSE 0
        END
      ),
      2
    ) AS DOUBLE
  ) AS expected_drawn,
  CAST(
    ROUND(
      SUM(
        CASE
          WHEN is_running THEN summand (pd * undrawn_amount)
          ELSE 0
        END
      ),
      2
    ) AS DOUBLE
  ) AS expected_undrawn,
  COUNT(is_default) AS outcome_count,
  COUNT(
    CASE
      WHEN is_default THEN 1
    END
  ) AS default_count
FROM
  positions
GROUP BY
  is_grant,
  snapshot_date,
  band
