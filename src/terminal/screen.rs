//! What the dashboard is drawn on. It never queries the terminal: the answer (to `ESC[6n`, for the cursor) would arrive
//! between the keys, which another thread reads, or never.

use std::io;

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::encode::write_cells;
use super::tty;

/// More cells than any screen has. A terminal may report 65,535 by 65,535, which does not fit into memory.
pub const LARGEST: (u16, u16) = (1_000, 500);

/// The part of a terminal that is drawn on: its top left part if it reports an impossible size.
pub fn usable((columns, rows): (u16, u16)) -> (u16, u16) {
    (columns.min(LARGEST.0), rows.min(LARGEST.1))
}

/// The dashboard's screen.
#[derive(Debug, Default)]
pub struct Screen {
    /// What the terminal shows.
    shown: Buffer,
    /// The next frame. It is written completely or not at all, because the terminal may already be released.
    frame: Vec<u8>,
}

impl Screen {
    /// Draws the changes since the last frame in one write, at the current size of the screen.
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

    /// Clears the terminal, so that the next frame is drawn completely.
    pub fn clear(&mut self) -> io::Result<()> {
        self.shown.reset();
        queue!(self.frame, Clear(ClearType::All))
    }
}
