-- Days between two successive days of a customer.
WITH {base},
next_days AS (
  SELECT customer, day, LEAD(day) OVER (PARTITION BY customer ORDER BY day) AS next_day
  FROM t
  WHERE customer IS NOT NULL AND day <= {horizon}
),
-- Another event on the same day is no gap.
gaps AS (SELECT customer, {days_between:day;next_day} AS gap FROM next_days WHERE next_day > day)
SELECT
  CAST(gap AS BIGINT) AS gap,
  CAST(COUNT(*) AS BIGINT) AS n
FROM gaps
GROUP BY gap
