//! A 100% stacked bar in one row. Each part has its own character, so that colour is not needed to distinguish them.
//!
//! ```text
//! ██████████████████▓▓▓▓▓▓▓▓▓▓▓▓▓▓▒▒
//! ```

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::ui::theme::Theme;

/// The character and colour of a part, by its position.
pub fn part_style(theme: &Theme, part: usize) -> (char, Style) {
    let inks = theme.glyphs.pick(['█', '▓', '▒', '░'], ['#', '=', '+', '.']);
    (inks[part % inks.len()], theme.segment_style(part))
}

/// A bar of `columns` columns shared out among the parts; blank where there is nothing to share.
///
/// ```
/// use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
/// use segscope::ui::{charts::stacked_bar_line, theme::Theme};
///
/// let (theme, area) = (Theme::dark(), Rect::new(0, 0, 10, 1));
/// let mut buf = Buffer::empty(area);
/// stacked_bar_line(&theme, &[6.0, 4.0], 10).render(area, &mut buf);
/// assert!(buf.content.iter().all(|cell| cell.symbol() != " "));
/// ```
pub fn stacked_bar_line(theme: &Theme, values: &[f64], columns: u16) -> Line<'static> {
    let spans = apportion(values, usize::from(columns)).into_iter().enumerate().map(|(part, length)| {
        let (ink, style) = part_style(theme, part);
        Span::styled(ink.to_string().repeat(length), style)
    });
    Line::from(spans.collect::<Vec<_>>())
}

/// Distributes columns by largest remainders (Hamilton 1792); a part above 0 gets at least one if there are enough.
fn apportion(values: &[f64], columns: usize) -> Vec<usize> {
    let weight = |value: f64| if value.is_finite() { value.max(0.0) } else { 0.0 };
    let total: f64 = values.iter().copied().map(weight).sum();
    if total <= 0.0 {
        return vec![0; values.len()];
    }
    let seen = values.iter().filter(|value| weight(**value) > 0.0).count();
    let least = usize::from(seen <= columns);
    let exact: Vec<f64> = values.iter().map(|value| weight(*value) / total * columns as f64).collect();
    let floor = |exact: f64| if exact > 0.0 { (exact.floor() as usize).max(least) } else { 0 };
    let mut lengths: Vec<usize> = exact.iter().copied().map(floor).collect();
    let owed = |lengths: &[usize], part: usize| exact[part] - lengths[part] as f64;
    while lengths.iter().sum::<usize>() < columns {
        let most = (0..exact.len()).max_by(|a, b| owed(&lengths, *a).total_cmp(&owed(&lengths, *b)).then(b.cmp(a)));
        let Some(part) = most else { break };
        lengths[part] += 1;
    }
    while lengths.iter().sum::<usize>() > columns {
        let rich = (0..exact.len()).filter(|part| lengths[*part] > least);
        let Some(part) = rich.min_by(|a, b| owed(&lengths, *a).total_cmp(&owed(&lengths, *b))) else { break };
        lengths[part] -= 1;
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Glyphs;

    #[test]
    fn columns_are_shared_out_to_the_last() {
        assert_eq!(apportion(&[1.0, 1.0, 1.0], 10), [4, 3, 3]);
        assert_eq!(apportion(&[999.0, 1.0], 10), [9, 1]);
        assert_eq!(apportion(&[1.0, 0.0, f64::NAN, 1.0], 4), [2, 0, 0, 2]);
        assert_eq!(apportion(&[1.0, 1.0, 1.0], 2).iter().sum::<usize>(), 2);
        assert_eq!(apportion(&[96.0, 1.0, 1.0, 1.0, 1.0], 6), [2, 1, 1, 1, 1]);
        assert_eq!((apportion(&[0.0, 0.0], 9), apportion(&[], 9), apportion(&[5.0], 0)), (vec![0, 0], vec![], vec![0]));
    }

    #[test]
    fn each_part_has_its_ink() {
        let theme = Theme::dark();
        assert_eq!(stacked_bar_line(&theme, &[6.0, 3.0, 1.0], 10).to_string(), "██████▓▓▓▒");
        let ascii = theme.with_glyphs(Glyphs::Ascii);
        assert_eq!(stacked_bar_line(&ascii, &[6.0, 3.0, 1.0], 10).to_string(), "######===+");
        assert_eq!(stacked_bar_line(&ascii, &[], 10).to_string(), "");
    }
}
