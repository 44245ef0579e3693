-- The events of one customer.
WITH {base}
SELECT
  {date:day} AS day,
  status,
  {date:burn_day} AS burn_day,
  branch,
  coupon,
  CAST(amount AS {double}) AS amount
FROM t
WHERE {customer}
