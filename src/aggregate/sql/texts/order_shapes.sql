-- Whether amounts are those of rows or of orders, from the orders with several rows; and rows without an order number.
WITH {base},
shapes AS (
  SELECT
    order_key,
    COUNT(*) AS n,
    COUNT(amount) AS written,
    MIN(amount) AS least,
    MAX(amount) AS most,
    COALESCE(SUM(price), 0) AS total,
    MIN(price) AS least_price,
    MAX(price) AS most_price,
    SUM(CASE WHEN ABS(amount - price) <= {close} * ABS(price) THEN 1 ELSE 0 END) AS as_priced,
    COUNT(DISTINCT product) + MAX(CASE WHEN product IS NULL THEN 1 ELSE 0 END) AS products
  FROM order_rows
  GROUP BY order_key
),
judged AS (
  SELECT
    n,
    written,
    products,
    CASE WHEN most - least <= {close} * ABS(most) OR most - least <= {close} * ABS(least) THEN 1 ELSE 0 END AS is_one,
    CASE WHEN most_price - least_price > {close} * ABS(most_price) OR ABS(total - most) <= {close} * ABS(most) THEN 1 ELSE 0 END AS is_total,
    CASE WHEN as_priced < n THEN 1 ELSE 0 END AS is_no_price
  FROM shapes
  WHERE n > 1 AND written > 0
),
votes AS (
  SELECT
    n,
    written,
    products,
    is_one,
    CASE WHEN written = 1 OR (written = n AND is_one = 1 AND is_no_price = 1 AND is_total = 1) THEN 1 ELSE 0 END AS of_order
  FROM judged
)
SELECT
  CAST(COALESCE(SUM(of_order), 0) AS BIGINT) AS of_orders,
  CAST(COALESCE(SUM(1 - of_order), 0) AS BIGINT) AS of_rows,
  CAST(COUNT(*) AS BIGINT) AS several,
  CAST(COALESCE(SUM(CASE WHEN written = n AND is_one = 1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS repeated,
  CAST(COALESCE(SUM(CASE WHEN written = n AND products > 1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS of_products
FROM votes
