-- Sums over the customers of each merchant, from which its burn rate and the uncertainty of that follow. Each claim of an unknown
-- customer is a customer.
WITH {base},
claims AS (
  SELECT t.customer, b.merchant AS place, CASE WHEN status = 'burnt' THEN 1 ELSE 0 END AS is_burnt
  FROM t LEFT JOIN b ON b.branch = t.branch
  WHERE status IN ('open', 'burnt', 'expired')
),
by_customer AS (
  SELECT
    place,
    CASE WHEN customer IS NULL THEN 1 ELSE 0 END AS is_unknown,
    CAST(COUNT(*) AS BIGINT) AS claims,
    CAST(SUM(is_burnt) AS BIGINT) AS burnt
  FROM claims
  GROUP BY place, customer
)
SELECT
  place AS merchant,
  CAST(SUM(claims) AS BIGINT) AS claims,
  CAST(SUM(burnt) AS BIGINT) AS burnt,
  CAST(SUM(CASE is_unknown WHEN 1 THEN claims ELSE 1 END) AS BIGINT) AS customers,
  CAST(MAX(CASE is_unknown WHEN 1 THEN 1 ELSE claims END) AS BIGINT) AS most,
  CAST(SUM(CASE is_unknown WHEN 1 THEN claims ELSE claims * claims END) AS BIGINT) AS cc,
  CAST(SUM(CASE is_unknown WHEN 1 THEN burnt ELSE claims * burnt END) AS BIGINT) AS cb,
  CAST(SUM(CASE is_unknown WHEN 1 THEN burnt ELSE burnt * burnt END) AS BIGINT) AS bb
FROM by_customer
GROUP BY place
