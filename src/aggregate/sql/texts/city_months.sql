-- Claims and burns of each city of the customer by month.
WITH {base},
claims AS (
  SELECT
    c.city AS place,
    {month:day} AS month,
    1 AS claims,
    CASE WHEN status = 'burnt' THEN 1 ELSE 0 END AS burnt,
    0 AS burns
  FROM t LEFT JOIN c ON c.customer = t.customer
  UNION ALL
  SELECT c.city, {month:burn_day}, 0, 0, 1
  FROM t LEFT JOIN c ON c.customer = t.customer
  WHERE status = 'burnt'
)
SELECT
  place AS city,
  {date:month} AS month,
  CAST(SUM(claims) AS BIGINT) AS claims,
  CAST(SUM(burnt) AS BIGINT) AS burnt,
  CAST(SUM(burns) AS BIGINT) AS burns
FROM claims
WHERE month BETWEEN {first_month} AND {last_month}
GROUP BY place, month
