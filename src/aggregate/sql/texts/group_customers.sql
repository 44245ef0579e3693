-- Claims and burns of each customer at each {group}, of a part of the customers where there are many events.
WITH {base}
SELECT
  {narrow_customer:customer} AS customer,
  {group} AS group_key,
  CAST(COUNT(*) AS INTEGER) AS claims,
  CAST(SUM(is_burnt) AS INTEGER) AS burnt
FROM t
WHERE customer IS NOT NULL AND {group} IS NOT NULL AND is_open + is_burnt + is_expired = 1 AND {taken}
GROUP BY customer, {group}
