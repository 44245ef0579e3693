-- Orders with a coupon, returns, pieces and products of each customer.
WITH {base},
orders AS (
  SELECT customer, SUM(with_coupon) AS with_coupon
  FROM t
  WHERE customer IS NOT NULL
  GROUP BY customer
),
returns AS (SELECT customer, COUNT(*) AS returns FROM r WHERE customer IS NOT NULL GROUP BY customer),
bought AS (
  SELECT t.customer, SUM(l.quantity) AS items, COUNT(DISTINCT l.product) AS products
  FROM l
  JOIN t ON t.event = l.event
  WHERE t.customer IS NOT NULL
  GROUP BY t.customer
),
keys AS (
  SELECT customer FROM orders
  UNION
  SELECT customer FROM returns
)
SELECT
  keys.customer,
  CAST(COALESCE(with_coupon, 0) AS BIGINT) AS with_coupon,
  CAST(COALESCE(returns, 0) AS BIGINT) AS returns,
  CAST(COALESCE(items, 0) AS {double}) AS items,
  CAST(COALESCE(products, 0) AS BIGINT) AS products
FROM keys
LEFT JOIN orders ON orders.customer = keys.customer
LEFT JOIN returns ON returns.customer = keys.customer
LEFT JOIN bought ON bought.customer = keys.customer
