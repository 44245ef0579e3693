-- How many returns there are, and their amounts.
WITH {base}
SELECT
  CAST(COUNT(*) AS BIGINT) AS returns,
  CAST(COUNT(amount) AS BIGINT) AS with_amount,
  CAST(SUM(amount) AS {double}) AS amount
FROM r
