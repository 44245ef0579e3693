counts AS (
  SELECT place, month, burn_month, COUNT(*) AS claims, SUM(is_burnt) AS burnt
  FROM months
  GROUP BY place, month, burn_month
),
-- The rows are read once, and the few counts twice: by the month of the claim and by that of the burn.
sides AS (SELECT 'claim' AS side UNION ALL SELECT 'burn'),
by_side AS (
  SELECT
    place,
    CASE side WHEN 'claim' THEN month ELSE burn_month END AS month,
    CASE side WHEN 'claim' THEN claims ELSE 0 END AS claims,
    CASE side WHEN 'claim' THEN burnt ELSE 0 END AS burnt,
    CASE side WHEN 'claim' THEN 0 ELSE burnt END AS burns
  FROM counts
  CROSS JOIN sides
)
SELECT
  place,
  {date:month} AS month,
  CAST(SUM(claims) AS BIGINT) AS claims,
  CAST(SUM(burnt) AS BIGINT) AS burnt,
  CAST(SUM(burns) AS BIGINT) AS burns
FROM by_side
WHERE month BETWEEN {first_month} AND {last_month}
GROUP BY place, month
