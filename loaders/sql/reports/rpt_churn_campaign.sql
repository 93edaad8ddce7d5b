-- grain: one row per segment ('all': everybody) and number of clients contacted, the dearest expected loss first
-- keys: segment, contacts (unique); every number up to 100, then about 200 more up to the last client
-- units: contacts counts clients active at the latest month end; value_reached: sum of the probability of leaving × yearly
--   income of them, in the reporting currency; leavers_reached: sum of their probabilities
-- the net benefit of a campaign is success rate × horizon × value_reached − cost of a contact × contacts, whatever these
--   three are, so that the order never changes
-- reads: scores.scr_churn, marts.fct_client_income, marts.dim_clients
WITH
  latest AS (
    SELECT
      MAX(snapshot_date) AS snapshot_date
    FROM
      scores.scr_churn
  ),
  clients AS (
    SELECT
      s.client_id,
      COALESCE(c.segment, 'unknown') AS segment,
      s.probability,
      s.probability * CAST(COALESCE(i.yearly_income_amount, 0) AS DOUBLE) AS expected_loss
    FROM
      scores.scr_churn AS s
      INNER JOIN latest AS d ON d.snapshot_date = s.snapshot_date
      LEFT JOIN marts.fct_client_income AS i ON i.client_id = s.client_id
      AND i.month_date = month_start (s.snapshot_date)
      LEFT JOIN marts.dim_clients AS c ON c.client_id = s.client_id
      AND c.valid_from <= s.snapshot_date
      AND COALESCE(c.valid_to, DATE '9999-12-31') >= s.snapshot_date
  ),
  everybody AS (
    SELECT
      'all' AS segment,
      client_id,
      probability,
      expected_loss
    FROM
      clients
    UNION ALL
    SELECT
      segment,
      client_id,
      probability,
      expected_loss
    FROM
      clients
  ),
  ranked AS (
    SELECT
      segment,
      ROW_NUMBER() OVER (
        PARTITION BY
          segment
        ORDER BY
          expected_loss DESC,
          client_id
      ) AS contacts,
      COUNT(*) OVER (
        PARTITION BY
          segment
      ) AS client_count,
      SUM(expected_loss) OVER (
        PARTITION BY
          segment
        ORDER BY
          expected_loss DESC,
          client_id ROWS BETWEEN UNBOUNDED PRECEDING
          AND CURRENT ROW
      ) AS value_reached,
      SUM(probability) OVER (
        PARTITION BY
          segment
        ORDER BY
          expected_loss DESC,
          client_id ROWS BETWEEN UNBOUNDED PRECEDING
          AND CURRENT ROW
      ) AS leavers_reached
    FROM
      everybody
  )
SELECT
  segment,
  contacts,
  ROUND(value_reached, 2) AS value_reached,
  ROUND(leavers_reached, 2) AS leavers_reached
FROM
  ranked
WHERE
  client_count >= 5
  AND (
    contacts <= 100
    OR contacts = client_count
    OR FLOOR(contacts * 200.0 / client_count) > FLOOR((contacts - 1) * 200.0 / client_count)
  )
