counts AS (
  SELECT
    customer,
    {status_counts},
    MIN(day) AS first_day,
    MAX(day) AS last_day,
    {different_days:day} AS active_days
  FROM dated
  GROUP BY customer
)
