//! The roles of styles. Panels use a role and never a colour.

use ratatui::style::{Color, Style};

use super::color::ColorLevel;
use super::glyphs::Glyphs;

/// Styles by role. Backgrounds are the terminal's own except for selections, chips and heat cells.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Title of a panel.
    pub title: Style,
    /// Title of the focused panel.
    pub title_focused: Style,
    /// Border of a panel.
    pub border: Style,
    /// Border of the focused panel.
    pub border_focused: Style,
    /// Plain text.
    pub text: Style,
    /// Secondary text: units, notes, axes.
    pub dim: Style,
    /// The most important text: key figures.
    pub strong: Style,
    /// The accent colour: the current tab, cursors, links.
    pub accent: Style,
    /// Header row of a table.
    pub header: Style,
    /// A bar without a meaning of its own.
    pub bar: Style,
    /// Claims, wherever they are drawn.
    pub claims: Style,
    /// Burnt coupons, wherever they are drawn.
    pub burnt: Style,
    /// A value above the average: a direction, neither good nor bad.
    pub above: Style,
    /// A value below the average.
    pub below: Style,
    /// A good state.
    pub good: Style,
    /// A finding of severity warning.
    pub warning: Style,
    /// A finding of severity error.
    pub error: Style,
    /// A finding of severity information.
    pub info: Style,
    /// Patched over the row or cell at the cursor.
    pub selection: Style,
    /// A key in the footer.
    pub key: Style,
    /// A filter chip.
    pub chip: Style,
    /// Incomplete periods.
    pub partial: Style,
    /// The glyphs that the terminal can show.
    pub glyphs: Glyphs,
    pub(super) level: ColorLevel,
    pub(super) light: bool,
    /// As many as the palette has.
    pub(super) segments: [Color; 12],
}
