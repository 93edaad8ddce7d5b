-- grain: one row per kind of defect, extract and what should become of it; none where no truth is at hand
-- keys: kind, extract, fate (unique)
-- units: *_count defects; defect_count = repaired_count + set_aside_count + missed_count
-- reads: quality.score
SELECT
  kind,
  extract,
  fate,
  defect_count,
  repaired_count,
  set_aside_count,
  missed_count
FROM
  quality.score
