-- Active customers of each period.
WITH {base},
earlier AS (
  SELECT day, LAG(day) OVER (PARTITION BY customer ORDER BY day) AS before
  FROM t
  WHERE customer IS NOT NULL AND day <= {horizon}
),
-- A customer counts in a period with the first event there.
by_day AS (
  SELECT
    day,
    SUM(CASE WHEN before >= day THEN 0 ELSE 1 END) AS days,
    SUM(CASE WHEN before >= {week:day} THEN 0 ELSE 1 END) AS weeks,
    SUM(CASE WHEN before >= {month:day} THEN 0 ELSE 1 END) AS months,
    SUM(CASE WHEN before >= {quarter:day} THEN 0 ELSE 1 END) AS quarters,
    SUM(CASE WHEN before >= {year:day} THEN 0 ELSE 1 END) AS years
  FROM earlier
  GROUP BY day
),
granularities AS (
  SELECT 'day' AS granularity
  UNION ALL SELECT 'week'
  UNION ALL SELECT 'month'
  UNION ALL SELECT 'quarter'
  UNION ALL SELECT 'year'
),
periods AS (
  SELECT
    granularity,
    CASE granularity
      WHEN 'day' THEN day
      WHEN 'week' THEN {week:day}
      WHEN 'month' THEN {month:day}
      WHEN 'quarter' THEN {quarter:day}
      ELSE {year:day}
    END AS first_day,
    CASE granularity
      WHEN 'day' THEN days
      WHEN 'week' THEN weeks
      WHEN 'month' THEN months
      WHEN 'quarter' THEN quarters
      ELSE years
    END AS customers
  FROM by_day
  CROSS JOIN granularities
)
SELECT
  granularity,
  {date:first_day} AS first_day,
  CAST(SUM(customers) AS BIGINT) AS customers
FROM periods
GROUP BY granularity, first_day
