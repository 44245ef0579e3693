-- Customers of each cohort who claim or burn n months after they started, and those who do it for the last time then, from rows of
-- customers and months. Months are counted: 2024-01 is 2024 * 12.
WITH {base},
events AS (
  SELECT customer, {month_number:day} AS month, 1 AS claims, 0 AS burns
  FROM t
  WHERE customer IS NOT NULL AND day <= {horizon}
  UNION ALL
  SELECT customer, {month_number:burn_day}, 0, 1
  FROM t
  WHERE customer IS NOT NULL AND status = 'burnt' AND burn_day <= {horizon}
),
months AS (SELECT customer, month, MAX(claims) AS claims, MAX(burns) AS burns FROM events GROUP BY customer, month),
spans AS (
  SELECT
    customer,
    month,
    claims,
    burns,
    MIN(CASE WHEN claims = 1 THEN month END) OVER (PARTITION BY customer) AS claim_month,
    MAX(CASE WHEN claims = 1 THEN month END) OVER (PARTITION BY customer) AS last_claim,
    MAX(CASE WHEN burns = 1 THEN month END) OVER (PARTITION BY customer) AS last_burn
  FROM months
),
joined AS (SELECT customer, {month_number:join_day} AS joining_month FROM c WHERE join_day <= {horizon}),
counts AS (
  SELECT
    claim_month,
    joining_month,
    month,
    SUM(claims) AS claims,
    SUM(burns) AS burns,
    SUM(CASE WHEN month = last_claim THEN claims ELSE 0 END) AS last_claims,
    SUM(CASE WHEN month = last_burn THEN burns ELSE 0 END) AS last_burns
  FROM spans
  LEFT JOIN joined ON joined.customer = spans.customer
  GROUP BY claim_month, joining_month, month
),
-- The rows are read once, and the few counts for each kind of start and event.
kinds AS (
  SELECT 'claim' AS start, 'claim' AS event
  UNION ALL SELECT 'claim', 'burn'
  UNION ALL SELECT 'joining', 'claim'
  UNION ALL SELECT 'joining', 'burn'
),
returns AS (
  SELECT
    start,
    event,
    CASE start WHEN 'claim' THEN claim_month ELSE joining_month END AS cohort,
    month - CASE start WHEN 'claim' THEN claim_month ELSE joining_month END AS n,
    CASE event WHEN 'claim' THEN claims ELSE burns END AS customers,
    CASE event WHEN 'claim' THEN last_claims ELSE last_burns END AS last
  FROM counts
  CROSS JOIN kinds
)
-- After 20 years a return is not counted, but a customer is not lost before then.
SELECT
  start,
  event,
  CAST(cohort AS BIGINT) AS month,
  CAST(CASE WHEN n > 240 THEN 240 ELSE n END AS BIGINT) AS n,
  CAST(SUM(CASE WHEN n > 240 THEN 0 ELSE customers END) AS BIGINT) AS returned,
  CAST(SUM(last) AS BIGINT) AS last
FROM returns
WHERE n >= 0 AND (n <= 240 AND customers > 0 OR last > 0)
GROUP BY start, event, cohort, CASE WHEN n > 240 THEN 240 ELSE n END
