-- Customers with an order at each branch, and those with two or more.
WITH {base},
buyers AS (
  SELECT t.customer, branch AS place, COUNT(*) AS orders
  FROM t
  WHERE t.customer IS NOT NULL
  GROUP BY t.customer, branch
)
SELECT
  place AS branch,
  CAST(COUNT(*) AS BIGINT) AS buyers,
  CAST(SUM(CASE WHEN orders > 1 THEN 1 ELSE 0 END) AS BIGINT) AS repeat_buyers
FROM buyers
GROUP BY place
