-- The same at an earlier day, three quarters into the data, and who returned after it: a check of the rule.
WITH {base},
known AS (SELECT customer, day FROM t WHERE customer IS NOT NULL AND day <= {horizon}),
spans AS (SELECT MIN(day) AS first_day, {days_between:MIN(day);{horizon}} + 1 AS length FROM known),
cuts AS (SELECT first_day, {plus_days:first_day;(length * 3 - length * 3 % 4) / 4 - 1} AS cut_day FROM spans),
next_days AS (
  SELECT customer, day, cut_day, LEAD(day) OVER (PARTITION BY customer ORDER BY day) AS next_day
  FROM known
  CROSS JOIN cuts
  WHERE cut_day >= first_day AND cut_day < {horizon}
),
-- Gaps that end by then come first; NULL is first or last, as the engine likes.
gaps AS (
  SELECT
    customer,
    CASE WHEN next_day <= cut_day THEN next_day END AS next_day,
    CASE WHEN next_day <= cut_day THEN {days_between:day;next_day} END AS gap,
    CASE WHEN next_day <= cut_day THEN 0 ELSE 1 END AS is_later,
    CASE WHEN day > cut_day THEN 1 ELSE 0 END AS returned
  FROM next_days
  -- Another event on the same day is no gap.
  WHERE next_day IS NULL OR next_day > day
),
ranked AS (
  SELECT
    customer,
    next_day,
    gap,
    returned,
    ROW_NUMBER() OVER (PARTITION BY customer ORDER BY is_later, gap) AS place,
    COUNT(gap) OVER (PARTITION BY customer) AS gaps
  FROM gaps
),
-- Twice the median is an integer: the sum of the two gaps in the middle, or twice the one.
medians AS (
  SELECT
    MAX(next_day) AS last_day,
    MAX(gaps) AS days,
    MAX(returned) AS returned,
    SUM(CASE WHEN gap IS NULL THEN 0 WHEN 2 * place = gaps + 1 THEN 2 * gap WHEN 2 * place IN (gaps, gaps + 2) THEN gap ELSE 0 END) AS twice_median
  FROM ranked
  WHERE gaps >= 2
  GROUP BY customer
),
latest AS (SELECT MAX(day) AS latest_day FROM known CROSS JOIN cuts WHERE day <= cut_day),
checked AS (
  SELECT {days_between:last_day;latest_day} AS since, days, twice_median, returned
  FROM medians
  CROSS JOIN latest
),
judged AS (
  SELECT since, days, CASE WHEN since > twice_median THEN 1 ELSE 0 END AS overdue, returned
  FROM checked
)
SELECT
  CAST(since AS BIGINT) AS since,
  CAST(days AS BIGINT) AS days,
  CAST(overdue AS BIGINT) AS overdue,
  CAST(returned AS BIGINT) AS returned,
  CAST(COUNT(*) AS BIGINT) AS customers
FROM judged
GROUP BY since, days, overdue, returned
