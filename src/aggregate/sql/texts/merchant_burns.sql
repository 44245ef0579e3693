-- Sums over the customers of each merchant, from which its burn rate and the uncertainty of that follow. Each claim of an unknown
-- customer is a customer.
WITH {base},
claims AS (
  SELECT t.customer, b.merchant AS place, CASE WHEN status = 'burnt' THEN 1 ELSE 0 END AS burnt
  FROM t LEFT JOIN b ON b.branch = t.branch
  WHERE status IN ('open', 'burnt', 'expired')
),
by_customer AS (
  SELECT place, CAST(COUNT(*) AS BIGINT) AS claims, CAST(SUM(burnt) AS BIGINT) AS burnt
  FROM claims
  WHERE customer IS NOT NULL
  GROUP BY place, customer
  UNION ALL
  SELECT place, CAST(1 AS BIGINT), CAST(burnt AS BIGINT)
  FROM claims
  WHERE customer IS NULL
)
SELECT
  place AS merchant,
  CAST(SUM(claims) AS BIGINT) AS claims,
  CAST(SUM(burnt) AS BIGINT) AS burnt,
  CAST(COUNT(*) AS BIGINT) AS customers,
  CAST(MAX(claims) AS BIGINT) AS most,
  CAST(SUM(claims * claims) AS BIGINT) AS cc,
  CAST(SUM(claims * burnt) AS BIGINT) AS cb,
  CAST(SUM(burnt * burnt) AS BIGINT) AS bb
FROM by_customer
GROUP BY place
