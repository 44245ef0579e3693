events AS (
  SELECT day, LAG(day) OVER (PARTITION BY customer ORDER BY day) AS before
  FROM t
  WHERE customer IS NOT NULL AND day <= {horizon}
)
