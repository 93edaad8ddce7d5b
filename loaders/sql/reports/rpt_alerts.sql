-- grain: one row per alert: a movement of the judged days at or above the cut-off
-- keys: movement (unique, a pseudonym), alert_rank (unique)
-- units: amount in the reporting currency, money in is positive; one_in as in "1 in 214 movements of this client is as odd";
--   kind_per_month is how often the client made a movement of this type and category in the year before, a month;
--   score_rank is the place by score alone, alert_rank the one by verdicts on earlier alerts as well
-- personal data: clients and movements by pseudonym only
-- reads: scores.scr_alerts, scores.scr_movements, scores.pseudonyms, marts.fct_transactions, marts.dim_accounts
WITH
  alerts AS (
    SELECT
      a.transaction_id,
      a.pseudonym AS movement,
      a.alert_rank,
      a.verdict,
      a.decided_at,
      s.anomaly_score,
      s.percentile,
      s.one_in,
      t.client_id,
      t.account_id,
      t.posted_at,
      t.posted_date,
      t.amount,
      t.transaction_type,
      t.channel,
      t.category,
      t.country,
      ROW_NUMBER() OVER (
        ORDER BY
          s.anomaly_score DESC,
          a.alert_rank
      ) AS score_rank
    FROM
      scores.scr_alerts AS a
      INNER JOIN scores.scr_movements AS s ON s.transaction_id = a.transaction_id
      INNER JOIN marts.fct_transactions AS t ON t.transaction_id = a.transaction_id
  ),
  -- The client's movements of the same type and category in the 365 days before, and how many months of it are known.
  earlier AS (
    SELECT
      a.transaction_id,
      SUM(
        CASE
          WHEN t.transaction_type = a.transaction_type
          AND (
            t.category = a.category
            OR t.category IS NULL
            AND a.category IS NULL
          ) THEN 1
          ELSE 0
        END
      ) AS kind_count,
      GREATEST(1, days_between (MIN(t.posted_date), MIN(a.posted_date)) / 30.4375) AS month_count
    FROM
      alerts AS a
      INNER JOIN marts.fct_transactions AS t ON t.client_id = a.client_id
      AND t.channel <> 'batch'
      AND t.posted_date >= add_days (a.posted_date, -365)
      AND t.posted_at < a.posted_at
    GROUP BY
      a.transaction_id
  )
SELECT
  a.movement,
  p.pseudonym AS client,
  CAST(a.alert_rank AS INTEGER) AS alert_rank,
  CAST(a.score_rank AS INTEGER) AS score_rank,
  a.posted_at,
  a.posted_date,
  a.amount,
  a.transaction_type,
  a.channel,
  a.category,
  a.country,
  d.account_type,
  ROUND(a.anomaly_score, 4) AS score,
  ROUND(a.percentile, 5) AS percentile,
  ROUND(a.one_in) AS one_in,
  ROUND(COALESCE(e.kind_count / e.month_count, 0), 2) AS kind_per_month,
  a.verdict,
  a.decided_at
FROM
  alerts AS a
  INNER JOIN scores.pseudonyms AS p ON p.kind = 'client'
  AND p.id = a.client_id
  INNER JOIN marts.dim_accounts AS d ON d.account_id = a.account_id
  LEFT JOIN earlier AS e ON e.transaction_id = a.transaction_id
