-- Of all customers, where the tables with a row for each are of a sample: how many there are, how many have an event, two, and two
-- burns; and the events by status.
WITH {base},
counts AS (
  SELECT
    customer,
    {status_counts},
    SUM(CASE WHEN status = 'other' THEN 1 ELSE 0 END) AS other
  FROM t
  GROUP BY customer
),
known AS (SELECT COUNT(*) AS customers FROM c)
SELECT
  CAST(MIN(known.customers) AS BIGINT) AS customers,
  CAST(COUNT(counts.customer) AS BIGINT) AS active,
  CAST(SUM(CASE WHEN counts.customer IS NOT NULL AND events > 1 THEN 1 ELSE 0 END) AS BIGINT) AS repeated,
  CAST(SUM(CASE WHEN counts.customer IS NOT NULL AND burnt > 1 THEN 1 ELSE 0 END) AS BIGINT) AS repeat_burners,
  CAST(SUM(events) AS BIGINT) AS events,
  CAST(SUM(open) AS BIGINT) AS open,
  CAST(SUM(burnt) AS BIGINT) AS burnt,
  CAST(SUM(expired) AS BIGINT) AS expired,
  CAST(SUM(other) AS BIGINT) AS other
FROM known
LEFT JOIN counts ON 1 = 1
