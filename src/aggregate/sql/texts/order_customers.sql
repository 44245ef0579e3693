-- The customers of the orders of each status.
WITH {base}
SELECT DISTINCT customer, status
FROM o
