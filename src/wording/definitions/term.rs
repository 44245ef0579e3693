//! A term and its definition.

/// A term and its definition.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// The term.
    pub term: &'static str,
    /// Its definition.
    pub meaning: &'static str,
    /// How it is computed, if the meaning does not say it.
    pub formula: &'static str,
    /// The columns that it is computed from; empty if it follows from other terms.
    pub columns: &'static str,
}

/// The definition of a term, from its fields in order.
pub const fn term(
    term: &'static str,
    meaning: &'static str,
    formula: &'static str,
    columns: &'static str,
) -> Definition {
    Definition { term, meaning, formula, columns }
}
