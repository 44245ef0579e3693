lists AS (
  -- A list costs half of what sorting all rows does.
  SELECT ARRAY_SORT(COLLECT_LIST(day)) AS days
  FROM t
  WHERE customer IS NOT NULL AND day <= {horizon}
  GROUP BY customer
),
events AS (
  SELECT
    INLINE(
      CAST(
        ARRAYS_ZIP(days, CONCAT(ARRAY(CAST(NULL AS DATE)), SLICE(days, 1, SIZE(days) - 1)))
        AS ARRAY<STRUCT<day: DATE, before: DATE>>
      )
    )
  FROM lists
)
