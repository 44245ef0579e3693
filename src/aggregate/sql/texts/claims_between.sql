-- Claims and burns of each customer among the claims after one day, up to another.
WITH {base}
SELECT
  customer,
  CAST(COUNT(*) AS BIGINT) AS claims,
  CAST(SUM(is_burnt) AS BIGINT) AS burnt
FROM t
WHERE customer IS NOT NULL AND is_open + is_burnt + is_expired = 1 AND day > {after} AND day <= {until}
GROUP BY customer
