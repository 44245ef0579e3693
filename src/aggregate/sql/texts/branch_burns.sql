-- Sums over the customers of each branch, from which its burn rate and the uncertainty of that follow. Each claim of an unknown
-- customer is a customer.
WITH {base},
claims AS (
  SELECT customer, branch AS place, CASE WHEN status = 'burnt' THEN 1 ELSE 0 END AS is_burnt
  FROM t
  WHERE status IN ('open', 'burnt', 'expired')
),
{burns}
