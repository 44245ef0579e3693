-- Orders, customers, pieces and revenue of each product, and its returns. Two lines of a product in an order are one order of it.
WITH {base},
orders AS (
  SELECT l.product, l.event, t.customer, SUM(l.quantity) AS items, SUM(l.amount) AS revenue
  FROM l
  JOIN t ON t.event = l.event
  WHERE l.product IS NOT NULL
  GROUP BY l.product, l.event, t.customer
),
sold AS (
  SELECT product, COUNT(*) AS orders, SUM(items) AS items, SUM(revenue) AS revenue
  FROM orders
  GROUP BY product
),
buyers AS (
  SELECT product, customer, COUNT(*) AS orders
  FROM orders
  WHERE customer IS NOT NULL
  GROUP BY product, customer
),
bought AS (
  SELECT product, COUNT(*) AS customers, SUM(CASE WHEN orders > 1 THEN 1 ELSE 0 END) AS repeat_buyers
  FROM buyers
  GROUP BY product
),
returned AS (
  SELECT product, COUNT(DISTINCT event) AS returns, SUM(amount) AS returned
  FROM rl
  WHERE product IS NOT NULL
  GROUP BY product
),
keys AS (
  SELECT product FROM sold
  UNION
  SELECT product FROM returned
)
SELECT
  keys.product,
  CAST(COALESCE(sold.orders, 0) AS BIGINT) AS orders,
  CAST(COALESCE(bought.customers, 0) AS BIGINT) AS customers,
  CAST(COALESCE(bought.repeat_buyers, 0) AS BIGINT) AS repeat_buyers,
  CAST(sold.items AS {double}) AS items,
  CAST(sold.revenue AS {double}) AS revenue,
  CAST(COALESCE(returned.returns, 0) AS BIGINT) AS returns,
  CAST(COALESCE(returned.returned, 0) AS {double}) AS returned
FROM keys
LEFT JOIN sold ON sold.product = keys.product
LEFT JOIN bought ON bought.product = keys.product
LEFT JOIN returned ON returned.product = keys.product
