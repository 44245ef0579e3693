-- The customers who burnt or ordered after a day.
WITH {base}
SELECT DISTINCT customer
FROM t
WHERE customer IS NOT NULL AND {used} AND COALESCE(burn_day, day) > {after}
