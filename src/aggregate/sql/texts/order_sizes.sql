-- How often each amount and each number of pieces of an order occurs.
WITH {base},
sizes AS (
  SELECT 'amount' AS measure, CAST(amount AS {double}) AS value FROM t WHERE amount IS NOT NULL
  UNION ALL
  SELECT 'items', CAST(items AS {double}) FROM t WHERE items IS NOT NULL
)
SELECT
  measure,
  value,
  CAST(COUNT(*) AS BIGINT) AS orders
FROM sizes
GROUP BY measure, value
