-- Claims and burns of each customer at each {group}, of a part of the customers where there are many events.
WITH {base}
SELECT
  {narrow_customer:customer} AS customer,
  {group} AS group_key,
  CAST(COUNT(*) AS INTEGER) AS claims,
  CAST(SUM(CASE WHEN status = 'burnt' THEN 1 ELSE 0 END) AS INTEGER) AS burnt
FROM t
WHERE customer IS NOT NULL AND {group} IS NOT NULL AND status IN ('open', 'burnt', 'expired') AND {taken}
GROUP BY customer, {group}
