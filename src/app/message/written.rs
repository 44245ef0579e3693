//! The outcome of writing a file.

/// A file that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its size in bytes.
    pub bytes: u64,
    /// Customers in it, where it lists them.
    pub customers: Option<u64>,
}

/// Why a file was not written. An existing file is unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotWritten {
    /// The file exists, and overwriting was not confirmed.
    Exists,
    /// Writing failed, with the reason.
    Failed(String),
}
