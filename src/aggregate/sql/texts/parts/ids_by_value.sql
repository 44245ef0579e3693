counts AS (
  SELECT COUNT(*) AS events, COUNT(event) AS with_id, CASE WHEN event IS NULL THEN 0 ELSE 1 END AS ids
  FROM t
  GROUP BY event
)
