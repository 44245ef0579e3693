-- Claims and burns of each branch by month.
WITH {base},
months AS (
  SELECT
    branch AS place,
    {month:day} AS month,
    CASE WHEN status = 'burnt' THEN {month:burn_day} END AS burn_month,
    CASE WHEN status = 'burnt' THEN 1 ELSE 0 END AS is_burnt
  FROM t
),
{months}
