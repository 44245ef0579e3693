//! What a key can mean.

use super::panel::Screen;

/// A movement of the focused panel's cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// Half a page up.
    HalfUp,
    /// Half a page down.
    HalfDown,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// The first row.
    First,
    /// The last row.
    Last,
    /// One column to the left.
    Left,
    /// One column to the right.
    Right,
}

/// What is removed from a text field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erase {
    /// The character before the cursor.
    Before,
    /// The character after the cursor.
    After,
    /// The word before the cursor.
    Word,
    /// All before the cursor.
    Line,
}

/// An intention of the user, independent of the key that expressed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Close the overlay, else leave.
    Close,
    /// Leave, whatever is open.
    Quit,
    /// Undo exactly one step.
    Back,
    /// Open or close the help.
    Help,
    /// Go to a screen.
    Go(Screen),
    /// Focus the next panel.
    NextPanel,
    /// Focus the previous panel.
    PreviousPanel,
    /// Move the cursor.
    Move(Motion),
    /// One cluster more.
    MoreClusters,
    /// One cluster fewer.
    FewerClusters,
    /// Open the dialog of the algorithm.
    Algorithm,
    /// Open the feature picker.
    Features,
    /// The next scaling.
    Scaling,
    /// Run again with the next seed.
    Reseed,
    /// Read the data again.
    Reload,
    /// The next (true) or previous axes of the scatter.
    Axes(bool),
    /// The scatter from nearer (true) or from further away.
    Zoom(bool),
    /// Move what is in view of the scatter, or turn it.
    Look(Motion),
    /// The next length of time buckets.
    Granularity,
    /// The next (true) or previous view of the panel.
    View(bool),
    /// The next (true) or previous cohorts and events of retention.
    Cohorts(bool),
    /// Show the focused panel alone, or all again.
    Maximise,
    /// Sort a table by the column of the cursor, or the other way round.
    Sort,
    /// Choose the columns of a table.
    Columns,
    /// Look for something in the list under the cursor.
    Search,
    /// Go to the next (true) or previous row that holds it.
    Again(bool),
    /// Mark an entry of what is chosen from, or a segment.
    Mark,
    /// Open what the cursor is on; take the picker's choice.
    Open,
    /// Explain what the cursor is on.
    Explain,
    /// Compare the marked segments.
    Compare,
    /// Open the dialog that writes what is on screen into a file.
    Export,
    /// Open the panel of who should get coupons.
    Budget,
    /// Type a filter.
    Filter,
    /// Type a name for the segment under the cursor.
    Rename,
    /// Write a character into the text field.
    Type(char),
    /// Take the chosen completion.
    Complete,
    /// Remove text before or after the cursor of the text field.
    Erase(Erase),
    /// Give the terminal back to the shell for a while.
    Suspend,
}
