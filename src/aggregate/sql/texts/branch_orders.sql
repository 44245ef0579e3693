-- Orders of each customer at each branch.
WITH {base}
SELECT
  customer,
  branch,
  CAST(COUNT(*) AS BIGINT) AS orders
FROM t
WHERE customer IS NOT NULL AND branch IS NOT NULL
GROUP BY customer, branch
