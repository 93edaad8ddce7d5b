-- one row per row of card.asc: a card issued to a client
SELECT
  c._row,
  'card-' || c.card_id AS event_id,
  d.client_id,
  'card_issued' AS event_type,
  '19' || c.issued AS event_at,
  'branch' AS channel,
  c.type AS detail
FROM
  raw.card AS c
  LEFT JOIN raw.disp AS d ON d.disp_id = c.disp_id
