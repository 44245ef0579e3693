-- Integers next to each other are bits of one number: where ids are counted up, that is one group for 31 of them.
places AS (
  SELECT
    event,
    {quotient:event;31} AS place,
    {bit:ABS(event % 31) + CASE WHEN event < 0 THEN 31 ELSE 0 END} AS place_bit
  FROM t
),
counts AS (
  SELECT COUNT(*) AS events, COUNT(event) AS with_id, COALESCE({bit_count:{bit_or:place_bit}}, 0) AS ids
  FROM places
  GROUP BY place
)
