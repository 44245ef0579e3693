-- The orders of one customer, a row for each product.
WITH {base},
bought AS (SELECT DISTINCT event, product FROM l)
SELECT
  t.event,
  {date:t.day} AS day,
  t.branch,
  t.coupon,
  CAST(t.amount AS {double}) AS amount,
  CAST(t.items AS {double}) AS items,
  CAST(t.hour AS BIGINT) AS hour,
  bought.product
FROM t
LEFT JOIN bought ON bought.event = t.event
WHERE {customer}
