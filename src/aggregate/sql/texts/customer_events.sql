-- Events of each customer by status, amounts, days, weekdays (Monday is 0), and the median days between two days. A day counts with
-- the first event on it.
WITH {base},
events AS (
  SELECT customer, status, amount, day, LAG(day) OVER (PARTITION BY customer ORDER BY day) AS before
  FROM t
),
gaps AS (
  SELECT
    customer,
    status,
    amount,
    day,
    CASE WHEN day IS NULL OR before >= day THEN 0 ELSE 1 END AS is_new,
    -- Another event on the same day is no gap.
    CASE WHEN before < day THEN {days_between:before;day} END AS gap,
    -- 1970-01-05 is a Monday; earlier days have a negative distance to it.
    ({days_between:{day:1970-01-05};day} % 7 + 7) % 7 AS weekday
  FROM events
),
ranked AS (
  SELECT
    customer,
    status,
    amount,
    day,
    is_new,
    weekday,
    gap{ranks:customer;gap;place;gaps}
  FROM gaps
)
SELECT
  customer,
  CAST(COUNT(*) AS INTEGER) AS events,
  CAST(SUM(CASE WHEN status = 'open' THEN 1 ELSE 0 END) AS INTEGER) AS open,
  CAST(SUM(CASE WHEN status = 'burnt' THEN 1 ELSE 0 END) AS INTEGER) AS burnt,
  CAST(SUM(CASE WHEN status = 'expired' THEN 1 ELSE 0 END) AS INTEGER) AS expired,
  CAST(SUM(CASE WHEN status = 'other' THEN 1 ELSE 0 END) AS INTEGER) AS other,
  CAST(SUM(amount) AS {double}) AS amount,
  CAST(COUNT(amount) AS INTEGER) AS with_amount,
  {date:MIN(day)} AS first_day,
  {date:MAX(day)} AS last_day,
  CAST(SUM(is_new) AS INTEGER) AS active_days,
  CAST(SUM(CASE WHEN weekday = 0 THEN 1 ELSE 0 END) AS INTEGER) AS weekday_0,
  CAST(SUM(CASE WHEN weekday = 1 THEN 1 ELSE 0 END) AS INTEGER) AS weekday_1,
  CAST(SUM(CASE WHEN weekday = 2 THEN 1 ELSE 0 END) AS INTEGER) AS weekday_2,
  CAST(SUM(CASE WHEN weekday = 3 THEN 1 ELSE 0 END) AS INTEGER) AS weekday_3,
  CAST(SUM(CASE WHEN weekday = 4 THEN 1 ELSE 0 END) AS INTEGER) AS weekday_4,
  CAST(SUM(CASE WHEN weekday = 5 THEN 1 ELSE 0 END) AS INTEGER) AS weekday_5,
  CAST(SUM(CASE WHEN weekday = 6 THEN 1 ELSE 0 END) AS INTEGER) AS weekday_6,
  CASE WHEN COUNT(gap) > 0 THEN CAST({twice_median:gap;place;gaps} AS {double}) / 2 END AS median_gap
FROM ranked
GROUP BY customer
