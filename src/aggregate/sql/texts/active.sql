-- Active customers of each period, and the days between two successive days of a customer.
WITH {base},
{day_pairs},
-- The rows are read once, and the few pairs of days for each granularity.
pairs AS (SELECT day, before, COUNT(*) AS events FROM events GROUP BY day, before),
granularities AS (
  SELECT 'day' AS granularity
  UNION ALL SELECT 'week'
  UNION ALL SELECT 'month'
  UNION ALL SELECT 'quarter'
  UNION ALL SELECT 'year'
  UNION ALL SELECT 'gap'
),
periods AS (
  SELECT
    granularity,
    before,
    CASE granularity
      WHEN 'day' THEN day
      WHEN 'week' THEN {week:day}
      WHEN 'month' THEN {month:day}
      WHEN 'quarter' THEN {quarter:day}
      WHEN 'year' THEN {year:day}
    END AS first_day,
    CASE WHEN granularity = 'gap' AND before < day THEN {days_between:before;day} END AS gap,
    events
  FROM pairs
  CROSS JOIN granularities
)
SELECT
  granularity,
  {date:first_day} AS first_day,
  CAST(gap AS BIGINT) AS gap,
  CAST(SUM(events) AS BIGINT) AS customers
FROM periods
-- A customer counts in a period with the first event there. Another event on the same day is no gap.
WHERE gap IS NOT NULL OR before IS NULL AND first_day IS NOT NULL OR before < first_day
GROUP BY granularity, first_day, gap
