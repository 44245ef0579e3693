-- Each day with the one before it.
events AS (
  SELECT customer, is_open, is_burnt, is_expired, burn_day, day, LAG(day) OVER (PARTITION BY customer ORDER BY day) AS before
  FROM dated
),
gaps AS (
  SELECT
    customer,
    is_open,
    is_burnt,
    is_expired,
    burn_day,
    day,
    CASE WHEN day IS NULL OR before >= day THEN 0 ELSE 1 END AS is_new,
    -- Another event on the same day is no gap.
    CASE WHEN before < day THEN {days_between:before;day} END AS gap,
    CASE WHEN before < day AND day <= {cut} THEN {days_between:before;day} END AS early_gap,
    -- 1970-01-05 is a Monday; earlier days have a negative distance to it.
    ({days_between:{day:1970-01-05};day} % 7 + 7) % 7 AS weekday
  FROM events
),
ranked AS (
  SELECT
    customer,
    is_open,
    is_burnt,
    is_expired,
    burn_day,
    day,
    is_new,
    weekday,
    gap,
    early_gap{ranks:customer;gap;place;gaps}{ranks:customer;early_gap;early_place;early_gaps}
  FROM gaps
),
counts AS (
  SELECT
    customer,
    {status_counts}{customer_months},
    {known_days},
    SUM(is_new) AS active_days,
    SUM(CASE WHEN weekday = 0 THEN 1 ELSE 0 END) AS weekday_0,
    SUM(CASE WHEN weekday = 1 THEN 1 ELSE 0 END) AS weekday_1,
    SUM(CASE WHEN weekday = 2 THEN 1 ELSE 0 END) AS weekday_2,
    SUM(CASE WHEN weekday = 3 THEN 1 ELSE 0 END) AS weekday_3,
    SUM(CASE WHEN weekday = 4 THEN 1 ELSE 0 END) AS weekday_4,
    SUM(CASE WHEN weekday = 5 THEN 1 ELSE 0 END) AS weekday_5,
    SUM(CASE WHEN weekday = 6 THEN 1 ELSE 0 END) AS weekday_6,
    CASE WHEN COUNT(gap) > 0 THEN {twice_median:gap;place;gaps} END AS twice_median_gap,
    MAX(CASE WHEN day <= {cut} THEN day END) AS early_last_day,
    COUNT(early_gap) AS early_gap_count,
    CASE WHEN COUNT(early_gap) > 0 THEN {twice_median:early_gap;early_place;early_gaps} END AS early_twice_median_gap
  FROM ranked
  GROUP BY customer
)
