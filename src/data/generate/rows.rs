//! How a kind of data hands over its tables.

use std::io::{self, Write};

/// What writes the rows of a table.
pub type Rows<'a> = &'a dyn Fn(&mut dyn Write) -> io::Result<()>;
