-- grain: one row per drawn movement that is no alert: every so-manieth of the last 90 days that the detector looks at, about 2,500
-- keys: none; the rows stand for a cloud and say nothing of who moved the money
-- units: amount in the reporting currency, without sign, to three digits; kind_per_month as in rpt_alerts;
--   drawn_of is the number of movements that the rows were drawn from
-- reads: marts.fct_transactions, scores.scr_movements
WITH
  recent AS (
    SELECT
      s.transaction_id,
      ROW_NUMBER() OVER (
        ORDER BY
          t.posted_at,
          s.transaction_id
      ) AS place,
      COUNT(*) OVER () AS drawn_of
    FROM
      scores.scr_movements AS s
      INNER JOIN marts.fct_transactions AS t ON t.transaction_id = s.transaction_id
    WHERE
      NOT s.is_alert
      AND s.posted_date > (
        SELECT
          add_days (MAX(posted_date), -90)
        FROM
          scores.scr_movements
      )
  ),
  drawn AS (
    SELECT
      t.transaction_id,
      t.client_id,
      t.posted_at,
      t.posted_date,
      t.transaction_type,
      COALESCE(t.category, '') AS category,
      ABS(CAST(t.amount AS DOUBLE)) AS amount,
      r.drawn_of
    FROM
      recent AS r
      INNER JOIN marts.fct_transactions AS t ON t.transaction_id = r.transaction_id
    WHERE
      r.place % CAST(CEIL(r.drawn_of / 2500.0) AS BIGINT) = 0
  ),
  earlier AS (
    SELECT
      d.transaction_id,
      SUM(
        CASE
          WHEN t.transaction_type = d.transaction_type
          AND COALESCE(t.category, '') = d.category THEN 1
          ELSE 0
        END
      ) AS kind_count,
      GREATEST(1, days_between (MIN(t.posted_date), MIN(d.posted_date)) / 30.4375) AS month_count
    FROM
      drawn AS d
      INNER JOIN marts.fct_transactions AS t ON t.client_id = d.client_id
      AND t.channel <> 'batch'
      AND t.posted_date >= add_days (d.posted_date, -365)
      AND t.posted_at < d.posted_at
    GROUP BY
      d.transaction_id
  )
SELECT
  CASE
    WHEN d.amount >= 100 THEN ROUND(d.amount)
    ELSE ROUND(d.amount, 1)
  END AS amount,
  ROUND(COALESCE(e.kind_count / e.month_count, 0), 2) AS kind_per_month,
  d.drawn_of
FROM
  drawn AS d
  LEFT JOIN earlier AS e ON e.transaction_id = d.transaction_id
