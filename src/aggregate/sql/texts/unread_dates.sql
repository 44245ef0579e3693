-- Texts in a column of dates that are none.
SELECT CAST(COUNT(*) AS BIGINT) AS unread
FROM {events}
WHERE {text} IS NOT NULL AND {date_of_text} IS NULL
