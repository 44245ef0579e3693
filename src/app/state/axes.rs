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

/// The directions of the plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Directions {
    /// Right and up are two directions of the matrix.
    Flat(Axes),
    /// Right, up and towards the eye in the space of the first three principal components.
    Turned([[f64; 3]; 3]),
}
