MIN(CASE WHEN day <= {as_of} THEN day END) AS first_day,
    MAX(CASE WHEN day <= {as_of} THEN day END) AS last_day
