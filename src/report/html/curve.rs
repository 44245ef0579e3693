//! A score over K, with the K shown marked.

use super::svg::{Svg, share};
use crate::wording::text::number;

const SIZE: (f64, f64) = (500.0, 230.0);
const LEFT: f64 = 62.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 38.0;

pub(super) fn draw(points: &[(usize, f64)], chosen: usize) -> Svg {
    let mut svg = Svg::new(SIZE.0, SIZE.1);
    let floor = SIZE.1 - BOTTOM;
    let scores = || points.iter().map(|(_, score)| *score);
    let (low, high) = (scores().fold(f64::INFINITY, f64::min), scores().fold(f64::NEG_INFINITY, f64::max));
    let (first, last) = (points.first().map_or(0, |p| p.0), points.last().map_or(0, |p| p.0));
    let x = |k: usize| LEFT + 12.0 + share(k as f64, first as f64, last as f64) * (SIZE.0 - LEFT - RIGHT - 24.0);
    let y = |score: f64| floor - 10.0 - share(score, low, high) * (floor - TOP - 20.0);
    let decimals = if high.abs() < 10.0 { 3 } else { 0 };

    svg.line([(LEFT, floor), (SIZE.0 - RIGHT, floor)], "axis");
    for score in [low, f64::midpoint(low, high), high] {
        svg.line([(LEFT, y(score)), (SIZE.0 - RIGHT, y(score))], "grid");
        svg.text((LEFT - 7.0, y(score) + 4.0), "dim end", &number(score, decimals));
    }
    if let Some((k, _)) = points.iter().find(|(k, _)| *k == chosen) {
        svg.line([(x(*k), TOP), (x(*k), floor)], "axis later");
    }
    svg.line(points.iter().map(|(k, score)| (x(*k), y(*score))), "curve");
    for (k, score) in points {
        let here = *k == chosen;
        let says = format!("K = {k}: {}{}", number(*score, decimals.max(1)), if here { ", shown" } else { "" });
        svg.circle((x(*k), y(*score)), if here { 6.0 } else { 4.0 }, if here { "here" } else { "knot" }, &says);
        svg.text((x(*k), floor + 17.0), if here { "mid" } else { "dim mid" }, &k.to_string());
    }
    svg.text(
        (f64::midpoint(LEFT, SIZE.0 - RIGHT), SIZE.1 - 4.0),
        "dim mid",
        "number of segments K, the filled one is shown",
    );
    svg
}
