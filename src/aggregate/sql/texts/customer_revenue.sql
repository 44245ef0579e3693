-- Revenue of each customer, net of returns, and the orders with an amount.
WITH {base},
amounts AS (
  SELECT customer, amount, 1 AS with_amount FROM t WHERE amount IS NOT NULL
  UNION ALL
  SELECT customer, amount, 0 FROM r WHERE amount IS NOT NULL
)
SELECT
  customer,
  CAST(SUM(amount) AS {double}) AS revenue,
  CAST(SUM(with_amount) AS BIGINT) AS with_amount
FROM amounts
GROUP BY customer
