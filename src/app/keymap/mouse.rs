//! What the mouse does, for the help and `docs/keys.md`.

/// Gestures and what they do.
pub const MOUSE: &[(&str, &str)] = &[
    ("click", "tab, panel, row, cell or point; again: open"),
    ("click a column heading", "go to the column; again: sort"),
    ("click outside a dialog", "close it"),
    ("wheel", "scroll; zoom the scatter plot"),
    ("drag", "select a box in a scatter plot, a span in time"),
    ("shift-drag", "select text with the terminal"),
];
