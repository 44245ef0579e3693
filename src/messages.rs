//! The only way to standard error. A message contains nothing that acts on the terminal. A message that cannot be
//! written (a full disk, a closed pipe) is dropped, because the work has succeeded or failed independently of it.

use std::fmt::Arguments;
use std::io::{self, Write};

use crate::plain_text::lines;

/// Prints a message on its own line, after the name of the program: `say!("{path}: read")`.
macro_rules! say {
    ($($words:tt)+) => { $crate::messages::line(format_args!($($words)+)) };
}
pub(crate) use say;

/// The function behind `say!`.
pub fn line(words: Arguments<'_>) {
    print(&format!("segscope: {words}\n"));
}

/// Prints text of several lines, without its harmful characters.
pub fn print(text: &str) {
    let _ = io::stderr().lock().write_all(lines(text).as_bytes());
}
