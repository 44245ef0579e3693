-- By customer first: there are more of them than places.
by_customer AS (
  SELECT place, CAST(COUNT(*) AS BIGINT) AS claims, CAST(SUM(is_burnt) AS BIGINT) AS burnt
  FROM claims
  WHERE customer IS NOT NULL
  GROUP BY customer, place
),
sums AS (
  SELECT
    place,
    SUM(claims) AS claims,
    SUM(burnt) AS burnt,
    COUNT(*) AS customers,
    MAX(claims) AS most,
    SUM(claims * claims) AS cc,
    SUM(claims * burnt) AS cb,
    SUM(burnt * burnt) AS bb
  FROM by_customer
  GROUP BY place{unknown_burns}
)
SELECT
  place,
  CAST(SUM(claims) AS BIGINT) AS claims,
  CAST(SUM(burnt) AS BIGINT) AS burnt,
  CAST(SUM(customers) AS BIGINT) AS customers,
  CAST(MAX(most) AS BIGINT) AS most,
  CAST(SUM(cc) AS BIGINT) AS cc,
  CAST(SUM(cb) AS BIGINT) AS cb,
  CAST(SUM(bb) AS BIGINT) AS bb
FROM sums
GROUP BY place
