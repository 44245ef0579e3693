-- Customers by the month in which they joined. Months are counted: 2024-01 is 2024 * 12.
WITH {base},
joined AS (SELECT {month_number:join_day} AS month FROM c WHERE join_day <= {horizon})
SELECT
  CAST(month AS BIGINT) AS month,
  CAST(COUNT(*) AS BIGINT) AS size
FROM joined
GROUP BY month
