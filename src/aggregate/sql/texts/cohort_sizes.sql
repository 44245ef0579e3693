-- Customers by the month of their first claim, and by that of joining. Months are counted: 2024-01 is 2024 * 12.
WITH {base},
starts AS (
  SELECT 'claim' AS start, customer, {month_number:MIN(day)} AS month
  FROM t
  WHERE customer IS NOT NULL AND day <= {horizon}
  GROUP BY customer
  UNION ALL
  SELECT 'joining', customer, {month_number:join_day}
  FROM c
  WHERE join_day <= {horizon}
)
SELECT
  start,
  CAST(month AS BIGINT) AS month,
  CAST(COUNT(*) AS BIGINT) AS size
FROM starts
GROUP BY start, month
