-- Orders, customers and revenue of each coupon, without returns.
WITH {base}
SELECT
  coupon,
  CAST(COUNT(*) AS BIGINT) AS orders,
  CAST(COUNT(DISTINCT customer) AS BIGINT) AS customers,
  CAST(COALESCE(SUM(amount), 0) AS {double}) AS revenue
FROM t
WHERE coupon IS NOT NULL
GROUP BY coupon
