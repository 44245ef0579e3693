-- Amounts outside the quartiles by more than three times the distance between these (Tukey), which are interpolated linearly.
WITH {base},
amounts AS (
  SELECT amount, COUNT(*) AS n
  FROM {rows}
  WHERE amount IS NOT NULL
  GROUP BY amount
),
-- How many amounts are not greater, and how many there are.
places AS (SELECT amount, SUM(n) OVER (ORDER BY amount) AS place, SUM(n) OVER () AS total FROM amounts),
-- The amounts around a quarter and three quarters of the way from the first to the last.
around AS (
  SELECT
    MIN(CASE WHEN 4 * place > total - 1 THEN amount END) AS below_1,
    MIN(CASE WHEN 4 * place > total + 3 THEN amount END) AS above_1,
    MIN(CASE WHEN 4 * place > 3 * (total - 1) THEN amount END) AS below_3,
    MIN(CASE WHEN 4 * place > 3 * (total - 1) + 4 THEN amount END) AS above_3,
    CAST(MIN((total - 1) % 4) AS {double}) AS part_1,
    CAST(MIN(3 * (total - 1) % 4) AS {double}) AS part_3
  FROM places
),
quartiles AS (
  SELECT
    below_1 + (COALESCE(above_1, below_1) - below_1) * (part_1 / 4) AS q1,
    below_3 + (COALESCE(above_3, below_3) - below_3) * (part_3 / 4) AS q3
  FROM around
)
SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) AS outliers
FROM amounts
CROSS JOIN quartiles
WHERE q3 > q1 AND (amount < q1 - 3 * (q3 - q1) OR amount > q3 + 3 * (q3 - q1))
