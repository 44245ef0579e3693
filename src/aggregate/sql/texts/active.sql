-- Active customers of each period.
WITH {base},
days AS (SELECT DISTINCT customer, day FROM t WHERE customer IS NOT NULL AND day <= {horizon}),
periods AS (
  SELECT customer, 'day' AS granularity, day AS first_day FROM days
  UNION ALL SELECT customer, 'week', {week:day} FROM days
  UNION ALL SELECT customer, 'month', {month:day} FROM days
  UNION ALL SELECT customer, 'quarter', {quarter:day} FROM days
  UNION ALL SELECT customer, 'year', {year:day} FROM days
)
SELECT
  granularity,
  {date:first_day} AS first_day,
  CAST(COUNT(DISTINCT customer) AS BIGINT) AS customers
FROM periods
GROUP BY granularity, first_day
