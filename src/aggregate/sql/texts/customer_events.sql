-- Events of each customer by status, days, weekdays (Monday is 0), twice the median of the days between two days, and
-- the number of branches and merchants at which the customer burnt or ordered. A day counts with the first event on it. The same at
-- an earlier day, three quarters into the data: the last day, the days between two days, and twice their median. The coupons that the
-- customer burnt, and the merchants, are bits of numbers where there are few, and so are the months with a claim and with a burn.
-- Small integers are at most 32,767; days are counted from the first one where that is small.
WITH {base},
-- Unknown customers have no days.
dated AS (SELECT customer, is_open, is_burnt, is_expired, burn_day, CASE WHEN customer IS NOT NULL THEN day END AS day FROM t),
{customer_counts},
used AS (SELECT branch, merchant{merchant_bits} FROM b),
places AS (
  SELECT
    t.customer,
    COUNT(DISTINCT t.branch) AS branches{items}
  FROM t
  LEFT JOIN used ON used.branch = t.branch
  WHERE t.customer IS NOT NULL AND {used}
  GROUP BY t.customer
)
SELECT
  {narrow_customer:counts.customer} AS customer,
  CAST(events AS INTEGER) AS events,
  CAST(open AS INTEGER) AS open,
  CAST(burnt AS INTEGER) AS burnt,
  CAST(expired AS INTEGER) AS expired,
  {short_day:first_day} AS first_day,
  {short_day:last_day} AS last_day,
  CAST({least}(active_days, 32767) AS SMALLINT) AS active_days{median_gap},
  CAST({least}(COALESCE(branches, 0), 32767) AS SMALLINT) AS branches{habits}{item_columns}{month_columns}
FROM counts
LEFT JOIN places ON places.customer = counts.customer
