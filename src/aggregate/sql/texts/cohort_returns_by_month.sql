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
  WHERE customer IS NOT NULL AND is_burnt = 1 AND burn_day <= {horizon}
),
months AS (SELECT customer, month, MAX(claims) AS claims, MAX(burns) AS burns FROM events GROUP BY customer, month),
spans AS (
  SELECT
    customer,
    month,
    claims,
    burns,
    MIN(CASE WHEN claims = 1 THEN month END) OVER (PARTITION BY customer) AS first_claim,
    MAX(CASE WHEN claims = 1 THEN month END) OVER (PARTITION BY customer) AS last_claim,
    MAX(CASE WHEN burns = 1 THEN month END) OVER (PARTITION BY customer) AS last_burn
  FROM months
),
joined AS (SELECT customer, {month_number:join_day} AS joining_month FROM c WHERE join_day <= {horizon}),
counts AS (
  SELECT
    first_claim,
    joining_month,
    month,
    SUM(claims) AS claims,
    SUM(burns) AS burns,
    SUM(CASE WHEN month = last_claim THEN claims ELSE 0 END) AS last_claims,
    SUM(CASE WHEN month = last_burn THEN burns ELSE 0 END) AS last_burns
  FROM spans
  LEFT JOIN joined ON joined.customer = spans.customer
  GROUP BY first_claim, joining_month, month
),
{cohorts}
