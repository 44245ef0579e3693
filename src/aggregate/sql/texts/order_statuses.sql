-- Orders of each status with what they have in all: rows, pieces, amount, coupons; and the last day of their rows.
WITH {base}
SELECT
  status,
  CAST(COUNT(*) AS BIGINT) AS orders,
  CAST(SUM(lines) AS BIGINT) AS lines,
  CAST(SUM(CASE WHEN event IS NULL THEN lines ELSE 0 END) AS BIGINT) AS without_number,
  CAST(SUM(items) AS {double}) AS items,
  CAST(COUNT(amount) AS BIGINT) AS with_amount,
  CAST(SUM(CASE WHEN is_return = 1 OR status = 'completed' THEN amount END) AS {double}) AS amount,
  CAST(SUM(with_coupon) AS BIGINT) AS with_coupon,
  {date:MAX(CASE WHEN last_day <= {today} THEN last_day END)} AS last_day
FROM o
GROUP BY status
