-- grain: one row per run and risk band with clients in it; up to 400 past runs and this one
-- keys: sequence, band (unique)
-- units: as in rpt_loss_bands
-- reads: history.run_bands, history.position, reports.rpt_loss_bands, meta.run
SELECT
  sequence,
  run,
  band,
  clients,
  expected_loss
FROM
  history.run_bands
UNION ALL
SELECT
  p.sequence,
  r.run,
  b.band,
  b.clients,
  b.expected_loss
FROM
  reports.rpt_loss_bands AS b
  CROSS JOIN meta.run AS r
  CROSS JOIN history.position AS p
