counts AS (
  SELECT
    customer,
    {status_counts},
    MIN(CASE WHEN day <= {as_of} THEN day END) AS first_day,
    MAX(CASE WHEN day <= {as_of} THEN day END) AS last_day,
    {different_days:day} AS active_days
  FROM dated
  GROUP BY customer
)
