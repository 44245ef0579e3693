-- The coupons that each customer burnt, with their number.
WITH {base}
SELECT
  customer,
  coupon,
  CAST(COUNT(*) AS BIGINT) AS n
FROM t
WHERE customer IS NOT NULL AND coupon IS NOT NULL AND is_burnt = 1
GROUP BY customer, coupon
