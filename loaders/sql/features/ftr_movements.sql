-- grain: one row per movement that a person ordered, the client or whoever sent the money: all but the bank's own runs
--   (channel batch: salaries, direct debits, standing orders, fees, interest, instalments)
-- keys: transaction_id (unique), client_id -> dim_clients, account_id -> dim_accounts
-- known when it is booked: a row uses movements before it, ordered by posted_at and transaction_id, the balance of the
--   account included, and what is usual in the bank only from months before its own
-- units: *_amount in the reporting currency; features are steps of 0.5, 0 being ordinary, so that few distinct rows remain
-- features, each 0 for nearly all movements and capped:
--   amount_above, amount_below: standard deviations of the log amount from the client's usual for the kind (type and
--     category), beyond 1.5; the client's usual leans on what it is for the bank until there are a few of the kind
--   record: natural log of the ratio to the largest before, of the client that way or to that counterparty
--   odd_hour, rare_country: bits of surprise, beyond 9 and 3, halved, given the client's own past and the bank's
--   stranger: 1 + amount_above's deviations for a first dealing with a counterparty, or a first cash deposit
--   burst: movements within 10 minutes before; pace: those of 24 hours against the client's usual day
--   trials: unusually small payments to changing receivers within an hour
--   repeated_amount, same_counterparty: the sooner, the more; within 3 days, and within 24 hours
--   below_threshold, split_sum: just below the reporting threshold of 10,000; large sums below it within 7 days
--   passed_on: money of strangers of the last 72 hours that goes to a stranger
--   drained: share of the balance that leaves, times how unusual the amount is; dormant: idle account, log months
--   new_device: hours since the first login from a device, log; round_amount: bits of surprise at round figures
-- a movement at midnight sharp has a day and no hour, as in sources that know days only: odd_hour, burst and trials are
--   then 0, and for the same payment or counterparty on the same day half a day stands
-- reads: marts.fct_transactions, marts.dim_accounts, marts.fct_events
WITH
  days AS (
    SELECT
      account_id,
      posted_date,
      days_between (
        LAG (posted_date) OVER (
          PARTITION BY
            account_id
          ORDER BY
            posted_date
        ),
        posted_date
      ) AS idle_days
    FROM
      marts.fct_transactions
    WHERE
      channel <> 'batch'
    GROUP BY
      account_id,
      posted_date
  ),
  movements AS (
    SELECT
      t.transaction_id,
      t.account_id,
      t.client_id,
      t.posted_at,
      t.posted_date,
      month_start (t.posted_date) AS month_date,
      seconds_of (t.posted_at) AS posted_second,
      seconds_of (t.posted_at) % 86400 > 0 AS has_hour,
      CAST(t.amount AS DOUBLE) AS amount,
      CAST(ROUND(1000 * LN(GREATEST(ABS(CAST(t.amount AS DOUBLE)), 0.01))) AS BIGINT) AS log_thousandths,
      t.transaction_type,
      t.channel,
      COALESCE(t.category, '') AS category,
      t.counterparty,
      COALESCE(t.country, '') AS country,
      hour_of (t.posted_at) + CASE
        WHEN iso_weekday (t.posted_date) >= 6 THEN 24
        ELSE 0
      END AS hour_cell,
      CASE
        WHEN t.amount % 1000 = 0 THEN 5
        WHEN t.amount % 100 = 0 THEN 4
        WHEN t.amount % 50 = 0 THEN 3
        WHEN t.amount % 10 = 0 THEN 2
        WHEN t.amount % 1 = 0 THEN 1
        ELSE 0
      END AS round_digits,
      COALESCE(CAST(t.balance - t.amount AS DOUBLE), t.running_amount) AS balance_before
    FROM
      (
        SELECT
          *,
          SUM(CAST(amount AS DOUBLE)) OVER (
            PARTITION BY
              account_id
            ORDER BY
              posted_at,
              transaction_id ROWS BETWEEN UNBOUNDED PRECEDING
              AND 1 PRECEDING
          ) AS running_amount
        FROM
          marts.fct_transactions
      ) AS t
    WHERE
      t.channel <> 'batch'
  ),
  round_months AS (
    SELECT
      transaction_type,
      category,
      round_digits,
      month_date,
      COUNT(*) AS movement_count,
      SUM(log_thousandths) AS log_sum,
      SUM(log_thousandths * log_thousandths) AS log_squares
    FROM
      movements
    GROUP BY
      transaction_type,
      category,
      round_digits,
      month_date
  ),
  kinds AS (
    SELECT
      m.transaction_type,
      m.category,
      m.round_digits,
      m.month_date,
      CAST(SUM(e.log_sum) AS DOUBLE) / SUM(e.movement_count) AS log_mean,
      CAST(SUM(e.log_squares) AS DOUBLE) / SUM(e.movement_count) AS log_square_mean,
      - LOG2(
        (
          SUM(
            CASE
              WHEN e.round_digits >= m.round_digits THEN e.movement_count
              ELSE 0
            END
          ) + 0.5
        ) / (SUM(e.movement_count) + 3)
      ) AS round_bits
    FROM
      round_months AS m
      INNER JOIN round_months AS e ON e.transaction_type = m.transaction_type
      AND e.category = m.category
      AND e.month_date < m.month_date
    GROUP BY
      m.transaction_type,
      m.category,
      m.round_digits,
      m.month_date
  ),
  channel_months AS (
    SELECT
      channel,
      month_date,
      SUM(movement_count) OVER (
        PARTITION BY
          channel
        ORDER BY
          month_date ROWS BETWEEN UNBOUNDED PRECEDING
          AND 1 PRECEDING
      ) AS earlier_count
    FROM
      (
        SELECT
          channel,
          month_date,
          COUNT(*) AS movement_count
        FROM
          movements
        GROUP BY
          channel,
          month_date
      ) AS c
  ),
  countries AS (
    SELECT
      c.country,
      c.channel,
      c.month_date,
      (
        COALESCE(
          SUM(c.movement_count) OVER (
            PARTITION BY
              c.country,
              c.channel
            ORDER BY
              c.month_date ROWS BETWEEN UNBOUNDED PRECEDING
              AND 1 PRECEDING
          ),
          0
        ) + 0.5
      ) / (a.earlier_count + 24) AS country_share
    FROM
      (
        SELECT
          country,
          channel,
          month_date,
          COUNT(*) AS movement_count
        FROM
          movements
        GROUP BY
          country,
          channel,
          month_date
      ) AS c
      INNER JOIN channel_months AS a ON a.channel = c.channel
      AND a.month_date = c.month_date
  ),
  hours AS (
    SELECT
      h.hour_cell,
      h.month_date,
      (
        COALESCE(
          SUM(h.movement_count) OVER (
            PARTITION BY
              h.hour_cell
            ORDER BY
              h.month_date ROWS BETWEEN UNBOUNDED PRECEDING
              AND 1 PRECEDING
          ),
          0
        ) + 0.5
      ) / (a.earlier_count + 24) AS hour_share
    FROM
      (
        SELECT
          hour_cell,
          month_date,
          COUNT(*) AS movement_count
        FROM
          movements
        GROUP BY
          hour_cell,
          month_date
      ) AS h
      INNER JOIN (
        SELECT
          month_date,
          SUM(earlier_count) AS earlier_count
        FROM
          channel_months
        GROUP BY
          month_date
      ) AS a ON a.month_date = h.month_date
  ),
  placed AS (
    SELECT
      m.*,
      COALESCE(d.idle_days, 0) AS idle_days,
      k.log_mean,
      (k.log_square_mean - k.log_mean * k.log_mean) / 1000000 AS log_variance,
      m.log_thousandths - CAST(ROUND(k.log_mean) AS BIGINT) AS deviation,
      COALESCE(k.round_bits, 0) AS round_bits,
      COALESCE(h.hour_share, 1) AS hour_share,
      COALESCE(c.country_share, 1) AS country_share,
      o.account_id IS NOT NULL AS is_own
    FROM
      movements AS m
      LEFT JOIN days AS d ON d.account_id = m.account_id
      AND d.posted_date = m.posted_date
      LEFT JOIN kinds AS k ON k.transaction_type = m.transaction_type
      AND k.category = m.category
      AND k.round_digits = m.round_digits
      AND k.month_date = m.month_date
      LEFT JOIN hours AS h ON h.hour_cell = m.hour_cell
      AND h.month_date = m.month_date
      LEFT JOIN countries AS c ON c.country = m.country
      AND c.channel = m.channel
      AND c.month_date = m.month_date
      LEFT JOIN marts.dim_accounts AS o ON o.account_id = m.counterparty
      AND o.client_id = m.client_id
  ),
  rare AS (
    SELECT
      transaction_id,
      COUNT(*) OVER (
        PARTITION BY
          client_id,
          hour_cell
        ORDER BY
          posted_at,
          transaction_id
      ) - 1 AS hour_count,
      COUNT(*) OVER (
        PARTITION BY
          client_id,
          country
        ORDER BY
          posted_at,
          transaction_id
      ) - 1 AS country_count
    FROM
      placed
    WHERE
      hour_share < 0.01
      OR country_share < 0.5
  ),
  counted AS (
    SELECT
      p.*,
      COUNT(*) OVER client AS earlier_count,
      COUNT(deviation) OVER client AS client_count,
      SUM(deviation) OVER client AS client_deviation,
      MIN(posted_second) OVER client AS first_second,
      LAG (counterparty) OVER (
        PARTITION BY
          client_id
        ORDER BY
          posted_at,
          transaction_id
      ) AS last_counterparty,
      MAX(
        CASE
          WHEN amount > 0 THEN amount
        END
      ) OVER client AS largest_in,
      MAX(
        CASE
          WHEN amount < 0 THEN - amount
        END
      ) OVER client AS largest_out,
      COUNT(deviation) OVER kind AS kind_count,
      SUM(deviation) OVER kind AS kind_deviation,
      SUM(deviation * deviation) OVER kind AS kind_squares,
      ROW_NUMBER() OVER pair AS pair_number,
      posted_second - LAG (posted_second) OVER pair AS pair_seconds,
      LAG (amount) OVER pair AS pair_amount,
      posted_second - LAG (posted_second, 2) OVER pair AS second_pair_seconds,
      LAG (amount, 2) OVER pair AS second_pair_amount,
      MAX(ABS(amount)) OVER (
        PARTITION BY
          client_id,
          counterparty
        ORDER BY
          posted_at,
          transaction_id ROWS BETWEEN UNBOUNDED PRECEDING
          AND 1 PRECEDING
      ) AS pair_largest
    FROM
      placed AS p
    WINDOW
      client AS (
        PARTITION BY
          client_id
        ORDER BY
          posted_at,
          transaction_id ROWS BETWEEN UNBOUNDED PRECEDING
          AND 1 PRECEDING
      ),
      kind AS (
        PARTITION BY
          client_id,
          transaction_type,
          category
        ORDER BY
          posted_at,
          transaction_id ROWS BETWEEN UNBOUNDED PRECEDING
          AND 1 PRECEDING
      ),
      pair AS (
        PARTITION BY
          client_id,
          counterparty
        ORDER BY
          posted_at,
          transaction_id
      )
  ),
  usual AS (
    SELECT
      *,
      posted_second * 1000000 + earlier_count AS order_key,
      CASE
        WHEN amount > 0 THEN largest_in
        ELSE largest_out
      END AS largest_amount,
      log_mean + (
        COALESCE(kind_deviation, 0) + 3 * COALESCE(CAST(client_deviation AS DOUBLE), 0) / (client_count + 5)
      ) / (kind_count + 3) AS usual_log,
      SQRT(
        GREATEST(
          0.04,
          (
            COALESCE(
              CAST(kind_squares AS DOUBLE) - CAST(kind_deviation AS DOUBLE) * kind_deviation / NULLIF(kind_count, 0),
              0
            ) / 1000000 + 5 * log_variance
          ) / (kind_count + 5)
        )
      ) AS usual_spread
    FROM
      counted
  ),
  judged AS (
    SELECT
      u.*,
      COALESCE((log_thousandths - usual_log) / 1000 / usual_spread, 0) AS z,
      CASE
        WHEN has_hour
        AND hour_share < 0.01 THEN - LOG2((r.hour_count + 5 * hour_share) / (earlier_count + 5))
        ELSE 0
      END AS hour_bits,
      CASE
        WHEN country_share < 0.5 THEN - LOG2((r.country_count + 2 * country_share) / (earlier_count + 2))
        ELSE 0
      END AS country_bits,
      pair_number = 1
      AND counterparty IS NOT NULL
      AND NOT is_own AS is_stranger,
      CASE
        WHEN counterparty IS NULL
        OR is_own THEN NULL
        WHEN amount = pair_amount THEN pair_seconds
        WHEN amount = second_pair_amount THEN second_pair_seconds
      END AS repeated_seconds,
      transaction_type IN ('transfer_in', 'cash_deposit')
      AND amount > 0
      AND NOT is_own AS is_received
    FROM
      usual AS u
      LEFT JOIN rare AS r ON r.transaction_id = u.transaction_id
  ),
  received AS (
    SELECT
      client_id,
      transaction_id,
      posted_second,
      order_key,
      amount,
      transaction_type = 'cash_deposit'
      OR is_stranger AS is_from_stranger,
      amount > 3000
      AND amount < 10000 AS is_large
    FROM
      judged
    WHERE
      is_received
      AND (
        transaction_type = 'cash_deposit'
        OR is_stranger
        OR amount > 3000
      )
  ),
  passed AS (
    SELECT
      j.transaction_id,
      -- Whole cents, so that the order of the sum does not show.
      SUM(
        CASE
          WHEN r.is_from_stranger
          AND r.posted_second >= j.posted_second - 259200 THEN ROUND(100 * r.amount)
        END
      ) / 100 AS received_amount,
      SUM(
        CASE
          WHEN r.is_large THEN ROUND(100 * r.amount)
        END
      ) / 100 AS week_amount
    FROM
      judged AS j
      INNER JOIN received AS r ON r.client_id = j.client_id
      AND r.order_key <= j.order_key
      AND r.posted_second >= j.posted_second - 604800
    WHERE
      j.is_stranger
      AND j.transaction_type = 'transfer_out'
      OR j.is_received
      AND j.amount > 3000
      AND j.amount < 10000
    GROUP BY
      j.transaction_id
  ),
  devices AS (
    SELECT
      m.transaction_id,
      MIN(m.posted_second - seconds_of (e.event_at)) AS device_seconds
    FROM
      movements AS m
      INNER JOIN marts.fct_events AS e ON e.client_id = m.client_id
      AND e.event_type = 'login'
      AND e.detail = 'new device'
      AND seconds_of (e.event_at) <= m.posted_second
      AND seconds_of (e.event_at) >= m.posted_second - 86400
    GROUP BY
      m.transaction_id
  ),
  recent AS (
    SELECT
      *,
      CASE
        WHEN has_hour THEN 0
        ELSE 43200
      END AS least_seconds,
      COUNT(*) OVER (
        PARTITION BY
          client_id
        ORDER BY
          order_key RANGE BETWEEN 600000000 PRECEDING
          AND 1 PRECEDING
      ) AS burst_count,
      COUNT(*) OVER (
        PARTITION BY
          client_id
        ORDER BY
          order_key RANGE BETWEEN 86400000000 PRECEDING
          AND 1 PRECEDING
      ) AS day_count,
      SUM(
        CASE
          WHEN z < -1.5
          AND amount < 0
          AND counterparty IS NOT NULL
          AND counterparty IS DISTINCT FROM last_counterparty THEN 1
        END
      ) OVER (
        PARTITION BY
          client_id
        ORDER BY
          order_key RANGE BETWEEN 3600000000 PRECEDING
          AND 1 PRECEDING
      ) AS trial_count,
      86400.0 * earlier_count / GREATEST(posted_second - first_second, 2592000) AS usual_day_count
    FROM
      judged
  )
