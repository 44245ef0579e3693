-- Sums over the customers of each merchant, from which its burn rate and the uncertainty of that follow. Each claim of an unknown
-- customer is a customer.
WITH {base},
claims AS (
  SELECT t.customer, b.merchant AS place, is_burnt
  FROM t LEFT JOIN b ON b.branch = t.branch
  WHERE is_open + is_burnt + is_expired = 1
),
{burns}
