-- Events without an id, and those whose id another event before them has.
WITH {base},
{different_ids}
SELECT
  CAST(COALESCE(SUM(events - with_id), 0) AS BIGINT) AS null_id,
  CAST(COALESCE(SUM(with_id - ids), 0) AS BIGINT) AS repeated_id
FROM counts
