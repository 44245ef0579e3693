COUNT(*) AS events,
    SUM(CASE WHEN status = 'open' THEN 1 ELSE 0 END) AS open,
    SUM(CASE WHEN status = 'burnt' THEN 1 ELSE 0 END) AS burnt,
    SUM(CASE WHEN status = 'expired' THEN 1 ELSE 0 END) AS expired
