-- The number of branches and merchants at which each customer burnt or ordered.
WITH {base}
SELECT
  t.customer,
  CAST(COUNT(DISTINCT t.branch) AS BIGINT) AS branches,
  CAST(COUNT(DISTINCT b.merchant) AS BIGINT) AS merchants
FROM t
LEFT JOIN b ON b.branch = t.branch
WHERE t.customer IS NOT NULL AND t.branch IS NOT NULL AND status IN ('burnt', 'completed')
GROUP BY t.customer
