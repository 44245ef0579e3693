//! What a key can mean.

use super::motion::{Erase, Motion};
use super::panel::Screen;
use super::state::overlay::OverlayKind;

/// An intention of the user, independent of the key that expressed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Close the overlay, else leave.
    Close,
    /// Leave, whatever is open.
    Quit,
    /// Undo exactly one step.
    Back,
    /// Open an overlay.
    Show(OverlayKind),
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
    /// Go to the next (true) or previous row that holds it.
    Again(bool),
    /// Mark an entry of what is chosen from, or a segment.
    Mark,
    /// Open what the cursor is on; take the picker's choice.
    Open,
    /// Write a character into the text field.
    Type(char),
    /// Take the chosen completion.
    Complete,
    /// Remove text before or after the cursor of the text field.
    Erase(Erase),
    /// The next kind of data.
    NextKind,
    /// The next order of dates.
    NextDates,
    /// The next mark of decimals.
    NextDecimal,
    /// Open the data with the roles of the mapping screen.
    UseMapping,
    /// Write these roles into a file.
    WriteMapping,
    /// Give the terminal back to the shell for a while.
    Suspend,
}
