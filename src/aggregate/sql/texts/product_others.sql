-- The products below those that are listed, summed. An order with two of them counts once.
WITH {base},
orders AS (
  SELECT l.product, l.event, t.customer, SUM(l.quantity) AS items, SUM(l.amount) AS revenue
  FROM l
  JOIN t ON t.event = l.event
  WHERE l.product IS NOT NULL
  GROUP BY l.product, l.event, t.customer
),
sold AS (
  SELECT product, COUNT(*) AS orders, COALESCE(SUM(revenue), 0) AS revenue
  FROM orders
  GROUP BY product
  UNION ALL
  SELECT DISTINCT product, 0, 0
  FROM rl
  WHERE product IS NOT NULL
),
keys AS (
  SELECT product, SUM(orders) AS orders, SUM(revenue) AS revenue
  FROM sold
  GROUP BY product
),
ranked AS (
  SELECT product, ROW_NUMBER() OVER (ORDER BY revenue DESC, orders DESC, product) AS place
  FROM keys
)
SELECT
  CAST(COUNT(DISTINCT ranked.product) AS BIGINT) AS products,
  CAST(COUNT(DISTINCT orders.event) AS BIGINT) AS orders,
  CAST(COUNT(DISTINCT orders.customer) AS BIGINT) AS customers,
  CAST(SUM(orders.items) AS {double}) AS items,
  CAST(SUM(orders.revenue) AS {double}) AS revenue
FROM ranked
LEFT JOIN orders ON orders.product = ranked.product
WHERE place > {most_products}
