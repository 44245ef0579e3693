,
  CAST(twice_median_gap AS INTEGER) AS twice_median_gap
