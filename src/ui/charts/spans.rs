//! Time spans below each other on one axis of days: coupons from claim to burn.
//!
//! ```text
//! 2024-01      2024-03     2024-06
//! ●━━━━━◆
//!       ●┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::pen::Pen;
use super::ticks;
use crate::data::format_day;
use crate::ui::theme::Theme;

/// A time span, which may be open-ended.
#[derive(Clone, Copy, Debug)]
pub struct TimeSpan {
    /// The first day (days since 1970-01-01).
    pub from: i32,
    /// The last day; `None` if it continues to the end of the axis.
    pub to: Option<i32>,
    /// Its style.
    pub style: Style,
}

/// Several spans; one without a day stays blank.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::{TimeSpan, TimeSpans}, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 40, 2));
/// let mut buf = Buffer::empty(area);
/// let spans = [Some(TimeSpan { from: 19_750, to: Some(19_800), style: theme.burnt })];
/// TimeSpans::new(&theme, [19_723, 19_905], &spans).render(area, &mut buf);
/// assert!(buf.content.iter().any(|cell| cell.symbol() != " "));
/// ```
#[derive(Clone, Debug)]
pub struct TimeSpans<'a> {
    theme: &'a Theme,
    days: [i32; 2],
    spans: &'a [Option<TimeSpan>],
}

impl<'a> TimeSpans<'a> {
    /// Spans on the axis from the first to the last of `days`.
    pub fn new(theme: &'a Theme, days: [i32; 2], spans: &'a [Option<TimeSpan>]) -> Self {
        Self { theme, days, spans }
    }
}

impl Widget for &TimeSpans<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        let [first, last] = self.days;
        let (width, glyphs) = (pen.width(), self.theme.glyphs);
        if width == 0 || last < first {
            return;
        }
        let extent = (i64::from(last) - i64::from(first)).max(1);
        let column = |day: i32| {
            let share = (i64::from(day) - i64::from(first)).clamp(0, extent) as f64 / extent as f64;
            (share * f64::from(width - 1)).round() as u16
        };
        let names = months(first, last);
        let named: Vec<(u16, &str)> = names.iter().map(|(day, name)| (column(*day), name.as_str())).collect();
        ticks::labels(&mut pen, 0, (0, width), &named, self.theme.header);
        for (y, span) in (1..pen.height()).zip(self.spans) {
            let Some(TimeSpan { from, to, style }) = span else { continue };
            let (left, right) = (column(*from), column(to.unwrap_or(last)));
            let line = if to.is_some() { glyphs.pick('━', '=') } else { glyphs.pick('┄', '.') };
            let line_style = if to.is_some() { *style } else { self.theme.dim };
            for x in left.min(right)..=left.max(right) {
                pen.glyph(x, y, line, line_style);
            }
            pen.glyph(left, y, glyphs.pick('●', 'o'), self.theme.claims);
            if to.is_some() {
                pen.glyph(right, y, glyphs.pick('◆', '#'), *style);
            }
        }
    }
}

/// The first days of months, with their names; at most some hundreds, over any length of time.
fn months(first: i32, last: i32) -> Vec<(i32, String)> {
    let mut months = Vec::new();
    let mut day = first;
    // Above a lifetime there are too many months to name; the ends are enough.
    let many = i64::from(last) - i64::from(first) > 36_525;
    while !many && day <= last {
        let name = format_day(day);
        if let Some(month) = name.strip_suffix("-01") {
            months.push((day, month.to_owned()));
            day += 28;
        } else {
            day += 1;
        }
    }
    if months.is_empty() {
        months = vec![(first, format_day(first)), (last, format_day(last))];
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::{drawn, each_size};

    /// 2024-01-01.
    const NEW_YEAR: i32 = 19_723;

    #[test]
    fn spans_stand_under_their_days() {
        let theme = Theme::dark();
        let span = |from: i32, to: Option<i32>| {
            Some(TimeSpan { from: NEW_YEAR + from, to: to.map(|to| NEW_YEAR + to), style: Style::new() })
        };
        let spans = [span(0, Some(30)), span(30, None), None, span(60, Some(60))];
        let chart = TimeSpans::new(&theme, [NEW_YEAR, NEW_YEAR + 91], &spans);
        assert_eq!(
            drawn(&chart, 32, 5),
            [
                "2024-01 2024-02  2024-03 2024-04",
                "●━━━━━━━━━◆",
                "          ●┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄",
                "",
                "                    ◆"
            ]
        );
    }

    #[test]
    fn any_size_and_any_days() {
        let theme = Theme::dark();
        let spans = [Some(TimeSpan { from: i32::MIN, to: Some(i32::MAX), style: Style::new() })];
        for days in [[0, 0], [5, 1], [i32::MIN, i32::MAX], [0, 40_000]] {
            each_size(|| TimeSpans::new(&theme, days, &spans));
        }
    }
}
