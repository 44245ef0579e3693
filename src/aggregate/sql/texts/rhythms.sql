-- Customers with a rhythm (three days or more) by whether they are overdue: inactive for more than twice their median gap. And the
-- same at an earlier day, three quarters into the data, with who returned after it: a check of the rule. There `days` is NULL for
-- customers who had no rhythm yet.
WITH {base},
earlier AS (SELECT MAX(day) AS latest_day FROM t WHERE customer IS NOT NULL AND day <= {cut}),
dated AS (SELECT customer, is_open, is_burnt, is_expired, burn_day, day FROM t WHERE customer IS NOT NULL AND day <= {horizon}),
{customer_counts},
judged AS (
  SELECT
    CASE WHEN {days_between:last_day;{horizon}} > twice_median_gap THEN 1 ELSE 0 END AS overdue,
    CASE WHEN early_gap_count >= 2 THEN early_gap_count END AS days,
    CASE WHEN early_gap_count >= 2 THEN {days_between:early_last_day;latest_day} END AS since,
    CASE WHEN early_gap_count >= 2 THEN early_twice_median_gap END AS twice_median,
    CASE WHEN early_gap_count < 2 THEN NULL WHEN last_day > {cut} THEN 1 ELSE 0 END AS returned
  FROM counts
  CROSS JOIN earlier
  WHERE active_days >= 3
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
