//! The one way to standard error. Whatever a message is made of, nothing in it acts on the terminal, and one that cannot be
//! written (a full disk, a closed pipe) is dropped: the work that it is about is done or failed either way.

use std::fmt::Arguments;
use std::io::{self, Write};

use crate::plain_text::lines;

/// Says something on a line of its own, after the name of the program: `say!("{path}: read")`.
macro_rules! say {
    ($($words:tt)+) => { $crate::messages::line(format_args!($($words)+)) };
}
pub(crate) use say;

/// What `say!` does.
pub fn line(words: Arguments<'_>) {
    print(&format!("segscope: {words}\n"));
}

/// Writes text of several lines as it is, without its harmful characters.
pub fn print(text: &str) {
    let _ = io::stderr().lock().write_all(lines(text).as_bytes());
}
