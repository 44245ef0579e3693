//! Quartiles of a feature, one segment below the other.

use super::scatter::class;
use super::svg::{Svg, label_width, share};
use crate::report::document::blocks::Strip;
use crate::wording::text::number;

const WIDTH: f64 = 500.0;
const ROW: f64 = 21.0;
const LEFT: f64 = 30.0;

pub(super) fn draw(strips: &[Strip]) -> Svg {
    let all = || strips.iter().flat_map(|strip| strip.quartiles);
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let text = strips.iter().map(|strip| label_width(&strip.text)).fold(0.0, f64::max) + 12.0;
    let right = WIDTH - text.min(WIDTH / 2.0);
    let x = |value: f64| LEFT + 6.0 + share(value, low, high) * (right - LEFT - 12.0);
    let floor = ROW * strips.len() as f64 + 2.0;
    let mut svg = Svg::new(WIDTH, floor + 18.0);
    let decimals = usize::from(high - low < 20.0) + usize::from(high - low < 1.0);
    for (i, strip) in strips.iter().enumerate() {
        let y = ROW * i as f64;
        let middle = y + ROW / 2.0;
        let [first, median, third, mean] = strip.quartiles;
        let class = class(&strip.mark);
        let says = format!(
            "segment {}: median {}, quartiles {} to {}, mean {}",
            strip.mark.number,
            number(median, decimals),
            number(first, decimals),
            number(third, decimals),
            number(mean, decimals)
        );
        svg.text((LEFT - 8.0, middle + 4.5), "end", &strip.mark.number);
        svg.line([(LEFT, middle), (right, middle)], "grid");
        svg.rect((x(first), y + 4.0), ((x(third) - x(first)).max(2.0), ROW - 8.0), &format!("strip {class}"), &says);
        svg.line([(x(median), y + 2.5), (x(median), y + ROW - 2.5)], &format!("median {class}"));
        svg.circle((x(mean), middle), 3.0, "mean", &says);
        svg.text((right + 10.0, middle + 4.5), "", &strip.text);
    }
    svg.line([(LEFT, floor), (right, floor)], "axis");
    svg.text((LEFT, floor + 14.0), "dim", &number(low, decimals));
    svg.text((right, floor + 14.0), "dim end", &number(high, decimals));
    svg
}
