-- Days between two successive days of a customer.
WITH {base},
days AS (SELECT DISTINCT customer, day FROM t WHERE customer IS NOT NULL AND day <= {horizon}),
next_days AS (SELECT customer, day, LEAD(day) OVER (PARTITION BY customer ORDER BY day) AS next_day FROM days),
gaps AS (SELECT customer, {days_between:day;next_day} AS gap FROM next_days WHERE next_day IS NOT NULL)
SELECT
  CAST(gap AS BIGINT) AS gap,
  CAST(COUNT(*) AS BIGINT) AS n
FROM gaps
GROUP BY gap
