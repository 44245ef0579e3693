//! What the mouse points at, and what it did last.

use super::overlay::mapping::Side;
use crate::app::panel::{Panel, Screen};

/// Something on the screen that the mouse can point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A tab.
    Tab(Screen),
    /// A panel, outside its rows.
    Panel(Panel),
    /// A row, bar or cell of a panel: a place of its cursor.
    Row(Panel, usize),
    /// A cell of a panel whose cursor has a row and a column.
    Cell(Panel, usize, usize),
    /// The head of a column of a table.
    Head(Panel, usize),
    /// A tile of the scatter plot: column, and row from the top.
    Tile(usize, usize),
    /// A row of the open overlay.
    Entry(usize),
    /// A file or a column of the mapping screen.
    Part(Side, usize),
    /// The open overlay, outside its rows.
    Overlay,
    /// What is beside the open overlay.
    Outside,
}

/// What the mouse does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// The left button goes down.
    Press,
    /// The mouse moves with the button down.
    Drag,
    /// The button goes up.
    Release,
    /// The wheel turns, up or down.
    Wheel(bool),
}

/// What the mouse did last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pointer {
    /// Where it was pressed last, until a key is pressed: a second press there opens.
    pub pressed: Option<Spot>,
    /// Where it was dragged to since.
    pub dragged: Option<Spot>,
}
