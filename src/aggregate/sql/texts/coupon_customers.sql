-- Claims and burns of each customer at each coupon.
WITH {base}
SELECT
  customer,
  coupon,
  CAST(COUNT(*) AS BIGINT) AS claims,
  CAST(SUM(CASE WHEN status = 'burnt' THEN 1 ELSE 0 END) AS BIGINT) AS burnt
FROM t
WHERE customer IS NOT NULL AND coupon IS NOT NULL AND status IN ('open', 'burnt', 'expired')
GROUP BY customer, coupon
