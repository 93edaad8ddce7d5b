-- grain: one row per grouping ('all', 'segment' or 'product'), group and month of tenure in which somebody left, or a year is
--   over; as far as five clients are watched
-- keys: grouping, group_name, tenure_months (unique)
-- units: at_risk: clients watched in the month of tenure that ends at tenure_months; leavers: those of them who left in it;
--   clients, all_leavers: of the whole group
-- leaving: all accounts closed or, where the bank has a churn model, more than 90 days without a login or own movement up
--   to the closing or the as-of date, from its first day on
-- a client who joined before the data begins is watched from the tenure reached then (left truncation); segment and
--   products are those at that time
-- reads: marts.dim_accounts, marts.dim_clients, marts.dim_bank, marts.fct_transactions, marts.fct_events, models.churn
WITH
  lives AS (
    SELECT
      client_id,
      MIN(opened_date) AS joined_date,
      CASE
        WHEN COUNT(*) = COUNT(closed_date) THEN MAX(closed_date)
      END AS closed_date
    FROM
      marts.dim_accounts
    GROUP BY
      client_id
  ),
  acts AS (
    SELECT
      client_id,
      posted_date AS act_date
    FROM
      marts.fct_transactions
    WHERE
      is_client_initiated
    UNION ALL
    SELECT
      client_id,
      event_date
    FROM
      marts.fct_events
    WHERE
      event_type = 'login'
  ),
  last_acts AS (
    SELECT
      client_id,
      MAX(act_date) AS act_date
    FROM
      acts
    GROUP BY
      client_id
  ),
  models AS (
    SELECT
      COUNT(document) AS model_count
    FROM
      models.churn
  ),
  ends AS (
    SELECT
      v.client_id,
      v.joined_date,
      GREATEST(v.joined_date, b.first_date) AS watched_date,
      b.as_of,
      CASE
        WHEN m.model_count > 0
        AND days_between (a.act_date, COALESCE(v.closed_date, b.as_of)) > 90 THEN add_days (a.act_date, 1)
        ELSE v.closed_date
      END AS left_date
    FROM
      lives AS v
      CROSS JOIN marts.dim_bank AS b
      CROSS JOIN models AS m
      LEFT JOIN last_acts AS a ON a.client_id = v.client_id
    WHERE
      v.joined_date <= b.as_of
      AND (
        m.model_count = 0
        OR a.act_date IS NOT NULL
      )
  ),
  holdings AS (
    SELECT
      e.client_id,
      MAX(
        CASE
          WHEN a.account_type = 'savings' THEN 1
          ELSE 0
        END
      ) AS has_savings,
      MAX(
        CASE
          WHEN a.account_type IN ('card', 'loan') THEN 1
          ELSE 0
        END
      ) AS has_credit
    FROM
      ends AS e
      INNER JOIN marts.dim_accounts AS a ON a.client_id = e.client_id
    WHERE
      a.opened_date <= e.watched_date
      AND (
        a.closed_date IS NULL
        OR a.closed_date > e.watched_date
      )
    GROUP BY
      e.client_id
  ),
  spells AS (
    SELECT
      e.client_id,
      COALESCE(c.segment, 'unknown') AS segment,
      CASE
        WHEN h.has_savings = 1
        AND h.has_credit = 1 THEN 'savings and credit'
        WHEN h.has_savings = 1 THEN 'savings'
        WHEN h.has_credit = 1 THEN 'credit'
        ELSE 'current account only'
      END AS product,
      CAST(FLOOR(days_between (e.joined_date, e.watched_date) / 30.4375) AS INTEGER) AS entry_months,
      CAST(FLOOR(days_between (e.joined_date, COALESCE(e.left_date, e.as_of)) / 30.4375) AS INTEGER) + 1 AS exit_months,
      CASE
        WHEN e.left_date IS NULL THEN 0
        ELSE 1
      END AS leaver
    FROM
      ends AS e
      INNER JOIN holdings AS h ON h.client_id = e.client_id
      LEFT JOIN marts.dim_clients AS c ON c.client_id = e.client_id
      AND c.valid_from <= e.watched_date
      AND COALESCE(c.valid_to, DATE '9999-12-31') >= e.watched_date
    WHERE
      e.left_date IS NULL
      OR e.left_date >= e.watched_date
  ),
  grouped AS (
    SELECT
      'all' AS grouping,
      'all' AS group_name,
      entry_months,
      exit_months,
      leaver
    FROM
      spells
    UNION ALL
    SELECT
      'segment',
      segment,
      entry_months,
      exit_months,
      leaver
    FROM
      spells
    UNION ALL
    SELECT
      'product',
      product,
      entry_months,
      exit_months,
      leaver
    FROM
      spells
  ),
  -- Who comes under watch after a month of tenure is at risk from the next one on; who goes in it is at risk to its end.
  steps AS (
    SELECT
      grouping,
      group_name,
      entry_months + 1 AS tenure_months,
      COUNT(*) AS arrivals,
      0 AS departures,
      0 AS leavers
    FROM
      grouped
    GROUP BY
      grouping,
      group_name,
      entry_months
    UNION ALL
    SELECT
      grouping,
      group_name,
      exit_months,
      0,
      COUNT(*),
      SUM(leaver)
    FROM
      grouped
    GROUP BY
      grouping,
      group_name,
      exit_months
    UNION ALL
    -- Whole years, for the numbers at risk.
    SELECT
      g.grouping,
      g.group_name,
      12 * n.month_number,
      0,
      0,
      0
    FROM
      (
        SELECT
          grouping,
          group_name,
          MAX(exit_months) AS last_months
        FROM
          grouped
        GROUP BY
          grouping,
          group_name
      ) AS g
      INNER JOIN (
        SELECT
          ROW_NUMBER() OVER (
            ORDER BY
              date_day
          ) AS month_number
        FROM
          marts.dim_time
      ) AS n ON 12 * n.month_number <= g.last_months
  ),
  months AS (
    SELECT
      grouping,
      group_name,
      tenure_months,
      SUM(arrivals) AS arrivals,
      SUM(departures) AS departures,
      SUM(leavers) AS leavers
    FROM
      steps
    GROUP BY
      grouping,
      group_name,
      tenure_months
  ),
  counted AS (
    SELECT
      grouping,
      group_name,
      tenure_months,
      SUM(arrivals) OVER upto - SUM(departures) OVER upto + departures AS at_risk,
      leavers,
      SUM(arrivals) OVER whole AS clients,
      SUM(leavers) OVER whole AS all_leavers
    FROM
      months
    WINDOW
      upto AS (
        PARTITION BY
          grouping,
          group_name
        ORDER BY
          tenure_months ROWS BETWEEN UNBOUNDED PRECEDING
          AND CURRENT ROW
      ),
      whole AS (
        PARTITION BY
          grouping,
          group_name
      )
  )
SELECT
  grouping,
  group_name,
  tenure_months,
  CAST(at_risk AS INTEGER) AS at_risk,
  CAST(leavers AS INTEGER) AS leavers,
  CAST(clients AS INTEGER) AS clients,
  CAST(all_leavers AS INTEGER) AS all_leavers
FROM
  counted
WHERE
  at_risk >= 5
  AND (
    leavers > 0
    OR MOD(tenure_months, 12) = 0
  )
