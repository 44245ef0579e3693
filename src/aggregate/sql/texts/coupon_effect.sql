-- Amounts of orders with a coupon and without: number, customers and sum, and the sums of squares over customers from which
-- the uncertainty of the difference follows. Each order of an unknown customer is a customer.
WITH {base},
by_customer AS (
  SELECT
    SUM(with_coupon) AS n_with,
    SUM(1 - with_coupon) AS n_without,
    SUM(CASE WHEN with_coupon = 1 THEN amount ELSE 0 END) AS sum_with,
    SUM(CASE WHEN with_coupon = 1 THEN 0 ELSE amount END) AS sum_without
  FROM t
  WHERE amount IS NOT NULL AND customer IS NOT NULL
  GROUP BY customer
  UNION ALL
  SELECT
    with_coupon,
    1 - with_coupon,
    CASE WHEN with_coupon = 1 THEN amount ELSE 0 END,
    CASE WHEN with_coupon = 1 THEN 0 ELSE amount END
  FROM t
  WHERE amount IS NOT NULL AND customer IS NULL
),
averages AS (
  SELECT
    CAST(SUM(sum_with) AS {double}) / NULLIF(SUM(n_with), 0) AS with_average,
    CAST(SUM(sum_without) AS {double}) / NULLIF(SUM(n_without), 0) AS without_average
  FROM by_customer
),
excess AS (
  SELECT
    n_with,
    n_without,
    sum_with,
    sum_without,
    CASE WHEN n_with > 0 THEN sum_with - n_with * with_average ELSE 0 END AS excess_with,
    CASE WHEN n_without > 0 THEN sum_without - n_without * without_average ELSE 0 END AS excess_without
  FROM by_customer
  CROSS JOIN averages
)
SELECT
  CAST(COALESCE(SUM(n_with), 0) AS BIGINT) AS with_orders,
  CAST(COALESCE(SUM(CASE WHEN n_with > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS with_customers,
  CAST(SUM(sum_with) AS {double}) AS with_amount,
  CAST(COALESCE(SUM(n_without), 0) AS BIGINT) AS without_orders,
  CAST(COALESCE(SUM(CASE WHEN n_without > 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS without_customers,
  CAST(SUM(sum_without) AS {double}) AS without_amount,
  CAST(SUM(excess_with * excess_with) AS {double}) AS with_squares,
  CAST(SUM(excess_without * excess_without) AS {double}) AS without_squares,
  CAST(SUM(excess_with * excess_without) AS {double}) AS products
FROM excess
