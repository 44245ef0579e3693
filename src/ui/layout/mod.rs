//! Layout of the screens: pure functions from an area to places. A place is for one panel, or for several that take turns
//! there (the focused one is shown).

mod customers;
mod orders;
mod screens;
mod share;
mod without;
mod zoomed;

use ratatui::layout::Rect;

pub use self::screens::places;
pub use self::share::boxes;
pub use self::without::without;
pub use self::zoomed::{beside, zoomed};
use crate::app::Panel;
use crate::data::Kind;

/// Fewest columns and rows in which the dashboard is drawn.
pub const SMALLEST: (u16, u16) = (60, 18);

/// How much room there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Below [`SMALLEST`].
    TooSmall,
    /// Around 80×24: short titles, panels take turns.
    Compact,
    /// From 110×30: every panel has a place.
    Wide,
}

impl Room {
    /// The room that a terminal of this size has.
    pub fn of(area: Rect) -> Self {
        if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
            Self::TooSmall
        } else if area.width < 110 || area.height < 30 {
            Self::Compact
        } else {
            Self::Wide
        }
    }
}

/// A place and the panels that share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelArea {
    /// Where.
    pub area: Rect,
    /// The panels; the first is shown unless another is focused.
    pub panels: Vec<Panel>,
}

/// The number of rows of some panels, which decides how the room is shared.
#[derive(Clone, Copy, Debug, Default)]
pub struct Contents {
    /// The kind of data.
    pub kind: Kind,
    /// Rows of the gender bars.
    pub genders: u16,
    /// Rows of the bars of another column of customers; 0 if there is none.
    pub demographic: u16,
    /// Rows of the city bars.
    pub cities: u16,
    /// Rows of the branch table.
    pub branches: u16,
    /// Columns of the table of customers with a chart.
    pub columns: u16,
    /// Columns in which values are missing.
    pub missing: u16,
    /// Rows of the correlations.
    pub correlations: u16,
    /// Rows of the Overview's top products, or branches.
    pub top: u16,
    /// Rows of the table of products.
    pub products: u16,
    /// Rows of the tables of branches and merchants.
    pub shops: u16,
    /// Rows of the segment table.
    pub segments: u16,
    /// Rows of the table of periods.
    pub periods: u16,
    /// Rows of the table of coupons.
    pub coupons: u16,
    /// Rows of the frequency bars.
    pub frequency: u16,
    /// Rows of the list of checks.
    pub checks: u16,
}

fn place(area: Rect, panels: &[Panel]) -> PanelArea {
    PanelArea { area, panels: panels.to_vec() }
}

/// The four bands of every screen: header, tabs, body, footer.
pub fn bands(area: Rect) -> [Rect; 4] {
    let row = |y: u16, height: u16| Rect { y: area.y + y, height, ..area };
    let body = area.height.saturating_sub(3);
    [row(0, 1), row(1, 1), row(2, body), row(2 + body, 1)]
}

/// The body without a line for the command of the screen, and that line: empty where it is not shown, or where panels need it.
pub fn above_footer(body: Rect, room: Room, shown: bool) -> [Rect; 2] {
    let height = u16::from(shown && room == Room::Wide);
    let above = body.height.saturating_sub(height);
    [Rect { height: above, ..body }, Rect { y: body.y + above, height, ..body }]
}

/// The strip of key figures above the Overview, and the area below it.
pub fn key_figures(body: Rect, room: Room) -> [Rect; 2] {
    let height = if room == Room::Wide { 3 } else { 2 };
    [Rect { height, ..body }, Rect { y: body.y + height, height: body.height.saturating_sub(height), ..body }]
}
