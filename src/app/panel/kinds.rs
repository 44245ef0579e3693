//! Values in the table of panels.

/// What a table of places lists: products are listed like places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum PlaceKind {
    Product,
    City,
    Branch,
    Merchant,
}

/// What the rows of a panel are: the cursor moves through them, the search looks at them, `enter` opens them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Lists {
    /// It has no cursor.
    Nothing,
    Genders,
    Cities,
    /// The values or bands of another column of customers.
    Demographics,
    Places(PlaceKind),
    /// The places of a heat map, by month.
    PlaceMonths,
    Coupons,
    /// Numbers of claims.
    Frequencies,
    /// The bars of returning customers.
    Returning,
    Periods,
    /// The bars of the sizes of orders.
    Sizes,
    /// The weekdays of months.
    Weekdays,
    Cohorts,
    /// The months of a cohort.
    CohortMonths,
    /// The cells of the grid of scores, or the groups.
    RfmScores,
    /// The tiles of the scatter's grid.
    Tiles,
    Segments,
    /// Segments, or the previous segments in the view of customer flow.
    Profiles,
    Customers,
    /// The bars of the charts of the columns of customers.
    Columns,
    /// The columns, or the combinations of columns, in which values are missing.
    Missing,
    /// The pairs of columns whose correlation is shown.
    Pairs,
    Checks,
    Readings,
}

/// What `enter` opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// Nothing.
    Nothing,
    /// The list of the customers behind the row or cell of the cursor.
    Customers,
    /// The page of a customer.
    Customer,
    /// The rows behind a finding.
    Rows,
    /// What each file and column is.
    Files,
    /// The scatter plot of a pair of columns.
    Scatter,
}

/// What is compared when a panel is split into parts of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Splits {
    /// It cannot be split, with the reason.
    Not(&'static str),
    /// The key figures, bars of this one first (of purchases: the second).
    Figures(&'static str, &'static str),
    /// Periods, by the measures that the data has.
    Time,
    /// The retention that its panel shows.
    Retention,
    /// Days to burn.
    DaysToBurn,
    /// Gaps between claims.
    Gaps,
    /// Days since the last claim.
    Recency,
    /// Days since joining.
    Tenure,
    /// Weekdays.
    Weekdays,
    /// Numbers of claims.
    Frequency,
    /// Shares of the customers who make the most.
    Concentration,
    /// RFM groups.
    Rfm,
    /// Means of columns of customers.
    Means,
}

/// What the numbers of a panel count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Counts {
    Customers,
    /// Customers by another column.
    Demographics,
    /// Customers with a claim.
    Active,
    Clustered,
    Claims,
    Burnt,
    /// Burnt claims with both dates.
    DaysToBurn,
    /// All rows of the data, without the filter.
    AllRows,
}
