//! What the table of panels tells of each.

/// A kind of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum PlaceKind {
    City,
    Branch,
    Merchant,
}

/// What the rows of a panel are: its cursor goes through them, the search looks at them, `enter` opens them.
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
    Periods,
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
    /// Segments, or the segments of before in the view of where customers went.
    Profiles,
    Customers,
    Checks,
    Readings,
}

/// What `enter` opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// Nothing.
    Nothing,
    /// The list of the customers behind what the cursor is on.
    Customers,
    /// The page of a customer.
    Customer,
    /// The rows behind a finding.
    Rows,
}

/// What the numbers of a panel are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Counts {
    Customers,
    /// Customers by another column of theirs.
    Demographics,
    /// Customers with a claim.
    Active,
    Clustered,
    Claims,
    Burnt,
    /// Burnt claims with both dates.
    DaysToBurn,
    /// All rows of the data, whatever the filter.
    AllRows,
}
