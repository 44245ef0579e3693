COUNT(*) AS events,
    SUM(is_open) AS open,
    SUM(is_burnt) AS burnt,
    SUM(is_expired) AS expired
