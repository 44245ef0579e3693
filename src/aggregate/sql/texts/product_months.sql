-- Orders and revenue by month of the products with the highest revenue.
WITH {base},
orders AS (
  SELECT l.product, l.event, {month:t.day} AS month, SUM(l.amount) AS revenue
  FROM l
  JOIN t ON t.event = l.event
  WHERE l.product IS NOT NULL
  GROUP BY l.product, l.event, {month:t.day}
),
sold AS (SELECT product, COUNT(*) AS orders, COALESCE(SUM(revenue), 0) AS revenue FROM orders GROUP BY product),
ranked AS (SELECT product, ROW_NUMBER() OVER (ORDER BY revenue DESC, orders DESC, product) AS place FROM sold),
top AS (SELECT product FROM ranked WHERE place <= {most_by_month})
SELECT
  orders.product,
  {date:month} AS month,
  CAST(COUNT(*) AS BIGINT) AS orders,
  CAST(COALESCE(SUM(revenue), 0) AS {double}) AS revenue
FROM orders
JOIN top ON top.product = orders.product
WHERE month BETWEEN {first_month} AND {last_month}
GROUP BY orders.product, month
