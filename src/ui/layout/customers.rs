//! The places of the panels of customers alone: a chart of every column, how the columns go together, the segments.

use ratatui::layout::Rect;

use super::share::{column, columns, halves, item};
use super::{Contents, PanelArea, Room, place};
use crate::app::Panel;

/// Columns of the missing values beside the correlations.
const MISSING: u16 = 34;

/// The Overview.
pub(super) fn overview(body: Rect, room: Room, contents: Contents) -> Vec<PanelArea> {
    let together: &[Panel] = &[Panel::Correlations, Panel::Missing];
    let weights = if room == Room::Wide { [72, 48] } else { [42, 38] };
    let [left, right] = columns(body, weights);
    let most = right.height * 45 / 100;
    let segments = item(&[Panel::SegmentTable], 5, (contents.segments + 3).min(most), 0);
    let clusters = [item(&[Panel::Scatter], 7, 12, 1), segments];
    if room == Room::Compact {
        // A chart needs some rows, so the pairs of columns take turns with the segments.
        let segments =
            item(&[Panel::SegmentTable, Panel::Correlations, Panel::Missing], 5, (contents.segments + 3).max(7), 0);
        let mut places = vec![place(left, &[Panel::Columns])];
        places.extend(column(right, &[item(&[Panel::Scatter], 7, 9, 1), segments]));
        return places;
    }
    // Both get the rows that they need, and the charts the rest.
    let below = (contents.correlations.max(contents.missing) + 3).clamp(6, (left.height * 2 / 5).max(6));
    let mut places = if contents.correlations == 0 && contents.missing == 0 {
        vec![place(left, &[Panel::Columns, Panel::Correlations, Panel::Missing])]
    } else {
        let [charts, pairs] = halves(left, below);
        let mut places = vec![place(charts, &[Panel::Columns])];
        if contents.correlations > 0 && contents.missing > 0 && pairs.width >= 2 * MISSING {
            let split = pairs.width - MISSING;
            places.push(place(Rect { width: split, ..pairs }, &[Panel::Correlations]));
            places.push(place(Rect { x: pairs.x + split, width: MISSING, ..pairs }, &[Panel::Missing]));
        } else {
            places.push(place(pairs, together));
        }
        places
    };
    places.extend(column(right, &clusters));
    places
}
