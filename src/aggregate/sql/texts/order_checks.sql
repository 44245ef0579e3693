-- Rows of orders with errors, by what is wrong with them. The customer and day of an order may be in another of its rows.
WITH {base},
checked AS (
  SELECT
    order_rows.customer,
    {to_date:moment} AS day,
    status,
    branch,
    no_customer,
    no_branch,
    c.join_day,
    order_key,
    MAX(order_rows.customer) OVER (PARTITION BY order_key) AS of_order,
    MAX(moment) OVER (PARTITION BY order_key) AS last_moment
  FROM order_rows
  LEFT JOIN c ON c.customer = order_rows.customer
)
SELECT
  CAST(COALESCE(SUM(CASE WHEN no_customer = 1 AND of_order IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS null_customer,
  CAST(COALESCE(SUM(CASE WHEN no_customer = 0 AND customer IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS orphan_customer,
  CAST(COALESCE(SUM(CASE WHEN no_branch = 0 AND branch IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS orphan_branch,
  CAST(COALESCE(SUM(CASE WHEN status = 'other' THEN 1 ELSE 0 END), 0) AS BIGINT) AS unknown_status,
  CAST(COUNT(DISTINCT CASE WHEN last_moment IS NULL THEN order_key END) AS BIGINT) AS no_day,
  CAST(COALESCE(SUM(CASE WHEN day > {today} THEN 1 ELSE 0 END), 0) AS BIGINT) AS future_claim,
  CAST(COALESCE(SUM(CASE WHEN day < join_day THEN 1 ELSE 0 END), 0) AS BIGINT) AS claim_before_join
FROM checked
