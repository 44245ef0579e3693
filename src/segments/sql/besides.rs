//! What a statement gives of each customer besides the features of its model.

/// A value of customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Besides {
    /// A computed feature, or a column of the table of customers with numbers.
    Number(String),
    /// The name of the gender.
    Gender,
    /// The name of the city.
    City,
    /// The category in a column of the table of customers with text.
    Category(String),
}

impl Besides {
    /// Whether it is text.
    pub fn is_text(&self) -> bool {
        !matches!(self, Self::Number(_))
    }
}
