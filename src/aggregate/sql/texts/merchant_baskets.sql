-- The merchants at which each customer burnt or ordered, with the number of times.
WITH {base}
SELECT
  t.customer,
  b.merchant,
  CAST(COUNT(*) AS BIGINT) AS n
FROM t
JOIN b ON b.branch = t.branch
WHERE t.customer IS NOT NULL AND b.merchant IS NOT NULL AND {used}
GROUP BY t.customer, b.merchant
