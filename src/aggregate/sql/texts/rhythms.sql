-- Customers with a rhythm (three days or more) by whether they are overdue: inactive for more than twice their median gap. And the
-- same at an earlier day, three quarters into the data, with who returned after it: a check of the rule. There `days` is NULL for
-- customers who had no rhythm yet.
WITH {base},
known_days AS (SELECT day FROM t WHERE customer IS NOT NULL AND day <= {horizon} GROUP BY day),
spans AS (SELECT day, MIN(day) OVER () AS first_day FROM known_days),
lengths AS (SELECT day, first_day, {days_between:first_day;{horizon}} + 1 AS length FROM spans),
cuts AS (SELECT day, first_day, {plus_days:first_day;(length * 3 - length * 3 % 4) / 4 - 1} AS cut_day FROM lengths),
earlier AS (
  SELECT MAX(cut_day) AS cut_day, MAX(day) AS latest_day
  FROM cuts
  WHERE day <= cut_day AND cut_day >= first_day AND cut_day < {horizon}
),
events AS (
  SELECT customer, day, LAG(day) OVER (PARTITION BY customer ORDER BY day) AS before
  FROM t
  WHERE customer IS NOT NULL AND day <= {horizon}
),
gaps AS (
  SELECT
    customer,
    day,
    cut_day,
    latest_day,
    -- Another event on the same day is no gap.
    CASE WHEN before < day THEN {days_between:before;day} END AS gap,
    CASE WHEN before < day AND day <= cut_day THEN {days_between:before;day} END AS early_gap
  FROM events
  CROSS JOIN earlier
),
ranked AS (
  SELECT
    customer,
    day,
    cut_day,
    latest_day,
    gap,
    early_gap{ranks:customer;gap;place;gaps}{ranks:customer;early_gap;early_place;early_gaps}
  FROM gaps
),
medians AS (
  SELECT
    MAX(day) AS last_day,
    {twice_median:gap;place;gaps} AS twice_median,
    MAX(latest_day) AS latest_day,
    MAX(CASE WHEN day <= cut_day THEN day END) AS early_last_day,
    MAX(CASE WHEN day > cut_day THEN 1 ELSE 0 END) AS returned,
    COUNT(early_gap) AS days,
    {twice_median:early_gap;early_place;early_gaps} AS early_twice_median
  FROM ranked
  GROUP BY customer
  HAVING COUNT(gap) >= 2
),
judged AS (
  SELECT
    CASE WHEN {days_between:last_day;{horizon}} > twice_median THEN 1 ELSE 0 END AS overdue,
    CASE WHEN days >= 2 THEN days END AS days,
    CASE WHEN days >= 2 THEN {days_between:early_last_day;latest_day} END AS since,
    CASE WHEN days >= 2 THEN early_twice_median END AS twice_median,
    CASE WHEN days >= 2 THEN returned END AS returned
  FROM medians
),
rules AS (
  SELECT
    overdue,
    days,
    since,
    CASE WHEN since > twice_median THEN 1 WHEN since IS NOT NULL THEN 0 END AS was_overdue,
    returned
  FROM judged
)
SELECT
  CAST(overdue AS INTEGER) AS overdue,
  CAST(days AS INTEGER) AS days,
  CAST(since AS INTEGER) AS since,
  CAST(was_overdue AS INTEGER) AS was_overdue,
  CAST(returned AS INTEGER) AS returned,
  CAST(COUNT(*) AS INTEGER) AS customers
FROM rules
GROUP BY overdue, days, since, was_overdue, returned
