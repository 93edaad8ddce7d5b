-- grain: one row, what the verdicts did to the order of the alerts, or why there are none
-- units: reranked_count, alerts whose chance of being confirmed is known (0: the order is by score); moved_count, how many
--   of the first twenty would not be among the first twenty by score alone; reason, why there is no detector
-- reads: scores.scr_alerts, scores.scr_movements, models.anomaly
WITH
  placed AS (
    SELECT
      a.alert_rank,
      a.confirmation_probability,
      ROW_NUMBER() OVER (
        ORDER BY
          s.anomaly_score DESC,
          a.alert_rank
      ) AS score_rank
    FROM
      scores.scr_alerts AS a
      INNER JOIN scores.scr_movements AS s ON s.transaction_id = a.transaction_id
  ),
  counted AS (
    SELECT
      COUNT(*) AS alerts,
      COUNT(confirmation_probability) AS reranked_count,
      COALESCE(
        SUM(
          CASE
            WHEN alert_rank <= 20
            AND score_rank > 20 THEN 1
            ELSE 0
          END
        ),
        0
      ) AS moved_count
    FROM
      placed
  )
SELECT
  c.alerts,
  c.reranked_count,
  c.moved_count,
  m.reason
FROM
  counted AS c
  CROSS JOIN models.anomaly AS m
