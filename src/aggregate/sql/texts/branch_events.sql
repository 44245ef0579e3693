-- Events at each branch by status.
WITH {base}
SELECT
  branch,
  CAST(COUNT(*) AS BIGINT) AS events,
  CAST(SUM(is_open) AS BIGINT) AS open,
  CAST(SUM(is_burnt) AS BIGINT) AS burnt,
  CAST(SUM(is_expired) AS BIGINT) AS expired
FROM t
GROUP BY branch
