-- Events of each customer by weekday (Monday is 0) and part of the day (three hours), and the median days between two days.
-- Counts end at 65535.
WITH {base},
times AS (
  SELECT customer, CASE WHEN day IS NOT NULL THEN ({days_between:{day:1970-01-05};day} % 7 + 7) % 7 END AS weekday, hour
  FROM t
  WHERE customer IS NOT NULL
),
counts AS (
  SELECT
    customer,
    SUM(CASE WHEN weekday = 0 THEN 1 ELSE 0 END) AS weekday_0,
    SUM(CASE WHEN weekday = 1 THEN 1 ELSE 0 END) AS weekday_1,
    SUM(CASE WHEN weekday = 2 THEN 1 ELSE 0 END) AS weekday_2,
    SUM(CASE WHEN weekday = 3 THEN 1 ELSE 0 END) AS weekday_3,
    SUM(CASE WHEN weekday = 4 THEN 1 ELSE 0 END) AS weekday_4,
    SUM(CASE WHEN weekday = 5 THEN 1 ELSE 0 END) AS weekday_5,
    SUM(CASE WHEN weekday = 6 THEN 1 ELSE 0 END) AS weekday_6,
    SUM(CASE WHEN hour BETWEEN 0 AND 2 THEN 1 ELSE 0 END) AS part_0,
    SUM(CASE WHEN hour BETWEEN 3 AND 5 THEN 1 ELSE 0 END) AS part_1,
    SUM(CASE WHEN hour BETWEEN 6 AND 8 THEN 1 ELSE 0 END) AS part_2,
    SUM(CASE WHEN hour BETWEEN 9 AND 11 THEN 1 ELSE 0 END) AS part_3,
    SUM(CASE WHEN hour BETWEEN 12 AND 14 THEN 1 ELSE 0 END) AS part_4,
    SUM(CASE WHEN hour BETWEEN 15 AND 17 THEN 1 ELSE 0 END) AS part_5,
    SUM(CASE WHEN hour BETWEEN 18 AND 20 THEN 1 ELSE 0 END) AS part_6,
    SUM(CASE WHEN hour BETWEEN 21 AND 23 THEN 1 ELSE 0 END) AS part_7
  FROM times
  GROUP BY customer
),
next_days AS (
  SELECT customer, day, LEAD(day) OVER (PARTITION BY customer ORDER BY day) AS next_day
  FROM t
  WHERE customer IS NOT NULL AND day IS NOT NULL
),
-- Another event on the same day is no gap.
gaps AS (SELECT customer, {days_between:day;next_day} AS gap FROM next_days WHERE next_day > day),
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
)
SELECT
  counts.customer,
  CAST(CASE WHEN weekday_0 > 65535 THEN 65535 ELSE weekday_0 END AS BIGINT) AS weekday_0,
  CAST(CASE WHEN weekday_1 > 65535 THEN 65535 ELSE weekday_1 END AS BIGINT) AS weekday_1,
  CAST(CASE WHEN weekday_2 > 65535 THEN 65535 ELSE weekday_2 END AS BIGINT) AS weekday_2,
  CAST(CASE WHEN weekday_3 > 65535 THEN 65535 ELSE weekday_3 END AS BIGINT) AS weekday_3,
  CAST(CASE WHEN weekday_4 > 65535 THEN 65535 ELSE weekday_4 END AS BIGINT) AS weekday_4,
  CAST(CASE WHEN weekday_5 > 65535 THEN 65535 ELSE weekday_5 END AS BIGINT) AS weekday_5,
  CAST(CASE WHEN weekday_6 > 65535 THEN 65535 ELSE weekday_6 END AS BIGINT) AS weekday_6,
  CAST(CASE WHEN part_0 > 65535 THEN 65535 ELSE part_0 END AS BIGINT) AS part_0,
  CAST(CASE WHEN part_1 > 65535 THEN 65535 ELSE part_1 END AS BIGINT) AS part_1,
  CAST(CASE WHEN part_2 > 65535 THEN 65535 ELSE part_2 END AS BIGINT) AS part_2,
  CAST(CASE WHEN part_3 > 65535 THEN 65535 ELSE part_3 END AS BIGINT) AS part_3,
  CAST(CASE WHEN part_4 > 65535 THEN 65535 ELSE part_4 END AS BIGINT) AS part_4,
  CAST(CASE WHEN part_5 > 65535 THEN 65535 ELSE part_5 END AS BIGINT) AS part_5,
  CAST(CASE WHEN part_6 > 65535 THEN 65535 ELSE part_6 END AS BIGINT) AS part_6,
  CAST(CASE WHEN part_7 > 65535 THEN 65535 ELSE part_7 END AS BIGINT) AS part_7,
  CAST(twice_median AS {double}) / 2 AS median_gap
FROM counts
LEFT JOIN medians ON medians.customer = counts.customer
