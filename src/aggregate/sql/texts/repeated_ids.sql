-- Events without an id, and those whose id another event before them has.
WITH {base},
ids AS (SELECT event, COUNT(*) AS events FROM t GROUP BY event)
SELECT
  CAST(COALESCE(SUM(CASE WHEN event IS NULL THEN events ELSE 0 END), 0) AS BIGINT) AS null_id,
  CAST(COALESCE(SUM(CASE WHEN event IS NULL THEN 0 ELSE events - 1 END), 0) AS BIGINT) AS repeated_id
FROM ids
