//! The terminal on systems without signals and line settings, through crossterm.

use std::io::{self, Write};

pub fn open() -> io::Result<()> {
    // Turns on escape sequences in the console.
    let _ = crossterm::ansi_support::supports_ansi();
    Ok(())
}

pub fn enter_raw() -> io::Result<()> {
    crossterm::terminal::enable_raw_mode()
}

pub fn leave_raw() {
    let _ = crossterm::terminal::disable_raw_mode();
}

pub fn write(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(bytes)?;
    out.flush()
}

pub fn size() -> io::Result<(u16, u16)> {
    crossterm::terminal::size()
}

pub fn is_gone() -> bool {
    false
}
