-- The events of one customer.
WITH {base}
SELECT
  {date:day} AS day,
  status,
  {date:burn_day} AS burn_day,
  branch,
  coupon,
  CAST(amount AS {double}) AS amount,
  CAST(hour AS BIGINT) AS hour
FROM t
WHERE {customer}