SELECT
  t.transaction_id,
  t.client_id,
  t.account_id,
  t.posted_at,
  t.posted_date,
  t.transaction_type,
  t.country,
  t.amount,
  t.is_own,
  t.has_hour,
  hour_of (t.posted_at) AS hour,
  ROUND(2 * GREATEST(0, LEAST(z, 8) - 1.5)) / 2 AS amount_above,
  CASE
    WHEN amount < 0 THEN ROUND(2 * GREATEST(0, LEAST(- z, 6) - 1.5)) / 2
    ELSE 0
  END AS amount_below,
  CASE
    WHEN is_own THEN 0
    ELSE ROUND(
      2 * LEAST(
        6,
        GREATEST(
          0,
          CASE
            WHEN earlier_count >= 10
            AND largest_amount > 0 THEN LN(GREATEST(ABS(amount), 0.01) / largest_amount)
            ELSE 0
          END,
          CASE
            WHEN transaction_type = 'transfer_out'
            AND counterparty IS NOT NULL
            AND pair_largest > 0 THEN LN(GREATEST(ABS(amount), 0.01) / pair_largest) - 0.7
            ELSE 0
          END
        )
      )
    ) / 2
  END AS record,
  ROUND(GREATEST(0, LEAST(hour_bits, 16) - 9)) / 2 AS odd_hour,
  ROUND(GREATEST(0, LEAST(country_bits, 14) - 3)) / 2 AS rare_country,
  CASE
    WHEN earlier_count >= 20
    AND (
      is_stranger
      AND transaction_type IN ('transfer_in', 'transfer_out')
      OR transaction_type = 'cash_deposit'
      AND kind_count <= 3
    ) THEN ROUND(2 * GREATEST(0, LEAST(z, 6) + 1)) / 2
    ELSE 0
  END AS stranger,
  CASE
    WHEN has_hour THEN LEAST(6, burst_count)
    ELSE 0
  END AS burst,
  ROUND(4 * GREATEST(0, LN((day_count + 1) / (usual_day_count + 1)) - 0.7)) / 2 AS pace,
  CASE
    WHEN amount < 0
    AND has_hour THEN LEAST(8, COALESCE(trial_count, 0))
    ELSE 0
  END AS trials,
  CASE
    WHEN repeated_seconds < 259200 THEN ROUND(2 * LN(259200.0 / (GREATEST(repeated_seconds, least_seconds) + 60))) / 2
    ELSE 0
  END AS repeated_amount,
  CASE
    WHEN pair_seconds < 86400
    AND counterparty IS NOT NULL
    AND NOT is_own
    AND transaction_type <> 'transfer_in' THEN ROUND(2 * LN(86400.0 / (GREATEST(pair_seconds, least_seconds) + 60))) / 2
    ELSE 0
  END AS same_counterparty,
  CASE
    WHEN ABS(amount) >= 8000
    AND ABS(amount) < 10000
    AND NOT is_own THEN ROUND(2 * (ABS(amount) - 7000) / 1500) / 2
    ELSE 0
  END AS below_threshold,
  CASE
    WHEN amount > 0 THEN ROUND(2 * LEAST(5, GREATEST(0, COALESCE(week_amount, 0) / 10000 - 0.5))) / 2
    ELSE 0
  END AS split_sum,
  CASE
    WHEN amount < 0
    AND received_amount > 0 THEN ROUND(2 * LEAST(6, LEAST(1, - amount / received_amount) * LN(1 + received_amount / 500))) / 2
    ELSE 0
  END AS passed_on,
  CASE
    WHEN amount < 0
    AND balance_before > 0
    AND transaction_type = 'transfer_out'
    AND NOT is_own THEN ROUND(2 * LEAST(1, - amount / balance_before) * GREATEST(0, LEAST(z, 7) + 1)) / 2
    ELSE 0
  END AS drained,
  CASE
    WHEN amount < 0
    AND NOT is_own
    AND idle_days > 30 THEN ROUND(2 * LEAST(4, LN(idle_days / 30.0))) / 2
    ELSE 0
  END AS dormant,
  CASE
    WHEN device_seconds IS NOT NULL THEN ROUND(2 * LN(86400.0 / (device_seconds + 60))) / 2
    ELSE 0
  END AS new_device,
  ROUND(GREATEST(0, LEAST(round_bits, 16) - 2) * GREATEST(0, LEAST(1, z))) / 2 AS round_amount,
  ROUND(EXP(usual_log / 1000), 2) AS usual_amount,
  ROUND(EXP(usual_log / 1000 - 1.2816 * usual_spread), 2) AS usual_low_amount,
  ROUND(EXP(usual_log / 1000 + 1.2816 * usual_spread), 2) AS usual_high_amount,
  largest_amount,
  CASE
    WHEN counterparty IS NOT NULL THEN pair_largest
  END AS pair_largest_amount,
  earlier_count,
  burst_count,
  day_count + 1 AS day_count,
  ROUND(usual_day_count, 2) AS usual_day_count,
  COALESCE(trial_count, 0) AS trial_count,
  pair_seconds,
  repeated_seconds,
  week_amount,
  received_amount,
  ROUND(balance_before, 2) AS balance_before_amount,
  idle_days,
  device_seconds
FROM
  recent AS t
  LEFT JOIN passed AS p ON p.transaction_id = t.transaction_id
  LEFT JOIN devices AS d ON d.transaction_id = t.transaction_id
