-- Amounts by the day of the burn; by the day of the claim where there is none.
WITH {base},
amounts AS (
  SELECT CASE WHEN is_burnt = 1 AND burn_day IS NOT NULL THEN burn_day ELSE day END AS day, amount
  FROM t
  WHERE amount IS NOT NULL
)
SELECT
  {date:day} AS day,
  CAST(SUM(amount) AS {double}) AS amount
FROM amounts
WHERE day IS NOT NULL
GROUP BY day
