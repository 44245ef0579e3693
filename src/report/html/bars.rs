//! Bars, one below the other, with their values.

use super::svg::{Svg, label_width};
use crate::report::document::Bar;
use crate::wording::text::clip;

const WIDTH: f64 = 500.0;
const ROW: f64 = 23.0;
/// Letters of a label that are written.
const LETTERS: usize = 24;

pub(super) fn draw(bars: &[Bar]) -> Svg {
    let labels: Vec<String> = bars.iter().map(|bar| clip(&bar.label, LETTERS).into_owned()).collect();
    let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(label_width).fold(0.0, f64::max);
    let left = widest(&mut labels.iter().map(String::as_str)) + 8.0;
    let right = widest(&mut bars.iter().map(|bar| bar.text.as_str())) + 8.0;
    let room = (WIDTH - left - right).max(60.0);
    let most = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    let mut svg = Svg::new(WIDTH, ROW * bars.len() as f64 + 2.0);
    for (i, (bar, label)) in bars.iter().zip(&labels).enumerate() {
        let y = ROW * i as f64;
        let length = if most > 0.0 { room * (bar.value / most).clamp(0.0, 1.0) } else { 0.0 };
        svg.text((left - 8.0, y + 16.0), "end", label);
        svg.rect((left, y + 4.0), (length.max(1.0), ROW - 7.0), "bar", &format!("{}: {}", bar.label, bar.text));
        svg.text((left + length + 7.0, y + 16.0), "dim", &bar.text);
    }
    svg
}
