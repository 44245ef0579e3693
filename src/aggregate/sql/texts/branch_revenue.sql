-- Revenue of each branch, net of returns.
WITH {base},
amounts AS (
  SELECT branch, amount FROM t WHERE amount IS NOT NULL
  UNION ALL
  SELECT branch, amount FROM r WHERE amount IS NOT NULL
)
SELECT
  branch,
  CAST(SUM(amount) AS {double}) AS revenue
FROM amounts
GROUP BY branch
