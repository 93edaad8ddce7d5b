-- grain: one row per KPI and month from the first movement to the as-of date
-- keys: kpi, month (unique)
-- units: value by KPI, see lib/core/kpis.ts: count, reporting currency, or ratio in [0, 1]
-- a month in which fewer than five clients had movements has no KPIs of movements
-- expected_loss, delinquency_30, value_at_risk: of the clients scored at the month's end; default_rate_12m and attrition: of
--   those scored 12 and 6 months before, whose outcome is known by then; without the model there is none of them
-- delinquency_30: borrowers two or more instalments behind at the month's end, whose first is over 30 days late then; who is
--   in default already is counted by the default rate
-- alerts_per_10k: movements at or above the score from which one is an alert today
-- reads: marts.dim_bank, marts.dim_accounts, marts.dim_time, marts.fct_*_months, marts.fct_exposures,
--   marts.fct_client_income, features.ftr_default, features.lbl_*, scores.scr_*, models.churn, reports.rpt_risk_bands,
--   meta.assumptions, meta.targets
WITH
  months AS (
    SELECT
      t.month_date,
      LEAST(month_end (t.month_date), b.as_of) AS last_date,
      month_end (t.month_date) <= b.as_of AS is_complete,
      b.loan_margin,
      b.deposit_margin
    FROM
      marts.dim_time AS t
      CROSS JOIN marts.dim_bank AS b
    WHERE
      t.month_date >= month_start (b.first_date)
    GROUP BY
      t.month_date,
      b.as_of,
      b.loan_margin,
      b.deposit_margin
  ),
  activity AS (
    SELECT
      month_date,
      SUM(movement_count) AS movement_count,
      SUM(volume_amount) AS volume_amount,
      SUM(net_flow_amount) AS net_flow_amount,
      SUM(fee_amount) AS fee_amount,
      SUM(own_count) AS own_count,
      SUM(
        CASE
          WHEN channel IN ('app', 'web', 'card') THEN own_count
          ELSE 0
        END
      ) AS digital_count,
      SUM(
        CASE
          WHEN channel <> 'unknown' THEN own_count
          ELSE 0
        END
      ) AS known_channel_count,
      COUNT(
        DISTINCT CASE
          WHEN own_count_30d > 0 THEN client_id
        END
      ) AS active_count
    FROM
      marts.fct_client_months
    GROUP BY
      month_date
    HAVING
      COUNT(DISTINCT client_id) >= 5
  ),
  balances AS (
    SELECT
      month_date,
      SUM(
        CASE
          WHEN account_type IN ('checking', 'savings') THEN GREATEST(closing_amount, 0)
          ELSE 0
        END
      ) AS deposit_amount,
      SUM(
        CASE
          WHEN account_type = 'card' THEN GREATEST(- closing_amount, 0)
          ELSE 0
        END
      ) AS card_amount,
      SUM(
        CASE
          WHEN account_type = 'card' THEN 1
          ELSE 0
        END
      ) AS card_count
    FROM
      marts.fct_account_months
    GROUP BY
      month_date
  ),
  -- Products of the active clients only: in some banks most accounts never move.
  products AS (
    SELECT
      m.month_date,
      COUNT(*) AS open_count
    FROM
      marts.fct_account_months AS m
      INNER JOIN (
        SELECT
          client_id,
          month_date
        FROM
          marts.fct_client_months
        WHERE
          own_count_30d > 0
        GROUP BY
          client_id,
          month_date
      ) AS a ON a.client_id = m.client_id
      AND a.month_date = m.month_date
    WHERE
      m.is_open_at_end
    GROUP BY
      m.month_date
  ),
  loans AS (
    SELECT
      month_date,
      SUM(scheduled_amount) AS loan_amount
    FROM
      marts.fct_loan_months
    GROUP BY
      month_date
  ),
  lives AS (
    SELECT
      client_id,
      month_start (MIN(opened_date)) AS joined_month,
      CASE
        WHEN COUNT(*) = COUNT(closed_date) THEN month_start (MAX(closed_date))
      END AS left_month
    FROM
      marts.dim_accounts
    GROUP BY
      client_id
  ),
  joined AS (
    SELECT
      joined_month AS month_date,
      COUNT(*) AS client_count
    FROM
      lives
    GROUP BY
      joined_month
  ),
  leavers AS (
    SELECT
      left_month AS month_date,
      COUNT(*) AS client_count
    FROM
      lives
    GROUP BY
      left_month
  ),
  closings AS (
    SELECT
      COUNT(closed_date) AS closed_count
    FROM
      marts.dim_accounts
  ),
  wide AS (
    SELECT
      m.month_date,
      m.is_complete,
      m.loan_margin,
      m.deposit_margin,
      a.movement_count,
      a.volume_amount,
      a.net_flow_amount,
      a.fee_amount,
      a.own_count,
      a.digital_count,
      a.known_channel_count,
      a.active_count,
      b.deposit_amount,
      b.card_amount,
      b.card_count,
      o.open_count,
      l.loan_amount,
      COALESCE(j.client_count, 0) AS joined_count,
      CASE
        WHEN c.closed_count > 0 THEN COALESCE(e.client_count, 0)
      END AS left_count
    FROM
      months AS m
      CROSS JOIN closings AS c
      LEFT JOIN activity AS a ON a.month_date = m.month_date
      LEFT JOIN balances AS b ON b.month_date = m.month_date
      LEFT JOIN products AS o ON o.month_date = m.month_date
      LEFT JOIN loans AS l ON l.month_date = m.month_date
      LEFT JOIN joined AS j ON j.month_date = m.month_date
      LEFT JOIN leavers AS e ON e.month_date = m.month_date
  ),
  losses AS (
    SELECT
      month_start (b.snapshot_date) AS month_date,
      CAST(
        SUM(summand ((b.expected_drawn + b.expected_undrawn * a.undrawn_share) * a.loss_given_default)) AS DOUBLE
      ) AS loss_amount
    FROM
      reports.rpt_risk_bands AS b
      CROSS JOIN meta.assumptions AS a
    WHERE
      NOT b.is_grant
    GROUP BY
      b.snapshot_date
    HAVING
      SUM(b.client_count) >= 5
  ),
  borrowers AS (
    SELECT
      month_start (f.snapshot_date) AS month_date,
      CAST(SUM(e.loan_amount) AS DOUBLE) AS owed_amount,
      CAST(
        SUM(
          CASE
            WHEN f.behind_count >= 2 THEN e.loan_amount
            ELSE 0
          END
        ) AS DOUBLE
      ) AS late_amount
    FROM
      scores.scr_default AS s
      INNER JOIN features.ftr_default AS f ON f.client_id = s.client_id
      AND f.snapshot_date = s.snapshot_date
      INNER JOIN marts.fct_exposures AS e ON e.client_id = s.client_id
      AND e.month_date = month_start (s.snapshot_date)
    WHERE
      s.loan_id IS NULL
    GROUP BY
      f.snapshot_date
    HAVING
      COUNT(*) >= 5
  ),
  defaults AS (
    SELECT
      add_months (month_start (snapshot_date), 12) AS month_date,
      AVG(
        CASE
          WHEN is_default THEN 1.0
          ELSE 0.0
        END
      ) AS default_ratio
    FROM
      features.lbl_default
    WHERE
      is_default IS NOT NULL
    GROUP BY
      snapshot_date
    HAVING
      COUNT(*) >= 5
  ),
  churned AS (
    SELECT
      add_months (month_start (l.snapshot_date), 6) AS month_date,
      AVG(
        CASE
          WHEN l.is_churned THEN 1.0
          ELSE 0.0
        END
      ) AS churn_ratio
    FROM
      features.lbl_churn AS l
      INNER JOIN models.churn AS m ON m.document IS NOT NULL
    WHERE
      l.is_churned IS NOT NULL
    GROUP BY
      l.snapshot_date
    HAVING
      COUNT(*) >= 5
  ),
  values_at_risk AS (
    SELECT
      month_start (s.snapshot_date) AS month_date,
      CAST(SUM(summand (s.probability * GREATEST(CAST(i.yearly_income_amount AS DOUBLE), 0))) AS DOUBLE) AS risk_amount
    FROM
      scores.scr_churn AS s
      INNER JOIN marts.fct_client_income AS i ON i.client_id = s.client_id
      AND i.month_date = month_start (s.snapshot_date)
    GROUP BY
      s.snapshot_date
    HAVING
      COUNT(*) >= 5
  ),
  cut_offs AS (
    SELECT
      MIN(anomaly_score) AS cut_off_score
    FROM
      scores.scr_movements
    WHERE
      is_alert
  ),
  oddities AS (
    SELECT
      month_start (m.posted_date) AS month_date,
      10000.0 * SUM(
        CASE
          WHEN m.anomaly_score >= c.cut_off_score THEN 1
          ELSE 0
        END
      ) / COUNT(*) AS alert_rate
    FROM
      scores.scr_movements AS m
      INNER JOIN cut_offs AS c ON c.cut_off_score IS NOT NULL
    GROUP BY
      month_start (m.posted_date)
    HAVING
      COUNT(*) >= 1000
  ),
  verdicts AS (
    SELECT
      month_start (m.posted_date) AS month_date,
      AVG(
        CASE
          WHEN a.is_confirmed THEN 1.0
          ELSE 0.0
        END
      ) AS confirmed_ratio
    FROM
      scores.scr_alerts AS a
      INNER JOIN scores.scr_movements AS m ON m.transaction_id = a.transaction_id
    WHERE
      a.is_confirmed IS NOT NULL
    GROUP BY
      month_start (m.posted_date)
  ),
  scored AS (
    SELECT
      'expected_loss' AS kpi,
      month_date,
      loss_amount AS value
    FROM
      losses
    UNION ALL
    SELECT
      'delinquency_30',
      month_date,
      late_amount / NULLIF(owed_amount, 0)
    FROM
      borrowers
    UNION ALL
    SELECT
      'default_rate_12m',
      month_date,
      CAST(default_ratio AS DOUBLE)
    FROM
      defaults
    UNION ALL
    SELECT
      'attrition',
      month_date,
      1 - POWER(1 - CAST(churn_ratio AS DOUBLE), 4)
    FROM
      churned
    UNION ALL
    SELECT
      'value_at_risk',
      month_date,
      risk_amount
    FROM
      values_at_risk
    UNION ALL
    SELECT
      'alerts_per_10k',
      month_date,
      CAST(alert_rate AS DOUBLE)
    FROM
      oddities
    UNION ALL
    SELECT
      'confirmed_share',
      month_date,
      CAST(confirmed_ratio AS DOUBLE)
    FROM
      verdicts
  ),
  long AS (
    SELECT
      s.kpi,
      s.month_date,
      m.is_complete,
      s.value
    FROM
      scored AS s
      INNER JOIN months AS m ON m.month_date = s.month_date
    UNION ALL
    SELECT
      'active_clients' AS kpi,
      month_date,
      is_complete,
      CAST(active_count AS DOUBLE) AS value
    FROM
      wide
    UNION ALL
    SELECT
      'deposits',
      month_date,
      is_complete,
      CAST(deposit_amount AS DOUBLE)
    FROM
      wide
    UNION ALL
    SELECT
      'income_proxy',
      month_date,
      is_complete,
      CAST(fee_amount AS DOUBLE) + (
        CAST(COALESCE(loan_amount, 0) AS DOUBLE) * loan_margin - CAST(COALESCE(deposit_amount, 0) AS DOUBLE) * deposit_margin
      ) / 12
    FROM
      wide
    UNION ALL
    SELECT
      'loan_book',
      month_date,
      is_complete,
      CAST(loan_amount AS DOUBLE)
    FROM
      wide
    UNION ALL
    SELECT
      'card_balances',
      month_date,
      is_complete,
      CASE
        WHEN card_count > 0 THEN CAST(card_amount AS DOUBLE)
      END
    FROM
      wide
    UNION ALL
    SELECT
      'net_flow',
      month_date,
      is_complete,
      CAST(net_flow_amount AS DOUBLE)
    FROM
      wide
    UNION ALL
    SELECT
      'new_clients',
      month_date,
      is_complete,
      CAST(joined_count AS DOUBLE)
    FROM
      wide
    UNION ALL
    SELECT
      'left_clients',
      month_date,
      is_complete,
      CAST(left_count AS DOUBLE)
    FROM
      wide
    UNION ALL
    SELECT
      'movements',
      month_date,
      is_complete,
      CAST(movement_count AS DOUBLE)
    FROM
      wide
    UNION ALL
    SELECT
      'volume',
      month_date,
      is_complete,
      CAST(volume_amount AS DOUBLE)
    FROM
      wide
    UNION ALL
    SELECT
      'average_ticket',
      month_date,
      is_complete,
      CAST(volume_amount AS DOUBLE) / NULLIF(movement_count, 0)
    FROM
      wide
    UNION ALL
    SELECT
      'products_per_client',
      month_date,
      is_complete,
      CAST(open_count AS DOUBLE) / NULLIF(active_count, 0)
    FROM
      wide
    UNION ALL
    SELECT
      'digital_share',
      month_date,
      is_complete,
      CASE
        WHEN known_channel_count > 0 THEN CAST(digital_count AS DOUBLE) / NULLIF(own_count, 0)
      END
    FROM
      wide
  )
SELECT
  g.kpi,
  g.month_date AS month,
  g.value,
  t.target,
  g.is_complete
FROM
  long AS g
  LEFT JOIN meta.targets AS t ON t.kpi = g.kpi
WHERE
  g.value IS NOT NULL
