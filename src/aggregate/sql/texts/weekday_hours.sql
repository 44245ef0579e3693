-- Events by weekday (Monday is 0) and hour.
WITH {base},
-- 1970-01-05 is a Monday; earlier days have a negative distance to it.
times AS (
  SELECT ({days_between:{day:1970-01-05};day} % 7 + 7) % 7 AS weekday, hour
  FROM t
  WHERE day IS NOT NULL AND hour IS NOT NULL
)
SELECT
  CAST(weekday AS BIGINT) AS weekday,
  CAST(hour AS BIGINT) AS hour,
  CAST(COUNT(*) AS BIGINT) AS events
FROM times
GROUP BY weekday, hour
