//! What a key can mean.

use super::motion::{Erase, Motion};
use super::panel::Screen;
use super::state::overlay::OverlayKind;
use super::state::overlay::palette::Setting;

/// An intention of the user, independent of the key that expressed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Close the overlay, or quit.
    Close,
    /// Quit.
    Quit,
    /// Go back one step.
    Back,
    /// Go forward (true) or back through the screens where the user was.
    Visit(bool),
    /// Open an overlay.
    Show(OverlayKind),
    /// Ask for the value of a setting.
    Ask(Setting),
    /// Go to a screen.
    Go(Screen),
    /// Focus the next panel.
    NextPanel,
    /// Focus the previous panel.
    PreviousPanel,
    /// Move the cursor.
    Move(Motion),
    /// Add one cluster.
    MoreClusters,
    /// Remove one cluster.
    FewerClusters,
    /// The next scaling.
    Scaling,
    /// The scaling `log`, or back.
    LogScaling,
    /// Run again with the next seed.
    Reseed,
    /// Read the data again.
    Reload,
    /// The next (true) or previous axes of the scatter.
    Axes(bool),
    /// Zoom in (true) or out.
    Zoom(bool),
    /// Move the visible part of the scatter plot, or turn it.
    Look(Motion),
    /// The next period length of the time charts.
    Granularity,
    /// The next (true) or previous view of the panel.
    View(bool),
    /// The next (true) or previous cohorts and events of retention.
    Cohorts(bool),
    /// Show the focused panel alone, or all again.
    Maximise,
    /// Sort a table by the column of the cursor, or reverse the order.
    Sort,
    /// Go to the next (true) or previous search match.
    Again(bool),
    /// Mark an entry of a list, or a segment.
    Mark,
    /// Open the selection; confirm a dialog.
    Open,
    /// Write a character into the text field.
    Type(char),
    /// Accept the chosen completion.
    Complete,
    /// Remove text before or after the cursor of the text field.
    Erase(Erase),
    /// Copy what the cursor is on.
    CopyRow,
    /// Copy the command that gives what is on the screen.
    CopyCommand,
    /// The next kind of data.
    NextKind,
    /// The next order of dates.
    NextDates,
    /// The next decimal mark.
    NextDecimal,
    /// Open the data with the roles of the mapping screen.
    UseMapping,
    /// Write these roles to a file.
    WriteMapping,
    /// Give the terminal back to the shell until it resumes the program.
    Suspend,
}
