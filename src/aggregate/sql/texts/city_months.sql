-- Claims and burns of each city of the customer by month.
WITH {base},
months AS (
  SELECT
    c.city AS place,
    {month:day} AS month,
    CASE WHEN is_burnt = 1 THEN {month:burn_day} END AS burn_month,
    is_burnt
  FROM t LEFT JOIN c ON c.customer = t.customer
),
{months}
