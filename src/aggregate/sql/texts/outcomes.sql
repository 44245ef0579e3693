-- Events by the day of the claim, status, and the day of the burn or expiry.
WITH {base},
outcomes AS (
  SELECT day, status, CASE WHEN is_burnt = 1 THEN burn_day WHEN is_expired = 1 THEN expiry_day END AS end_day
  FROM t
)
SELECT
  {date:day} AS day,
  status,
  {date:end_day} AS end_day,
  CAST(COUNT(*) AS BIGINT) AS events
FROM outcomes
GROUP BY day, status, end_day
