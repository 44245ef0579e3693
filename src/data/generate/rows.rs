//! The function that receives the tables of generated data.

use std::io::{self, Write};

/// What writes the rows of a table.
pub type Rows<'a> = &'a dyn Fn(&mut dyn Write) -> io::Result<()>;
