-- Customers with an order at each merchant, and those with two or more.
WITH {base},
buyers AS (
  SELECT t.customer, b.merchant AS place, COUNT(*) AS orders
  FROM t LEFT JOIN b ON b.branch = t.branch
  WHERE t.customer IS NOT NULL
  GROUP BY t.customer, b.merchant
)
SELECT
  place AS merchant,
  CAST(COUNT(*) AS BIGINT) AS buyers,
  CAST(SUM(CASE WHEN orders > 1 THEN 1 ELSE 0 END) AS BIGINT) AS repeat_buyers
FROM buyers
GROUP BY place
