-- Events at each branch by status.
WITH {base}
SELECT
  branch,
  CAST(COUNT(*) AS BIGINT) AS events,
  CAST(SUM(CASE WHEN status = 'open' THEN 1 ELSE 0 END) AS BIGINT) AS open,
  CAST(SUM(CASE WHEN status = 'burnt' THEN 1 ELSE 0 END) AS BIGINT) AS burnt,
  CAST(SUM(CASE WHEN status = 'expired' THEN 1 ELSE 0 END) AS BIGINT) AS expired
FROM t
GROUP BY branch
