-- grain: one row, what the figures assume, from datahub.config.ts
-- units: *_share, *_ratio and *_margin in [0, 1]; margins a year; contact_cost in the reporting currency
-- reads: meta.assumptions
SELECT
  loss_given_default,
  undrawn_share,
  loan_margin,
  deposit_margin,
  points_to_double,
  base_points,
  base_odds,
  contact_cost,
  contact_success_ratio,
  contact_horizon_years,
  alerts_per_day
FROM
  meta.assumptions
