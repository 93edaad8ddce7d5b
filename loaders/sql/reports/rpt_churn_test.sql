-- grain: one row per way of ranking (by 'value': probability × yearly income, or by 'probability' alone) and share of the
--   clients contacted, over the month ends of the out-of-time test
-- keys: ranking, depth (unique)
-- units: depth in [0, 1] of the clients of each month end; counts of client months; *_value in the reporting currency
-- clients, leavers, value and expected_value of all of them; reached_* of those contacted: who left, the yearly income that
--   went with them, and what the model had expected of it
-- reads: scores.scr_churn, features.lbl_churn, marts.fct_client_income, models.churn, marts.dim_time
WITH
  trained AS (
    SELECT
      CAST(json_text (document, '$.training.to') AS DATE) AS last_date
    FROM
      models.churn
    WHERE
      document IS NOT NULL
  ),
  clients AS (
    SELECT
      s.client_id,
      s.snapshot_date,
      s.probability,
      s.probability * CAST(COALESCE(i.yearly_income_amount, 0) AS DOUBLE) AS expected_value,
      CASE
        WHEN l.is_churned THEN 1
        ELSE 0
      END AS leaver,
      CASE
        WHEN l.is_churned THEN CAST(COALESCE(i.yearly_income_amount, 0) AS DOUBLE)
        ELSE 0
      END AS lost_value
    FROM
      scores.scr_churn AS s
      INNER JOIN features.lbl_churn AS l ON l.client_id = s.client_id
      AND l.snapshot_date = s.snapshot_date
      CROSS JOIN trained AS t
      LEFT JOIN marts.fct_client_income AS i ON i.client_id = s.client_id
      AND i.month_date = month_start (s.snapshot_date)
    WHERE
      s.snapshot_date > t.last_date
      AND l.is_churned IS NOT NULL
  ),
  shares AS (
    SELECT
      c.*,
      (
        ROW_NUMBER() OVER (
          PARTITION BY
            snapshot_date
          ORDER BY
            expected_value DESC,
            client_id
        ) - 0.5
      ) / COUNT(*) OVER (
        PARTITION BY
          snapshot_date
      ) AS value_share,
      (
        ROW_NUMBER() OVER (
          PARTITION BY
            snapshot_date
          ORDER BY
            probability DESC,
            client_id
        ) - 0.5
      ) / COUNT(*) OVER (
        PARTITION BY
          snapshot_date
      ) AS probability_share
    FROM
      clients AS c
  ),
  -- Tenths of a percent up to two percent, then whole ones: the bin a client falls into.
  bins AS (
    SELECT
      'value' AS ranking,
      CASE
        WHEN value_share <= 0.02 THEN CEIL(value_share * 1000) / 1000
        ELSE CEIL(value_share * 100) / 100
      END AS depth,
      leaver,
      lost_value,
      expected_value
    FROM
      shares
    UNION ALL
    SELECT
      'probability',
      CASE
        WHEN probability_share <= 0.02 THEN CEIL(probability_share * 1000) / 1000
        ELSE CEIL(probability_share * 100) / 100
      END,
      leaver,
      lost_value,
      expected_value
    FROM
      shares
  ),
  sums AS (
    SELECT
      ranking,
      depth,
      COUNT(*) AS clients,
      SUM(leaver) AS leavers,
      SUM(summand (lost_value)) AS lost_value,
      SUM(summand (expected_value)) AS expected_value
    FROM
      bins
    GROUP BY
      ranking,
      depth
  )
SELECT
  ranking,
  depth,
  CAST(SUM(clients) OVER upto AS BIGINT) AS clients,
  CAST(SUM(leavers) OVER upto AS BIGINT) AS leavers,
  CAST(ROUND(SUM(lost_value) OVER upto, 2) AS DOUBLE) AS lost_value,
  CAST(ROUND(SUM(expected_value) OVER upto, 2) AS DOUBLE) AS expected_value,
  (
    SELECT
      COUNT(DISTINCT snapshot_date)
    FROM
      clients
  ) AS months
FROM
  sums
WINDOW
  upto AS (
    PARTITION BY
      ranking
    ORDER BY
      depth ROWS BETWEEN UNBOUNDED PRECEDING
      AND CURRENT ROW
  )
