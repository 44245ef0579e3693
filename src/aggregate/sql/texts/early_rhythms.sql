-- The same at an earlier day, three quarters into the data, and who returned after it: a check of the rule.
WITH {base},
all_days AS (SELECT DISTINCT customer, day FROM t WHERE customer IS NOT NULL AND day <= {horizon}),
spans AS (SELECT MIN(day) AS first_day, {days_between:MIN(day);{horizon}} + 1 AS length FROM all_days),
cuts AS (SELECT first_day, {plus_days:first_day;(length * 3 - length * 3 % 4) / 4 - 1} AS cut_day FROM spans),
days AS (
  SELECT customer, day
  FROM all_days
  JOIN cuts ON all_days.day <= cuts.cut_day
  WHERE cut_day >= first_day AND cut_day < {horizon}
),
next_days AS (SELECT customer, day, LEAD(day) OVER (PARTITION BY customer ORDER BY day) AS next_day FROM days),
gaps AS (SELECT customer, {days_between:day;next_day} AS gap FROM next_days WHERE next_day IS NOT NULL),
ranked AS (
  SELECT
    customer,
    gap,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY gap) AS place,
    COUNT(*) OVER (PARTITION BY customer) AS gaps
  FROM gaps
),
-- Twice the median is an integer: the sum of the two gaps in the middle, or twice the one.
medians AS (
  SELECT
    customer,
    gaps,
    SUM(CASE WHEN 2 * place = gaps + 1 THEN 2 * gap WHEN 2 * place IN (gaps, gaps + 2) THEN gap ELSE 0 END) AS twice_median
  FROM ranked
  GROUP BY customer, gaps
),
last_days AS (SELECT customer, MAX(day) AS last_day FROM days GROUP BY customer),
latest AS (SELECT MAX(day) AS latest_day FROM days),
returned AS (SELECT DISTINCT customer FROM all_days JOIN cuts ON all_days.day > cuts.cut_day),
checked AS (
  SELECT
    {days_between:last_day;latest_day} AS since,
    gaps AS days,
    CASE WHEN {days_between:last_day;latest_day} > twice_median THEN 1 ELSE 0 END AS overdue,
    CASE WHEN returned.customer IS NULL THEN 0 ELSE 1 END AS returned
  FROM medians
  JOIN last_days ON last_days.customer = medians.customer
  CROSS JOIN latest
  LEFT JOIN returned ON returned.customer = medians.customer
  WHERE gaps >= 2
)
SELECT
  CAST(since AS BIGINT) AS since,
  CAST(days AS BIGINT) AS days,
  CAST(overdue AS BIGINT) AS overdue,
  CAST(returned AS BIGINT) AS returned,
  CAST(COUNT(*) AS BIGINT) AS customers
FROM checked
GROUP BY since, days, overdue, returned
