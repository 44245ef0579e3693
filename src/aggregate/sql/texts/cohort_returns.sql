-- Customers of each cohort who claim or burn n months after they started, and those who do it for the last time then.
-- Months are counted: 2024-01 is 2024 * 12.
WITH {base},
events AS (
  SELECT 'claim' AS event, customer, {month_number:day} AS month
  FROM t
  WHERE customer IS NOT NULL AND day <= {horizon}
  UNION
  SELECT 'burn', customer, {month_number:burn_day}
  FROM t
  WHERE customer IS NOT NULL AND status = 'burnt' AND burn_day <= {horizon}
),
spans AS (
  SELECT
    event,
    customer,
    month,
    MIN(CASE event WHEN 'claim' THEN month END) OVER (PARTITION BY customer) AS claim_month,
    MAX(CASE event WHEN 'claim' THEN month END) OVER (PARTITION BY customer) AS last_claim,
    MAX(CASE event WHEN 'burn' THEN month END) OVER (PARTITION BY customer) AS last_burn
  FROM events
),
joined AS (SELECT customer, {month_number:join_day} AS joining_month FROM c WHERE join_day <= {horizon}),
counts AS (
  SELECT
    event,
    month,
    claim_month,
    joining_month,
    CASE WHEN month = CASE event WHEN 'claim' THEN last_claim ELSE last_burn END THEN 1 ELSE 0 END AS is_last,
    COUNT(*) AS customers
  FROM spans
  LEFT JOIN joined ON joined.customer = spans.customer
  GROUP BY 1, 2, 3, 4, 5
),
-- The rows are read once, and the few counts twice: by the month of the first claim and by that of joining.
starts AS (SELECT 'claim' AS start UNION ALL SELECT 'joining'),
returns AS (
  SELECT
    start,
    event,
    CASE start WHEN 'claim' THEN claim_month ELSE joining_month END AS cohort,
    month - CASE start WHEN 'claim' THEN claim_month ELSE joining_month END AS n,
    is_last,
    customers
  FROM counts
  CROSS JOIN starts
),
-- After 20 years a return is not counted, but a customer is not lost before then.
capped AS (
  SELECT
    start,
    event,
    cohort,
    CASE WHEN n > 240 THEN 240 ELSE n END AS n,
    CASE WHEN n > 240 THEN 0 ELSE customers END AS returned,
    customers * is_last AS last
  FROM returns
  WHERE n >= 0 AND (n <= 240 OR is_last = 1)
)
SELECT
  start,
  event,
  CAST(cohort AS BIGINT) AS month,
  CAST(n AS BIGINT) AS n,
  CAST(SUM(returned) AS BIGINT) AS returned,
  CAST(SUM(last) AS BIGINT) AS last
FROM capped
GROUP BY start, event, cohort, n
