//! What the mouse does, for the help and `docs/keys.md`.

/// Gestures and what they do.
pub const MOUSE: &[(&str, &str)] = &[
    ("click", "tab, panel, row, cell or point; again: open"),
    ("click on a column head", "go to the column; again: sort"),
    ("click beside a dialog", "close it"),
    ("wheel", "scroll; zoom the scatter plot"),
    ("drag", "box in the scatter plot, span in the time chart"),
    ("shift-drag", "select text, as the terminal does it"),
];
