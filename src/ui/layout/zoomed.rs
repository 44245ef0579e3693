//! The place of a zoomed panel, and of the one that it leaves room for.

use ratatui::layout::Rect;

use super::share::halves;
use super::{PanelArea, place};
use crate::app::Panel;

/// Rows of a table besides its entries: two borders, the head, and a sentence of two lines.
const AROUND: u16 = 5;

/// The panel that shows the same in another way, below a zoomed one with few rows; a chart has none, as it fills any room.
pub fn beside(panel: Panel) -> Option<Panel> {
    match panel {
        Panel::Periods | Panel::Coupons => Some(Panel::Timeline),
        Panel::CityTable | Panel::BranchTable | Panel::Merchants | Panel::Products => Some(Panel::PlaceMonths),
        Panel::SegmentTable | Panel::Profiles => Some(Panel::Scatter),
        Panel::Cities => Some(Panel::CityBurns),
        Panel::CityBurns => Some(Panel::Cities),
        Panel::Branches | Panel::Genders | Panel::Demographics => Some(Panel::Trend),
        Panel::Missing => Some(Panel::Columns),
        Panel::Repeat => Some(Panel::Frequency),
        Panel::Checks => Some(Panel::Examples),
        Panel::Examples | Panel::Readings => Some(Panel::Checks),
        _ => None,
    }
}

/// A panel of some rows that has the body for itself, and the other below it if both fit with room to spare.
pub fn zoomed(panel: Panel, rows: u16, below: Option<Panel>, body: Rect) -> Vec<PanelArea> {
    let needed = rows.saturating_add(AROUND);
    match below {
        Some(below) if needed <= body.height / 2 && body.height >= 24 => {
            let [upper, lower] = halves(body, body.height - needed.max(body.height * 2 / 5));
            vec![place(upper, &[panel]), place(lower, &[below])]
        }
        _ => vec![place(body, &[panel])],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_table_leaves_half_of_the_body_to_its_chart() {
        let body = Rect::new(0, 2, 200, 47);
        let heights =
            |rows| zoomed(Panel::Periods, rows, beside(Panel::Periods), body).into_iter().map(|p| p.area.height);
        assert_eq!(heights(7).collect::<Vec<_>>(), [18, 29]);
        assert_eq!(heights(18).collect::<Vec<_>>(), [23, 24]);
        assert_eq!(heights(19).collect::<Vec<_>>(), [47]);
        assert_eq!(zoomed(Panel::Timeline, 7, beside(Panel::Timeline), body), [place(body, &[Panel::Timeline])]);
        // A small screen has no room for two.
        let body = Rect::new(0, 2, 80, 21);
        assert_eq!(zoomed(Panel::Periods, 1, beside(Panel::Periods), body), [place(body, &[Panel::Periods])]);
    }
}
