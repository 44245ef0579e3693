-- How often each amount and each number of pieces of an order occurs.
WITH {base},
pieces AS (SELECT event, SUM(quantity) AS items FROM l WHERE quantity IS NOT NULL GROUP BY event),
sizes AS (
  SELECT 'amount' AS measure, CAST(amount AS {double}) AS value FROM t WHERE amount IS NOT NULL
  UNION ALL
  SELECT 'items', CAST(items AS {double}) FROM pieces JOIN t ON t.event = pieces.event
)
SELECT
  measure,
  value,
  CAST(COUNT(*) AS BIGINT) AS orders
FROM sizes
GROUP BY measure, value
