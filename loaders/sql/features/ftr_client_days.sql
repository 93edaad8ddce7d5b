-- grain: one row per client and day on which the client, or whoever sent them money, ordered a movement
-- keys: client_id, posted_date (unique)
-- known when the day is over: uses the client's days up to it
-- units: *_amount in the reporting currency, moves between the client's own accounts left out; features are steps of 0.5,
--   0 being ordinary, see ftr_movements
-- features:
--   movement_surge: movements against the client's usual day; paid_surge, received_surge: standard deviations of the log
--     amount from the client's usual day with such, beyond 1.5, once there have been ten
--   burst: most movements in 10 minutes, less one; countries: distinct ones, less one
--   strangers, odd_hours, repeats, thresholds, outflow, awakening: what is odd about the day's movements, added up to a cap
-- reads: features.ftr_movements
WITH
  days AS (
    SELECT
      client_id,
      posted_date,
      COUNT(*) AS movement_count,
      SUM(
        CASE
          WHEN amount < 0
          AND NOT is_own THEN CAST(ROUND(-100 * amount) AS BIGINT)
          ELSE 0
        END
      ) AS paid_cents,
      SUM(
        CASE
          WHEN amount > 0
          AND NOT is_own THEN CAST(ROUND(100 * amount) AS BIGINT)
          ELSE 0
        END
      ) AS received_cents,
      MAX(burst) AS burst,
      COUNT(DISTINCT country) - 1 AS countries,
      LEAST(12, SUM(stranger)) AS strangers,
      LEAST(12, SUM(odd_hour + rare_country)) AS odd_hours,
      LEAST(12, SUM(repeated_amount)) AS repeats,
      LEAST(12, SUM(below_threshold + split_sum)) AS thresholds,
      LEAST(12, SUM(drained + passed_on)) AS outflow,
      MAX(dormant) + MAX(new_device) AS awakening
    FROM
      features.ftr_movements
    GROUP BY
      client_id,
      posted_date
  ),
  logged AS (
    SELECT
      *,
      CASE
        WHEN paid_cents > 0 THEN CAST(ROUND(1000 * LN(paid_cents / 100.0)) AS BIGINT)
      END AS paid_log,
      CASE
        WHEN received_cents > 0 THEN CAST(ROUND(1000 * LN(received_cents / 100.0)) AS BIGINT)
      END AS received_log
    FROM
      days
  ),
  counted AS (
    SELECT
      *,
      COUNT(*) OVER earlier AS day_count,
      CAST(SUM(movement_count) OVER earlier AS DOUBLE) AS earlier_count,
      COUNT(paid_log) OVER earlier AS paid_days,
      CAST(SUM(paid_log) OVER earlier AS DOUBLE) AS paid_sum,
      CAST(SUM(paid_log * paid_log) OVER earlier AS DOUBLE) AS paid_squares,
      COUNT(received_log) OVER earlier AS received_days,
      CAST(SUM(received_log) OVER earlier AS DOUBLE) AS received_sum,
      CAST(SUM(received_log * received_log) OVER earlier AS DOUBLE) AS received_squares
    FROM
      logged
    WINDOW
      earlier AS (
        PARTITION BY
          client_id
        ORDER BY
          posted_date ROWS BETWEEN UNBOUNDED PRECEDING
          AND 1 PRECEDING
      )
  )
SELECT
  client_id,
  posted_date,
  movement_count,
  paid_cents / 100.0 AS paid_amount,
  received_cents / 100.0 AS received_amount,
  CASE
    WHEN day_count >= 5 THEN ROUND(4 * GREATEST(0, LN((movement_count + 1) / (earlier_count / day_count + 1)) - 0.7)) / 2
    ELSE 0
  END AS movement_surge,
  CASE
    WHEN paid_days >= 10
    AND paid_log > 0 THEN ROUND(
      2 * LEAST(
        6,
        GREATEST(
          0,
          (paid_log - paid_sum / paid_days) / SQRT(GREATEST(90000, paid_squares / paid_days - paid_sum / paid_days * paid_sum / paid_days)) - 1.5
        )
      )
    ) / 2
    ELSE 0
  END AS paid_surge,
  CASE
    WHEN received_days >= 10
    AND received_log > 0 THEN ROUND(
      2 * LEAST(
        6,
        GREATEST(
          0,
          (received_log - received_sum / received_days) / SQRT(
            GREATEST(
              90000,
              received_squares / received_days - received_sum / received_days * received_sum / received_days
            )
          ) - 1.5
        )
      )
    ) / 2
    ELSE 0
  END AS received_surge,
  burst,
  LEAST(5, countries) AS countries,
  strangers,
  odd_hours,
  repeats,
  thresholds,
  outflow,
  awakening,
  CASE
    WHEN paid_days > 0 THEN ROUND(EXP(paid_sum / paid_days / 1000), 2)
  END AS usual_paid_amount,
  CASE
    WHEN received_days > 0 THEN ROUND(EXP(received_sum / received_days / 1000), 2)
  END AS usual_received_amount,
  CASE
    WHEN day_count > 0 THEN ROUND(earlier_count / day_count, 2)
  END AS usual_movement_count
FROM
  counted
