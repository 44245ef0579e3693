//! The rows of a generated table.

use std::io::{self, Write};

/// What writes the rows of a table.
pub(super) type Rows<'a> = &'a dyn Fn(&mut dyn Write) -> io::Result<()>;
