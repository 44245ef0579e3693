-- Claims and burns of each city of the customer by month.
WITH {base},
months AS (
  SELECT
    c.city AS place,
    {month:day} AS month,
    CASE WHEN status = 'burnt' THEN {month:burn_day} END AS burn_month,
    CASE WHEN status = 'burnt' THEN 1 ELSE 0 END AS is_burnt
  FROM t LEFT JOIN c ON c.customer = t.customer
),
{months}
