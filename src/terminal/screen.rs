//! What ratatui draws on. It never asks the terminal anything: the answer (of `ESC[6n`, for the cursor) would come in between
//! the keys, where another thread reads, or not at all.

use std::io::{self, Write};

use crossterm::cursor::MoveTo;
use crossterm::queue;
use crossterm::terminal::{self, BeginSynchronizedUpdate, Clear, EndSynchronizedUpdate};
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::{Frame, Terminal};

use super::encode::write_cells;
use super::tty;

/// More cells than any screen has. A terminal may claim 65,535 by 65,535, which no memory holds.
pub const LARGEST: (u16, u16) = (1_000, 500);

/// The dashboard's screen.
pub type Screen = Terminal<Plain>;

/// The part of a terminal that is drawn on: the top left where it claims to be larger than any screen.
pub fn usable((columns, rows): (u16, u16)) -> (u16, u16) {
    (columns.min(LARGEST.0), rows.min(LARGEST.1))
}

/// The screen at its present size.
pub fn open() -> io::Result<Screen> {
    Terminal::new(Plain(CrosstermBackend::new(Pieces::default())))
}

/// Draws in one piece.
pub fn draw(screen: &mut Screen, content: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
    queue!(screen.backend_mut().0, BeginSynchronizedUpdate)?;
    screen.draw(content)?;
    queue!(screen.backend_mut().0, EndSynchronizedUpdate)?;
    Write::flush(&mut screen.backend_mut().0)
}

/// Collects a frame. One that cannot be written is dropped, and nothing is written when it is given up: the terminal may no
/// longer be ours.
#[derive(Debug, Default)]
pub struct Pieces(Vec<u8>);

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let written = tty::write(&self.0);
        self.0.clear();
        written
    }
}

/// crossterm's backend without its questions, and without its flushes in the middle of a frame.
#[derive(Debug)]
pub struct Plain(CrosstermBackend<Pieces>);

impl Backend for Plain {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        let columns = self.size()?.width;
        write_cells(content, columns, &mut self.0)
    }

    // The cursor is hidden when the terminal is taken, and shown when it is given back.
    fn hide_cursor(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        queue!(self.0, MoveTo(x, y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    // A dashboard that fills the screen clears it as a whole.
    fn clear_region(&mut self, _region: ClearType) -> io::Result<()> {
        queue!(self.0, Clear(terminal::ClearType::All))
    }

    fn size(&self) -> io::Result<Size> {
        Ok(usable(tty::size()?).into())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::ZERO })
    }

    // Only a whole frame is written.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
