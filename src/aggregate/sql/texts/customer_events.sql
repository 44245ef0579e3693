-- Events of each customer by status, and the days they are on. A day counts with the first event on it.
WITH {base},
events AS (
  SELECT customer, status, day, LAG(day) OVER (PARTITION BY customer ORDER BY day) AS before
  FROM t
)
SELECT
  customer,
  CAST(COUNT(*) AS BIGINT) AS events,
  CAST(SUM(CASE WHEN status = 'open' THEN 1 ELSE 0 END) AS BIGINT) AS open,
  CAST(SUM(CASE WHEN status = 'burnt' THEN 1 ELSE 0 END) AS BIGINT) AS burnt,
  CAST(SUM(CASE WHEN status = 'expired' THEN 1 ELSE 0 END) AS BIGINT) AS expired,
  CAST(SUM(CASE WHEN status = 'other' THEN 1 ELSE 0 END) AS BIGINT) AS other,
  {date:MIN(day)} AS first_day,
  {date:MAX(day)} AS last_day,
  CAST(SUM(CASE WHEN day IS NULL OR before >= day THEN 0 ELSE 1 END) AS BIGINT) AS active_days
FROM events
GROUP BY customer
