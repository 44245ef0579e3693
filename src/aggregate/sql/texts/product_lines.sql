-- Lines of each product in completed orders.
WITH {base}
SELECT
  l.product,
  CAST(COUNT(*) AS BIGINT) AS events
FROM l
JOIN t ON t.event = l.event
GROUP BY l.product
