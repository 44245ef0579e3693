-- The amounts of each customer: how many there are, and their sum.
WITH {base}
SELECT
  customer,
  CAST(COUNT(*) AS INTEGER) AS with_amount,
  CAST(SUM(amount) AS {double}) AS amount
FROM t
WHERE amount IS NOT NULL
GROUP BY customer
