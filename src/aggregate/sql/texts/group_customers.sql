-- Claims and burns of each customer at each {group}.
WITH {base}
SELECT
  customer,
  {group} AS group_key,
  CAST(COUNT(*) AS BIGINT) AS claims,
  CAST(SUM(CASE WHEN status = 'burnt' THEN 1 ELSE 0 END) AS BIGINT) AS burnt
FROM t
WHERE customer IS NOT NULL AND {group} IS NOT NULL AND status IN ('open', 'burnt', 'expired')
GROUP BY customer, {group}
