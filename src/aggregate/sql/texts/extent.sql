-- How many events there are, and between which days. Days after today are mistakes: last_day is the claim horizon.
WITH {base}
SELECT
  CAST(COUNT(*) AS BIGINT) AS events,
  {date:MIN(day)} AS first_day,
  {date:MIN(CASE WHEN customer IS NOT NULL THEN day END)} AS first_known_day,
  {date:MAX(day)} AS latest_day,
  {date:MAX(CASE WHEN day <= {today} THEN day END)} AS last_day,
  {date:MIN(CASE WHEN is_burnt = 1 THEN burn_day END)} AS first_burn,
  {date:MAX(CASE WHEN burn_day <= {today} THEN burn_day END)} AS last_burn,
  CAST(SUM(is_burnt) AS BIGINT) AS burnt,
  CAST(COUNT(amount) AS BIGINT) AS with_amount,
  CAST(SUM(amount) AS {double}) AS amount
FROM t
