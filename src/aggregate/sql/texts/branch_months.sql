-- Claims and burns of each branch by month.
WITH {base},
months AS (
  SELECT
    branch AS place,
    {month:day} AS month,
    CASE WHEN is_burnt = 1 THEN {month:burn_day} END AS burn_month,
    is_burnt
  FROM t
),
{months}
