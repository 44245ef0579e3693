-- The customers as their table has them.
WITH {base}
SELECT * FROM c
