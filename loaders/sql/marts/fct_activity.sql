-- grain: one row per month, or day of the last 13 months, and combination of product, segment and channel, 'all' where not
--   broken down
-- keys: period, period_date, product, segment, channel (unique); period is month or day, period_date its first day
-- units: *_amount in the reporting currency, volume_amount without balances brought in; client_count clients with
--   movements, of whom active_count with own ones, in a month with own ones in its last 30 days
-- cells of few clients are in here; what may be published scores.hidden_groups says
-- reads: marts.fct_transactions, marts.dim_accounts, marts.dim_clients, marts.dim_time, marts.fct_client_months
WITH
  movements AS (
    SELECT
      'day' AS period,
      t.posted_date AS period_date,
      t.client_id,
      c.segment,
      a.account_type,
      t.channel,
      1 AS movement_count,
      CASE
        WHEN t.category = 'opening_balance' THEN 0
        ELSE ABS(t.amount)
      END AS volume_amount,
      CASE
        WHEN t.is_external THEN t.amount
        ELSE 0
      END AS net_flow_amount,
      CASE
        WHEN t.transaction_type = 'fee' THEN - t.amount
        ELSE 0
      END AS fee_amount,
      t.is_client_initiated AS is_own
    FROM
      marts.fct_transactions AS t
      INNER JOIN marts.dim_time AS d ON d.date_day = t.posted_date
      INNER JOIN marts.dim_accounts AS a ON a.account_id = t.account_id
      INNER JOIN marts.dim_clients AS c ON c.client_id = t.client_id
      AND c.valid_from <= month_end (t.posted_date)
      AND COALESCE(c.valid_to, DATE '9999-12-31') >= month_end (t.posted_date)
    WHERE
      d.is_recent
    UNION ALL
    SELECT
      'month' AS period,
      month_date AS period_date,
      client_id,
      segment,
      account_type,
      channel,
      movement_count,
      volume_amount,
      net_flow_amount,
      fee_amount,
      own_count_30d > 0 AS is_own
    FROM
      marts.fct_client_months
  ),
  cells AS (
    SELECT
      period,
      period_date,
      segment,
      account_type,
      channel,
      SUM(movement_count) AS movement_count,
      SUM(volume_amount) AS volume_amount,
      SUM(net_flow_amount) AS net_flow_amount,
      SUM(fee_amount) AS fee_amount
    FROM
      movements
    GROUP BY
      period,
      period_date,
      segment,
      account_type,
      channel
  ),
  -- A client counts once in a cell, however many of its products and channels fall into it. So each pair of a product and
  -- a channel is a bit, a client of a day or month the bits where it was seen, and clients of the same bits one row.
  places AS (
    SELECT
      account_type,
      channel,
      CAST(
        POWER(
          2,
          ROW_NUMBER() OVER (
            ORDER BY
              account_type,
              channel
          ) - 1
        ) AS BIGINT
      ) AS place
    FROM
      cells
    GROUP BY
      account_type,
      channel
  ),
  clients AS (
    SELECT
      m.period,
      m.period_date,
      m.segment,
      all_bits (p.place) AS seen,
      all_bits (
        CASE
          WHEN m.is_own THEN p.place
          ELSE 0
        END
      ) AS seen_own
    FROM
      movements AS m
      INNER JOIN places AS p ON p.account_type = m.account_type
      AND p.channel = m.channel
    GROUP BY
      m.period,
      m.period_date,
      m.segment,
      m.client_id
  ),
  patterns AS (
    SELECT
      period,
      period_date,
      segment,
      seen,
      seen_own,
      COUNT(*) AS client_count
    FROM
      clients
    GROUP BY
      period,
      period_date,
      segment,
      seen,
      seen_own
  ),
  breakdowns AS (
    SELECT
      CASE
        WHEN GROUPING (account_type) = 1 THEN 'all'
        ELSE account_type
      END AS product,
      CASE
        WHEN GROUPING (channel) = 1 THEN 'all'
        ELSE channel
      END AS channel,
      CAST(SUM(place) AS BIGINT) AS places
    FROM
      places
    GROUP BY
      CUBE (account_type, channel)
  ),
  counts AS (
    SELECT
      p.period,
      p.period_date,
      CASE
        WHEN GROUPING (p.segment) = 1 THEN 'all'
        ELSE p.segment
      END AS segment,
      b.product,
      b.channel,
      SUM(p.client_count) AS client_count,
      SUM(
        CASE
          WHEN has_common_bit (p.seen_own, b.places) THEN p.client_count
          ELSE 0
        END
      ) AS active_count
    FROM
      patterns AS p
      INNER JOIN breakdowns AS b ON has_common_bit (p.seen, b.places)
    GROUP BY
      p.period,
      p.period_date,
      b.product,
      b.channel,
      ROLLUP (p.segment)
  ),
  sums AS (
    SELECT
      period,
      period_date,
      CASE
        WHEN GROUPING (account_type) = 1 THEN 'all'
        ELSE account_type
      END AS product,
      CASE
        WHEN GROUPING (segment) = 1 THEN 'all'
        ELSE segment
      END AS segment,
      CASE
        WHEN GROUPING (channel) = 1 THEN 'all'
        ELSE channel
      END AS channel,
      SUM(movement_count) AS movement_count,
      SUM(volume_amount) AS volume_amount,
      SUM(net_flow_amount) AS net_flow_amount,
      SUM(fee_amount) AS fee_amount
    FROM
      cells
    GROUP BY
      period,
      period_date,
      CUBE (account_type, segment, channel)
  )
SELECT
  s.period,
  s.period_date,
  s.product,
  s.segment,
  s.channel,
  s.movement_count,
  s.volume_amount,
  s.net_flow_amount,
  s.fee_amount,
  CAST(c.client_count AS BIGINT) AS client_count,
  CAST(c.active_count AS BIGINT) AS active_count
FROM
  sums AS s
  INNER JOIN counts AS c ON c.period = s.period
  AND c.period_date = s.period_date
  AND c.product = s.product
  AND c.segment = s.segment
  AND c.channel = s.channel
