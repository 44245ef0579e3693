//! The axes of the scatter plot.

/// Which two directions the scatter shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Axes {
    /// The first two principal components.
    #[default]
    Components,
    /// Two features of the matrix, by column: x, y.
    Features(usize, usize),
}
