//! A quartile strip in one row: the middle half of the values on a common axis, with the median and one value marked.
//!
//! ```text
//! ─────━━━━╋━━━━━━──●────
//! ```

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::ui::theme::Theme;

/// The quartiles of a feature with one marked value.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::QuartileStrip, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 20, 1));
/// let mut buf = Buffer::empty(area);
/// let strip = QuartileStrip { axis: [0.0, 365.0], quartiles: [48.0, 97.0, 190.0], mark: Some((231.0, theme.accent)) };
/// strip.line(&theme, 20, theme.bar).render(area, &mut buf);
/// assert!(buf.content.iter().any(|cell| cell.symbol() != " "));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct QuartileStrip {
    /// The values at the left and at the right end.
    pub axis: [f64; 2],
    /// First quartile, median, third quartile.
    pub quartiles: [f64; 3],
    /// A marked value in its own style.
    pub mark: Option<(f64, Style)>,
}

impl QuartileStrip {
    /// The strip in `columns` columns; blank without quartiles.
    pub fn line(&self, theme: &Theme, columns: u16, style: Style) -> Line<'static> {
        let [low, median, high] = self.quartiles;
        let last = f64::from(columns.saturating_sub(1));
        let [from, to] = self.axis;
        let place = |value: f64| {
            let share = if to > from { (value - from) / (to - from) } else { 0.5 };
            (share.clamp(0.0, 1.0) * last).round() as u16
        };
        if columns == 0 || !(low.is_finite() && median.is_finite() && high.is_finite()) {
            return Line::default();
        }
        let (low, median, high) = (place(low), place(median), place(high));
        let mark = self.mark.filter(|(value, _)| value.is_finite()).map(|(value, style)| (place(value), style));
        let glyphs = theme.glyphs;
        let spans = (0..columns).map(|x| match mark {
            Some((at, style)) if at == x => Span::styled(glyphs.pick("●", "o"), style),
            _ if x == median => Span::styled(glyphs.pick("╋", "|"), style),
            _ if (low..=high).contains(&x) => Span::styled(glyphs.pick("━", "="), style),
            _ => Span::styled(glyphs.pick("─", "-"), theme.border),
        });
        Line::from(spans.collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(strip: &QuartileStrip, columns: u16) -> String {
        strip.line(&Theme::dark(), columns, Style::new()).to_string()
    }

    #[test]
    fn quartiles_stand_on_their_axis() {
        let strip = QuartileStrip { axis: [0.0, 10.0], quartiles: [2.0, 4.0, 6.0], mark: Some((9.0, Style::new())) };
        assert_eq!(drawn(&strip, 11), "──━━╋━━──●─");
        assert_eq!(drawn(&QuartileStrip { mark: Some((-5.0, Style::new())), ..strip }, 11), "●─━━╋━━────");
        assert_eq!(drawn(&QuartileStrip { mark: None, ..strip }, 1), "╋");
        assert_eq!(drawn(&strip, 0), "");
    }

    #[test]
    fn what_cannot_be_placed_is_left_blank() {
        assert_eq!(drawn(&QuartileStrip { axis: [0.0, 1.0], quartiles: [f64::NAN; 3], mark: None }, 5), "");
        // All values equal: the middle.
        let equal = QuartileStrip { axis: [3.0, 3.0], quartiles: [3.0; 3], mark: Some((f64::NAN, Style::new())) };
        assert_eq!(drawn(&equal, 5), "──╋──");
    }
}
