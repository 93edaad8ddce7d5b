-- grain: one row per alert and reason, at most three
-- keys: alert_rank -> rpt_alerts, reason_rank (unique together)
-- units: actual, usual_low and usual_high in the reason's unit (amount, count, days, hours, ratio, score); eight in ten of
--   the client's own values lie in the usual range. Of hours and of the share of the balance that a payment takes, it is
--   that of the client's movements of the last year, worked out here.
-- reads: scores.scr_alerts, scores.scr_movements_reasons, features.ftr_movements
WITH
  clients AS (
    SELECT DISTINCT
      f.client_id
    FROM
      scores.scr_alerts AS a
      INNER JOIN features.ftr_movements AS f ON f.transaction_id = a.transaction_id
  ),
  usual AS (
    SELECT
      f.client_id,
      'odd_hour' AS feature,
      CAST(f.hour AS DOUBLE) AS usual_value
    FROM
      features.ftr_movements AS f
      INNER JOIN clients AS c ON c.client_id = f.client_id
    WHERE
      f.posted_date > (
        SELECT
          add_days (MAX(posted_date), -365)
        FROM
          features.ftr_movements
      )
      AND f.odd_hour = 0
    UNION ALL
    SELECT
      f.client_id,
      'drained' AS feature,
      LEAST(1, - f.amount / f.balance_before_amount) AS usual_value
    FROM
      features.ftr_movements AS f
      INNER JOIN clients AS c ON c.client_id = f.client_id
    WHERE
      f.posted_date > (
        SELECT
          add_days (MAX(posted_date), -365)
        FROM
          features.ftr_movements
      )
      AND f.amount < 0
      AND f.balance_before_amount > 0
      AND f.transaction_type = 'transfer_out'
      AND NOT f.is_own
      AND f.drained = 0
  ),
  placed AS (
    SELECT
      client_id,
      feature,
      usual_value,
      ROW_NUMBER() OVER (
        PARTITION BY
          client_id,
          feature
        ORDER BY
          usual_value
      ) AS place,
      COUNT(*) OVER (
        PARTITION BY
          client_id,
          feature
      ) AS value_count
    FROM
      usual
  ),
  ranges AS (
    SELECT
      client_id,
      feature,
      MIN(
        CASE
          WHEN place >= 0.1 * value_count THEN usual_value
        END
      ) AS low,
      MIN(
        CASE
          WHEN place >= 0.9 * value_count THEN usual_value
        END
      ) AS high
    FROM
      placed
    WHERE
      -- Fewer say little of what is usual.
      value_count >= 5
    GROUP BY
      client_id,
      feature
  )
SELECT
  CAST(a.alert_rank AS INTEGER) AS alert_rank,
  CAST(r.reason_rank AS INTEGER) AS reason_rank,
  r.feature,
  r.words,
  r.unit,
  ROUND(r.actual, 3) AS actual,
  ROUND(COALESCE(r.usual_low, u.low), 3) AS usual_low,
  ROUND(COALESCE(r.usual_high, u.high), 3) AS usual_high
FROM
  scores.scr_alerts AS a
  INNER JOIN scores.scr_movements_reasons AS r ON r.transaction_id = a.transaction_id
  INNER JOIN features.ftr_movements AS f ON f.transaction_id = a.transaction_id
  LEFT JOIN ranges AS u ON u.client_id = f.client_id
  AND u.feature = r.feature
