-- Claims and burns of each customer among the claims after one day, up to another.
WITH {base}
SELECT
  customer,
  CAST(COUNT(*) AS BIGINT) AS claims,
  CAST(SUM(CASE WHEN status = 'burnt' THEN 1 ELSE 0 END) AS BIGINT) AS burnt
FROM t
WHERE customer IS NOT NULL AND status IN ('open', 'burnt', 'expired') AND day > {after} AND day <= {until}
GROUP BY customer
