//! Sharing a length between rows or columns: minimum, wanted size, and growth.

use ratatui::layout::Rect;

use super::PanelArea;
use crate::app::Panel;

/// The share of a row or column: its minimum, its wanted size, and its weight when the rest is shared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    least: u16,
    wanted: u16,
    grows: u16,
}

/// Shares a length: first the minimum of each (those that no longer fit get nothing), then the wanted sizes in order,
/// then the rest by `grows`.
fn share_out(length: u16, shares: &[Share]) -> Vec<u16> {
    let mut left = length;
    let mut sizes: Vec<u16> = Vec::with_capacity(shares.len());
    for share in shares {
        let size = if share.least <= left { share.least } else { 0 };
        left -= size;
        sizes.push(size);
    }
    for (size, share) in sizes.iter_mut().zip(shares) {
        if *size > 0 {
            let more = share.wanted.saturating_sub(*size).min(left);
            *size += more;
            left -= more;
        }
    }
    let mut growing: u16 = shares.iter().zip(&sizes).filter(|(_, size)| **size > 0).map(|(s, _)| s.grows).sum();
    for (size, share) in sizes.iter_mut().zip(shares) {
        if *size > 0 && share.grows > 0 {
            let more = u16::try_from(u32::from(left) * u32::from(share.grows) / u32::from(growing)).unwrap_or(left);
            *size += more;
            left -= more;
            growing -= share.grows;
        }
    }
    sizes
}

/// One or several panels with their share of a column.
#[derive(Clone, Copy)]
pub(super) struct Item<'a>(&'a [Panel], Share);

pub(super) const fn item(panels: &[Panel], least: u16, wanted: u16, grows: u16) -> Item<'_> {
    Item(panels, Share { least, wanted, grows })
}

/// A column of places from top to bottom.
pub(super) fn column(area: Rect, items: &[Item<'_>]) -> Vec<PanelArea> {
    let shares: Vec<Share> = items.iter().map(|i| i.1).collect();
    let mut y = area.y;
    let mut places = Vec::new();
    for (height, Item(panels, _)) in share_out(area.height, &shares).into_iter().zip(items) {
        if height > 0 {
            places.push(PanelArea { area: Rect { y, height, ..area }, panels: panels.to_vec() });
        }
        y += height;
    }
    places
}

/// Rows of a panel of seven days, two rows each: a header, the days and the borders.
const WEEK: u16 = 17;

/// Rows of a lower part that has a week in it: the days get two rows each, if enough is left above them.
pub(super) fn with_week(lower: u16, body: Rect) -> u16 {
    if body.height >= 2 * WEEK - 1 { lower.max(WEEK) } else { lower }
}

/// Cuts a row into columns by weight.
pub(super) fn columns<const N: usize>(area: Rect, weights: [u16; N]) -> [Rect; N] {
    let shares = weights.map(|w| Share { least: 1, wanted: 1, grows: w });
    let widths = share_out(area.width, &shares);
    let mut x = area.x;
    std::array::from_fn(|i| {
        let cell = Rect { x, width: widths[i], ..area };
        x += widths[i];
        cell
    })
}

/// Cuts a body into an upper part and a lower one of the given number of rows.
pub(super) fn halves(body: Rect, lower: u16) -> [Rect; 2] {
    let upper = body.height.saturating_sub(lower);
    [Rect { height: upper, ..body }, Rect { y: body.y + upper, height: body.height - upper, ..body }]
}

/// The boxes of some key figures, as equal as possible.
pub fn boxes(strip: Rect, n: usize) -> Vec<Rect> {
    let widths = share_out(strip.width, &vec![Share { least: 1, wanted: 1, grows: 1 }; n]);
    let mut x = strip.x;
    let cell = |width: u16| {
        let cell = Rect { x, width, ..strip };
        x += width;
        cell
    };
    widths.into_iter().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_shared_out_without_a_gap() {
        let share = |least, wanted, grows| Share { least, wanted, grows };
        assert_eq!(share_out(30, &[share(4, 4, 0), share(10, 10, 1), share(6, 13, 0)]), [4, 13, 13]);
        assert_eq!(share_out(12, &[share(4, 4, 0), share(10, 10, 1), share(6, 13, 0)]), [4, 0, 8]);
        assert_eq!(share_out(0, &[share(1, 1, 1)]), [0]);
        assert_eq!(share_out(10, &[share(1, 1, 1), share(1, 1, 1), share(1, 1, 1)]), [3, 3, 4]);
    }
}
