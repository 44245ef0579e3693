-- How many orders of each customer have each product.
WITH {base},
orders AS (SELECT DISTINCT event, product FROM l)
SELECT
  t.customer,
  orders.product,
  CAST(COUNT(*) AS BIGINT) AS orders
FROM orders
JOIN t ON t.event = orders.event
WHERE t.customer IS NOT NULL
GROUP BY t.customer, orders.product
