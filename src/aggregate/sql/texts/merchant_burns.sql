-- Sums over the customers of each merchant, from which its burn rate and the uncertainty of that follow. Each claim of an unknown
-- customer is a customer.
WITH {base},
claims AS (
  SELECT t.customer, b.merchant AS place, CASE WHEN status = 'burnt' THEN 1 ELSE 0 END AS is_burnt
  FROM t LEFT JOIN b ON b.branch = t.branch
  WHERE status IN ('open', 'burnt', 'expired')
),
{burns}
