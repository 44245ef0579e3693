
  UNION ALL
  SELECT place, COUNT(*), SUM(is_burnt), COUNT(*), 1, COUNT(*), SUM(is_burnt), SUM(is_burnt)
  FROM claims
  WHERE customer IS NULL
  GROUP BY place
