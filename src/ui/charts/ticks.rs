//! Ticks: round numbers on a value axis, and labels under an ordered axis that never collide.

use super::pen::Pen;
use crate::ui::theme::Theme;
use crate::wording::text::width;
use ratatui::style::{Modifier, Style};

/// Round values (1, 2 or 5 times a power of ten apart) that cover `low..=high` in at most `most` steps.
pub(super) fn round_values(low: f64, high: f64, most: usize) -> Vec<f64> {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 || most == 0 {
        return vec![low];
    }
    let step = round_step(span / most as f64);
    // Ticks are multiples of the step, so that 0.30000000000000004 is never shown.
    let (first, last) = ((low / step).floor(), (high / step - 1e-9).ceil());
    let steps = (last - first).clamp(0.0, 1000.0) as usize;
    (0..=steps).map(|i| (first + i as f64) * step).collect()
}

/// The smallest of 1, 2, 5 times a power of ten that is at least `least`.
pub(super) fn round_step(least: f64) -> f64 {
    step_of(least, &[1.0, 2.0, 5.0, 10.0])
}

/// The smallest of some multiples of a power of ten that is at least `least`; the last multiple is 10.
pub(super) fn step_of(least: f64, multiples: &[f64]) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    let steps = multiples.iter().map(|multiple| multiple * power);
    let step = steps.into_iter().find(|&step| step >= least * (1.0 - 1e-9));
    step.filter(|step| step.is_normal()).unwrap_or(1.0)
}

/// Decimals that distinguish ticks of a step.
pub(super) fn decimals(step: f64) -> usize {
    if step.is_normal() { (-step.abs().log10().floor()).clamp(0.0, 9.0) as usize } else { 0 }
}

/// Draws labels centred under their columns: all of them, or every second, third and so on if they are too many, with a
/// blank between them, and always the last. `columns` are relative to the pen and ascend; labels stay within
/// `left..right`.
pub(super) fn labels(pen: &mut Pen, y: u16, (left, right): (u16, u16), ticks: &[(u16, &str)], style: Style) {
    labels_around(pen, y, (left, right), ticks, None, style);
}

/// [`labels`] with the one at the cursor in brackets, which is always drawn.
pub(super) fn labels_with_cursor(
    theme: &Theme,
    pen: &mut Pen,
    y: u16,
    (left, right): (u16, u16),
    ticks: &[(u16, &str)],
    cursor: Option<usize>,
) {
    let mut written = None;
    if let Some(&(column, label)) = cursor.and_then(|cursor| ticks.get(cursor)) {
        let text = format!("[{label}]");
        let size = width(&text) as u16;
        if size <= right.saturating_sub(left) {
            let start = column.saturating_sub((size - 1) / 2).clamp(left, right - size);
            pen.text(start, y, &text, theme.accent.add_modifier(Modifier::BOLD));
            // The brackets of a single digit replace the blank beside it: `4[5]6`.
            let brackets = u16::from(width(label) <= 1);
            written = Some((start + brackets, start + size - brackets));
        }
    }
    labels_around(pen, y, (left, right), ticks, written, theme.dim);
}

fn labels_around(
    pen: &mut Pen,
    y: u16,
    (left, right): (u16, u16),
    ticks: &[(u16, &str)],
    written: Option<(u16, u16)>,
    style: Style,
) {
    let mut spans = Vec::with_capacity(ticks.len());
    let mut names = Vec::with_capacity(ticks.len());
    for &(column, label) in ticks {
        let size = width(label) as u16;
        if size > 0 && size <= right.saturating_sub(left) {
            let start = column.saturating_sub((size - 1) / 2).clamp(left, right - size);
            spans.push((start, start + size));
            names.push(label);
        }
    }
    for index in evenly(&spans) {
        let (start, end) = spans[index];
        if written.is_none_or(|(from, to)| start > to || end < from) {
            pen.text_within(start, y, end - start, names[index], style);
        }
    }
}

/// The labels that fit at a constant distance, starting with the first: a part of a year, or years, so that months stay
/// round. The last label is always among them, so the distance to the previous one may differ.
fn evenly(spans: &[(u16, u16)]) -> Vec<usize> {
    let Some(last) = spans.len().checked_sub(1) else {
        return Vec::new();
    };
    let apart = |a: usize, b: usize| spans[a].1 < spans[b].0;
    let every = |stride: usize| {
        let mut chosen: Vec<usize> = (0..last).step_by(stride).collect();
        let off = !last.is_multiple_of(stride);
        if off && chosen.last().is_some_and(|&before| !apart(before, last)) {
            chosen.pop();
        }
        chosen.push(last);
        chosen
    };
    let fits = |stride: &usize| every(*stride).windows(2).all(|pair| apart(pair[0], pair[1]));
    let strides = [1, 2, 3, 4, 6].into_iter().chain((1..).map(|years| 12 * years)).take_while(|&stride| stride <= last);
    let fitting: Vec<usize> = strides.filter(fits).collect();
    let Some(&least) = fitting.first() else {
        return vec![last];
    };
    // A few labels fewer are better if the last one then has the same distance.
    let in_line =
        fitting.into_iter().take_while(|&stride| stride <= 2 * least).find(|stride| last.is_multiple_of(*stride));
    every(in_line.unwrap_or(least))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp)]
