//! What the dashboard is drawn on. It never asks the terminal anything: the answer (of `ESC[6n`, for the cursor) would come in
//! between the keys, where another thread reads, or not at all.

use std::io;

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::encode::write_cells;
use super::tty;

/// More cells than any screen has. A terminal may claim 65,535 by 65,535, which no memory holds.
pub const LARGEST: (u16, u16) = (1_000, 500);

/// The part of a terminal that is drawn on: the top left where it claims to be larger than any screen.
pub fn usable((columns, rows): (u16, u16)) -> (u16, u16) {
    (columns.min(LARGEST.0), rows.min(LARGEST.1))
}

/// The dashboard's screen.
#[derive(Debug, Default)]
pub struct Screen {
    /// What the terminal shows.
    shown: Buffer,
    /// The next frame. What is queued is written whole, or not at all: the terminal may no longer be ours.
    frame: Vec<u8>,
}

impl Screen {
    /// Draws in one piece what changed since the last frame, on a screen of the present size.
    pub fn draw(&mut self, content: impl FnOnce(Rect, &mut Buffer)) -> io::Result<()> {
        let (columns, rows) = usable(tty::size()?);
        let area = Rect::new(0, 0, columns, rows);
        queue!(self.frame, BeginSynchronizedUpdate)?;
        if self.shown.area != area {
            self.clear()?;
            self.shown = Buffer::empty(area);
        }
        let mut now = Buffer::empty(area);
        content(area, &mut now);
        write_cells(&self.shown, &now, &mut self.frame)?;
        queue!(self.frame, EndSynchronizedUpdate)?;
        self.shown = now;
        let written = tty::write(&self.frame);
        self.frame.clear();
        written
    }

    /// Forgets what the terminal shows, and has it show nothing.
    pub fn clear(&mut self) -> io::Result<()> {
        self.shown.reset();
        queue!(self.frame, Clear(ClearType::All))
    }
}
