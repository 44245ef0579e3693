-- Events of each customer by status, days, weekdays (Monday is 0), twice the median of the days between two days, and
-- the number of branches and merchants at which the customer burnt or ordered. A day counts with the first event on it. The same at
-- an earlier day, three quarters into the data: the last day, the days between two days, and twice their median. The coupons that the
-- customer burnt, and the merchants, are bits of numbers where there are few. Small integers are at most 32,767.
WITH {base},
events AS (
  SELECT customer, status, day, LAG(day) OVER (PARTITION BY customer ORDER BY day) AS before
  FROM t
),
gaps AS (
  SELECT
    customer,
    status,
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
    status,
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
    COUNT(*) AS events,
    SUM(CASE WHEN status = 'open' THEN 1 ELSE 0 END) AS open,
    SUM(CASE WHEN status = 'burnt' THEN 1 ELSE 0 END) AS burnt,
    SUM(CASE WHEN status = 'expired' THEN 1 ELSE 0 END) AS expired,
    MIN(day) AS first_day,
    MAX(day) AS last_day,
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
),
used AS (SELECT branch, merchant{merchant_bits} FROM b),
places AS (
  SELECT
    t.customer,
    COUNT(DISTINCT t.branch) AS branches{items}
  FROM t
  LEFT JOIN used ON used.branch = t.branch
  WHERE t.customer IS NOT NULL AND status IN ('burnt', 'completed')
  GROUP BY t.customer
)
SELECT
  {narrow_customer:counts.customer} AS customer,
  CAST(events AS INTEGER) AS events,
  CAST(open AS INTEGER) AS open,
  CAST(burnt AS INTEGER) AS burnt,
  CAST(expired AS INTEGER) AS expired,
  {date:first_day} AS first_day,
  {date:last_day} AS last_day,
  CAST({least}(active_days, 32767) AS SMALLINT) AS active_days,
  CAST({least}(weekday_0, 32767) AS SMALLINT) AS weekday_0,
  CAST({least}(weekday_1, 32767) AS SMALLINT) AS weekday_1,
  CAST({least}(weekday_2, 32767) AS SMALLINT) AS weekday_2,
  CAST({least}(weekday_3, 32767) AS SMALLINT) AS weekday_3,
  CAST({least}(weekday_4, 32767) AS SMALLINT) AS weekday_4,
  CAST({least}(weekday_5, 32767) AS SMALLINT) AS weekday_5,
  CAST({least}(weekday_6, 32767) AS SMALLINT) AS weekday_6,
  CAST(twice_median_gap AS INTEGER) AS twice_median_gap,
  {date:early_last_day} AS early_last_day,
  CAST({least}(early_gap_count, 32767) AS SMALLINT) AS early_gap_count,
  CAST(early_twice_median_gap AS INTEGER) AS early_twice_median_gap,
  CAST({least}(COALESCE(branches, 0), 32767) AS SMALLINT) AS branches{item_columns}
FROM counts
LEFT JOIN places ON places.customer = counts.customer
