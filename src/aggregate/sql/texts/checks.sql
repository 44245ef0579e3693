-- Events with errors, by what is wrong with them.
WITH {base}
SELECT
  CAST(COALESCE(SUM(no_customer), 0) AS BIGINT) AS null_customer,
  CAST(COALESCE(SUM(CASE WHEN no_customer = 0 AND t.customer IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS orphan_customer,
  CAST(COALESCE(SUM(CASE WHEN no_branch = 1 AND is_burnt = 1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS null_branch,
  CAST(COALESCE(SUM(CASE WHEN no_branch = 0 AND branch IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS orphan_branch,
  CAST(COALESCE(SUM(1 - is_open - is_burnt - is_expired), 0) AS BIGINT) AS unknown_status,
  CAST(COALESCE(SUM(CASE WHEN day IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS no_day,
  CAST(COALESCE(SUM(CASE WHEN day > {today} THEN 1 ELSE 0 END), 0) AS BIGINT) AS future_claim,
  CAST(COALESCE(SUM(CASE WHEN burn_day > {today} THEN 1 ELSE 0 END), 0) AS BIGINT) AS future_burn,
  CAST(COALESCE(SUM(CASE WHEN is_burnt = 1 AND burn_day IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS burnt_without_date,
  CAST(COALESCE(SUM(CASE WHEN is_burnt = 0 AND burn_day IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS date_without_burnt,
  CAST(COALESCE(SUM(CASE WHEN burn_day < day THEN 1 ELSE 0 END), 0) AS BIGINT) AS burn_before_claim,
  CAST(COALESCE(SUM(CASE WHEN day < c.join_day THEN 1 ELSE 0 END), 0) AS BIGINT) AS claim_before_join
FROM t
LEFT JOIN c ON c.customer = t.customer
