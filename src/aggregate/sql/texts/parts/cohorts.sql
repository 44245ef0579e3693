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
    CASE start WHEN 'claim' THEN first_claim ELSE joining_month END AS cohort,
    month - CASE start WHEN 'claim' THEN first_claim ELSE joining_month END AS n,
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
