-- Customers with a rhythm (three days or more), and those inactive for more than twice their median gap.
WITH {base},
next_days AS (
  SELECT customer, day, LEAD(day) OVER (PARTITION BY customer ORDER BY day) AS next_day
  FROM t
  WHERE customer IS NOT NULL AND day <= {horizon}
),
-- Another event on the same day is no gap.
gaps AS (
  SELECT customer, next_day, {days_between:day;next_day} AS gap
  FROM next_days
  WHERE next_day > day
),
ranked AS (
  SELECT
    customer,
    next_day,
    gap,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY gap) AS place,
    COUNT(*) OVER (PARTITION BY customer) AS gaps
  FROM gaps
),
-- Twice the median is an integer: the sum of the two gaps in the middle, or twice the one.
medians AS (
  SELECT
    MAX(next_day) AS last_day,
    SUM(CASE WHEN 2 * place = gaps + 1 THEN 2 * gap WHEN 2 * place IN (gaps, gaps + 2) THEN gap ELSE 0 END) AS twice_median
  FROM ranked
  WHERE gaps >= 2
  GROUP BY customer
)
SELECT
  CAST(COUNT(*) AS BIGINT) AS customers,
  CAST(COALESCE(SUM(CASE WHEN {days_between:last_day;{horizon}} > twice_median THEN 1 ELSE 0 END), 0) AS BIGINT) AS overdue
FROM medians
