-- grain: one row per run and KPI, its value in the last whole month as that run saw it; up to 400 past runs and this one
-- keys: sequence, kpi (unique)
-- units: value by KPI, see lib/core/kpis.ts; the month is the last one in which most of the KPIs have a value
-- reads: history.run_kpis, history.position, reports.rpt_kpi_monthly, meta.run
WITH
  counts AS (
    SELECT
      month,
      COUNT(value) AS kpi_count
    FROM
      reports.rpt_kpi_monthly
    WHERE
      is_complete
    GROUP BY
      month
  ),
  enough AS (
    SELECT
      0.7 * MAX(kpi_count) AS least_count
    FROM
      counts
  ),
  last_month AS (
    SELECT
      MAX(c.month) AS month
    FROM
      counts AS c
      INNER JOIN enough AS e ON c.kpi_count >= e.least_count
  )
SELECT
  sequence,
  run,
  kpi,
  month,
  value
FROM
  history.run_kpis
UNION ALL
SELECT
  p.sequence,
  r.run,
  k.kpi,
  k.month,
  k.value
FROM
  reports.rpt_kpi_monthly AS k
  INNER JOIN last_month AS m ON m.month = k.month
  CROSS JOIN meta.run AS r
  CROSS JOIN history.position AS p
WHERE
  k.value IS NOT NULL
