-- The amounts of each customer.
WITH {base}
SELECT
  customer,
  CAST(SUM(amount) AS {double}) AS amount,
  CAST(COUNT(amount) AS BIGINT) AS with_amount
FROM t
WHERE customer IS NOT NULL
GROUP BY customer
