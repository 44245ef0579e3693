-- Customers with a rhythm (three days or more) by whether they are overdue: inactive for more than twice their median gap. And the
-- same at an earlier day, three quarters into the data, with who returned after it: a check of the rule. There `days` is NULL for
-- customers who had no rhythm yet.
WITH {base},
earlier AS (SELECT MAX(day) AS latest_day FROM t WHERE customer IS NOT NULL AND day <= {cut}),
events AS (
  SELECT customer, day, LAG(day) OVER (PARTITION BY customer ORDER BY day) AS before
  FROM t
  WHERE customer IS NOT NULL AND day <= {horizon}
),
gaps AS (
  SELECT
    customer,
    day,
    -- Another event on the same day is no gap.
    CASE WHEN before < day THEN {days_between:before;day} END AS gap,
    CASE WHEN before < day AND day <= {cut} THEN {days_between:before;day} END AS early_gap
  FROM events
),
ranked AS (
  SELECT
    customer,
    day,
    gap,
    early_gap{ranks:customer;gap;place;gaps}{ranks:customer;early_gap;early_place;early_gaps}
  FROM gaps
),
medians AS (
  SELECT
    MAX(day) AS last_day,
    {twice_median:gap;place;gaps} AS twice_median,
    MAX(CASE WHEN day <= {cut} THEN day END) AS early_last_day,
    MAX(CASE WHEN day > {cut} THEN 1 ELSE 0 END) AS returned,
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
  CROSS JOIN earlier
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
