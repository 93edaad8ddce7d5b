-- grain: one row per snapshot and whole number of points; at grant the snapshot is the end of the month of the grant
-- keys: snapshot_date, points (unique)
-- units: points; client_count clients, at grant loans
-- reads: scores.scr_default
SELECT
  month_end (snapshot_date) AS snapshot_date,
  CAST(ROUND(points) AS INTEGER) AS points,
  COUNT(*) AS client_count
FROM
  scores.scr_default
GROUP BY
  month_end (snapshot_date),
  CAST(ROUND(points) AS INTEGER)
