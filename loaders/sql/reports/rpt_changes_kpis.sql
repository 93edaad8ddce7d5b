-- grain: one row per KPI and month of the run before or of this one, the months since the last whole one of the run before;
--   none without a run before
-- keys: kpi, month (unique)
-- units: value by KPI, see lib/core/kpis.ts; previous_* as the run before saw it; a month not yet over is so far as it was
-- reads: history.previous_kpis, reports.rpt_kpi_monthly
WITH
  before AS (
    SELECT
      MAX(
        CASE
          WHEN is_complete THEN month
        END
      ) AS whole_month,
      MIN(month) AS first_month
    FROM
      history.previous_kpis
  ),
  recent AS (
    SELECT
      k.kpi,
      k.month,
      k.value,
      k.is_complete
    FROM
      history.previous_kpis AS k
      INNER JOIN before AS b ON k.month >= COALESCE(b.whole_month, b.first_month)
  ),
  now AS (
    SELECT
      k.kpi,
      k.month,
      k.value,
      k.is_complete
    FROM
      reports.rpt_kpi_monthly AS k
      INNER JOIN before AS b ON k.month >= COALESCE(b.whole_month, b.first_month)
  )
SELECT
  COALESCE(n.kpi, p.kpi) AS kpi,
  COALESCE(n.month, p.month) AS month,
  p.value AS previous_value,
  p.is_complete AS previous_is_complete,
  n.value,
  n.is_complete
FROM
  recent AS p
  FULL OUTER JOIN now AS n ON n.kpi = p.kpi
  AND n.month = p.month
