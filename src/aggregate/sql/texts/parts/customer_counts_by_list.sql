lists AS (
  SELECT
    customer,
    {status_counts}{customer_months},
    {known_days},
    MAX(CASE WHEN day <= {cut} THEN day END) AS early_last_day,
    -- A list costs half of what sorting all rows does.
    ARRAY_SORT(COLLECT_LIST(CAST({days_between:{day:1970-01-01};day} AS INT))) AS days
  FROM dated
  GROUP BY customer
),
-- Each day with the one before it.
zipped AS (
  SELECT
    lists.*,
    CAST(
      ARRAYS_ZIP(days, CONCAT(ARRAY(CAST(NULL AS INT)), SLICE(days, 1, GREATEST(SIZE(days) - 1, 0))))
      AS ARRAY<STRUCT<day: INT, before: INT>>
    ) AS pairs
  FROM lists
),
sorted AS (
  SELECT
    zipped.*,
    -- 1970-01-01 is a Thursday.
    TRANSFORM(days, day -> ((day + 3) % 7 + 7) % 7) AS weekdays,
    -- Another event on the same day is no gap.
    ARRAY_SORT(FILTER(TRANSFORM(pairs, pair -> pair.day - pair.before), gap -> gap > 0)) AS gaps,
    ARRAY_SORT(
      FILTER(
        TRANSFORM(
          FILTER(pairs, pair -> pair.day <= {days_between:{day:1970-01-01};{cut}}),
          pair -> pair.day - pair.before
        ),
        gap -> gap > 0
      )
    ) AS early_gaps
  FROM zipped
),
counts AS (
  SELECT
    customer,
    events,
    open,
    burnt,
    expired{month_names},
    first_day,
    last_day,
    CASE WHEN SIZE(days) > 0 THEN SIZE(gaps) + 1 ELSE 0 END AS active_days,
    SIZE(FILTER(weekdays, weekday -> weekday = 0)) AS weekday_0,
    SIZE(FILTER(weekdays, weekday -> weekday = 1)) AS weekday_1,
    SIZE(FILTER(weekdays, weekday -> weekday = 2)) AS weekday_2,
    SIZE(FILTER(weekdays, weekday -> weekday = 3)) AS weekday_3,
    SIZE(FILTER(weekdays, weekday -> weekday = 4)) AS weekday_4,
    SIZE(FILTER(weekdays, weekday -> weekday = 5)) AS weekday_5,
    SIZE(FILTER(weekdays, weekday -> weekday = 6)) AS weekday_6,
    GET(gaps, CAST((SIZE(gaps) - 1) / 2 AS INT)) + GET(gaps, CAST(SIZE(gaps) / 2 AS INT)) AS twice_median_gap,
    early_last_day,
    SIZE(early_gaps) AS early_gap_count,
    GET(early_gaps, CAST((SIZE(early_gaps) - 1) / 2 AS INT))
    + GET(early_gaps, CAST(SIZE(early_gaps) / 2 AS INT)) AS early_twice_median_gap
  FROM sorted
)
