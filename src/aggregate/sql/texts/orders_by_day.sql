-- Orders with an amount or a coupon, returns, and revenue of each day.
WITH {base},
orders AS (
  SELECT day, CASE WHEN amount IS NULL THEN 0 ELSE 1 END AS priced, with_coupon, 0 AS returns, 0 AS returned, amount AS revenue
  FROM t
  UNION ALL
  SELECT day, 0, 0, 1, amount, amount FROM r
)
SELECT
  {date:day} AS day,
  CAST(SUM(priced) AS BIGINT) AS priced,
  CAST(SUM(with_coupon) AS BIGINT) AS with_coupon,
  CAST(SUM(returns) AS BIGINT) AS returns,
  CAST(COALESCE(SUM(returned), 0) AS {double}) AS returned,
  CAST(SUM(revenue) AS {double}) AS revenue
FROM orders
WHERE day IS NOT NULL
GROUP BY day
