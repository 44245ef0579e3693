-- Customers of each cohort who claim or burn n months after they started, and those who do it for the last time then.
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
),
events AS (
  SELECT 'claim' AS event, customer, {month_number:day} AS month
  FROM t
  WHERE customer IS NOT NULL AND day <= {horizon}
  UNION
  SELECT 'burn', customer, {month_number:burn_day}
  FROM t
  WHERE customer IS NOT NULL AND status = 'burnt' AND burn_day <= {horizon}
),
returns AS (
  SELECT
    starts.start,
    events.event,
    starts.month,
    events.month - starts.month AS n,
    MAX(events.month - starts.month) OVER (PARTITION BY starts.start, events.event, starts.customer) AS most
  FROM starts
  JOIN events ON events.customer = starts.customer
  WHERE events.month >= starts.month
),
-- After 20 years a return is not counted, but a customer is not lost before then.
capped AS (
  SELECT
    start,
    event,
    month,
    CASE WHEN n > 240 THEN 240 ELSE n END AS n,
    CASE WHEN n > 240 THEN 0 ELSE 1 END AS returned,
    CASE WHEN n = most THEN 1 ELSE 0 END AS last
  FROM returns
  WHERE n <= 240 OR n = most
)
SELECT
  start,
  event,
  CAST(month AS BIGINT) AS month,
  CAST(n AS BIGINT) AS n,
  CAST(SUM(returned) AS BIGINT) AS returned,
  CAST(SUM(last) AS BIGINT) AS last
FROM capped
GROUP BY start, event, month, n
