counts AS (
  SELECT
    customer,
    {status_counts},
    {known_days},
    {different_days:day} AS active_days
  FROM dated
  GROUP BY customer
)
