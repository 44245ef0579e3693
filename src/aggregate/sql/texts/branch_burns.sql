-- Sums over the customers of each branch, from which its burn rate and the uncertainty of that follow. Each claim of an unknown
-- customer is a customer.
WITH {base},
claims AS (
  SELECT customer, branch AS place, is_burnt
  FROM t
  WHERE is_open + is_burnt + is_expired = 1
),
{burns}
