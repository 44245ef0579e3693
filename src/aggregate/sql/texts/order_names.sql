-- The coupons and products of orders of any status. More of them than the limit are ids.
WITH {base},
coupons AS (SELECT DISTINCT 'coupon' AS item, coupon AS name FROM order_rows WHERE coupon IS NOT NULL LIMIT {most_coupons}),
products AS (SELECT DISTINCT 'product' AS item, product AS name FROM order_rows WHERE product IS NOT NULL LIMIT {most_product_names})
SELECT item, name FROM coupons
UNION ALL
SELECT item, name FROM products