mod tests {
    use super::*;
    use crate::ui::charts::testing::lines;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    #[test]
    fn ticks_are_round() {
        assert_eq!(round_values(0.0, 931.0, 5), [0.0, 200.0, 400.0, 600.0, 800.0, 1000.0]);
        assert_eq!(round_values(0.0, 1.0, 4), [0.0, 0.5, 1.0]);
        assert_eq!(round_values(0.31, 0.58, 3).len(), 4);
        assert_eq!(round_values(-3.0, 7.0, 4), [-5.0, 0.0, 5.0, 10.0]);
        assert_eq!(round_values(4.0, 4.0, 4), [4.0]);
        assert_eq!(round_values(f64::NAN, 4.0, 4).len(), 1);
        assert_eq!(round_step(0.0), 1.0);
        assert_eq!(decimals(0.05), 2);
        assert_eq!(decimals(0.5), 1);
        assert_eq!(decimals(200.0), 0);
    }

    #[test]
    fn labels_are_evenly_apart() {
        let row = |labels: &[(u16, &str)], cursor, right: u16| {
            let area = Rect::new(0, 0, right, 1);
            let mut buf = Buffer::empty(area);
            labels_with_cursor(&Theme::dark(), &mut Pen::new(area, &mut buf), 0, (0, right), labels, cursor);
            lines(&buf).swap_remove(0)
        };
        let days: Vec<(u16, &str)> = (0..10).zip(["0", "10", "20", "30", "40", "50", "60", "70", "80", "90"]).collect();
        let days: Vec<(u16, &str)> = days.into_iter().map(|(at, day)| (at * 2, day)).collect();
        assert_eq!(row(&days, None, 20), "0     30    60    90");
        // A label beside the cursor's is dropped, unless both are single digits.
        let cohort: Vec<(u16, &str)> = (0..5).zip(["M0", "M1", "M2", "M3", "M4"]).map(|(at, m)| (at * 3, m)).collect();
        assert_eq!(row(&cohort, None, 15), "M0 M1 M2 M3 M4");
        assert_eq!(row(&cohort, Some(1), 15), "  [M1]   M3 M4");
        let figures: Vec<(u16, &str)> = (0..4).zip(["2", "3", "4", "5"]).map(|(at, k)| (at * 2, k)).collect();
        assert_eq!(row(&figures, Some(1), 7), "2[3]4 5");
    }

    #[test]
    fn labels_never_collide() {
        let names: Vec<String> = (0..12).map(|month| format!("2024-{:02}", month + 1)).collect();
        for right in 0..60u16 {
            let area = Rect::new(0, 0, right, 1);
            let mut buf = Buffer::empty(area);
            let last = right.saturating_sub(1);
            let ticks: Vec<(u16, &str)> =
                names.iter().enumerate().map(|(i, name)| (i as u16 * last / 11, name.as_str())).collect();
            labels(&mut Pen::new(area, &mut buf), 0, (0, right), &ticks, Style::new());
            let line = lines(&buf).pop().unwrap();
            assert!(line.split(' ').filter(|word| !word.is_empty()).all(|word| word.len() == 7), "{line}");
            assert!(right < 7 || line.ends_with("2024-12"), "{line}");
            assert!(right < 15 || line.starts_with("2024-01"), "{line}");
        }
    }

    #[test]
    fn labels_follow_each_other_evenly() {
        let under = |names: &[&str], pitch: u16, room: u16| {
            let area = Rect::new(0, 0, room, 1);
            let mut buf = Buffer::empty(area);
            let ticks: Vec<(u16, &str)> = (0..).zip(names).map(|(i, &name)| (i * pitch, name)).collect();
            labels(&mut Pen::new(area, &mut buf), 0, (0, room), &ticks, Style::new());
            lines(&buf).pop().unwrap()
        };
        let days: Vec<String> = (10..=22).map(|day| day.to_string()).collect();
        let days: Vec<&str> = days.iter().map(String::as_str).collect();
        assert_eq!(under(&days, 3, 38), "10 11 12 13 14 15 16 17 18 19 20 21 22");
        assert_eq!(under(&days, 2, 26), "10  12  14  16  18  20  22");
        assert_eq!(under(&days, 1, 14), "10 13 16 19 22");
        // Eleven steps have no half: every second, and the last at its own position.
        assert_eq!(under(&days[..12], 2, 24), "10  12  14  16  18    21");
        assert_eq!(under(&days, 0, 2), "22");
        assert_eq!(evenly(&[]), [0; 0]);
        assert_eq!(evenly(&[(0, 2)]), [0]);
    }
}
