-- Customers of each cohort who claim or burn n months after they started, and those who do it for the last time then.
-- Months are counted: 2024-01 is 2024 * 12. The months in which a customer claims, and burns, are bits of numbers.
WITH {base},
events AS (
  SELECT
    customer,
    CASE WHEN day <= {horizon} THEN {month_number:day} END AS claim_month,
    CASE WHEN is_burnt = 1 AND burn_day <= {horizon} THEN {month_number:burn_day} END AS burn_month
  FROM t
  WHERE customer IS NOT NULL
),
spans AS (
  SELECT
    customer,
    MIN(claim_month) AS first_claim,
    MAX(claim_month) AS last_claim,
    MAX(burn_month) AS last_burn{month_bits}
  FROM events
  GROUP BY customer
),
joined AS (SELECT customer, {month_number:join_day} AS joining_month FROM c WHERE join_day <= {horizon}),
starts AS (SELECT spans.*, joining_month FROM spans LEFT JOIN joined ON joined.customer = spans.customer),
digits AS (
  SELECT 0 AS digit
  UNION ALL SELECT 1
  UNION ALL SELECT 2
  UNION ALL SELECT 3
  UNION ALL SELECT 4
  UNION ALL SELECT 5
  UNION ALL SELECT 6
  UNION ALL SELECT 7
  UNION ALL SELECT 8
  UNION ALL SELECT 9
),
numbers AS (
  SELECT 100 * hundreds.digit + 10 * tens.digit + ones.digit AS number
  FROM digits AS hundreds
  CROSS JOIN digits AS tens
  CROSS JOIN digits AS ones
),
months AS (
  SELECT number, number + {first_bit} AS month, {bit:number % 62} AS month_bit
  FROM numbers
  WHERE number < {bits}
),
of_months AS (
  SELECT
    first_claim,
    joining_month,
    month,
    CASE WHEN {claims_of_month} & month_bit <> 0 THEN 1 ELSE 0 END AS claims,
    CASE WHEN {burns_of_month} & month_bit <> 0 THEN 1 ELSE 0 END AS burns,
    CASE WHEN month = last_claim THEN 1 ELSE 0 END AS last_claims,
    CASE WHEN month = last_burn THEN 1 ELSE 0 END AS last_burns
  FROM starts
  CROSS JOIN months
),
counts AS (
  SELECT
    first_claim,
    joining_month,
    month,
    SUM(claims) AS claims,
    SUM(burns) AS burns,
    SUM(last_claims) AS last_claims,
    SUM(last_burns) AS last_burns
  FROM of_months
  WHERE claims = 1 OR burns = 1
  GROUP BY first_claim, joining_month, month
),
{cohorts}
