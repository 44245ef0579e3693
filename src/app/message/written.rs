//! What became of a file that was to be written.

/// A file that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its size in bytes.
    pub bytes: u64,
    /// Customers in it, where it lists them.
    pub customers: Option<u64>,
}

/// Why there is no new file; an old one is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotWritten {
    /// There is one already, and it was not said that it may be overwritten.
    Exists,
    /// It could not be written: why.
    Failed(String),
}
