//! Claims as bars and burns as a line over time, on one scale; incomplete periods are hollow.

use std::fmt::Write;

use super::svg::{Svg, px, step};
use crate::report::document::blocks::Bucket;
use crate::wording::text::{compact, counted};

const SIZE: (f64, f64) = (1000.0, 300.0);
const LEFT: f64 = 46.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 26.0;
/// Labels under the axis.
const LABELS: usize = 10;
/// Most periods with a tooltip.
const MOST: usize = 400;

pub(super) fn draw(buckets: &[Bucket]) -> Svg {
    let mut svg = Svg::new(SIZE.0, SIZE.1);
    let floor = SIZE.1 - BOTTOM;
    let most = buckets.iter().map(|b| b.claims.max(b.burns)).max().unwrap_or(0).max(1) as f64;
    let tick = step(most, 4.0).max(1.0);
    let high = (most / tick).ceil() * tick;
    let y = |value: f64| floor - value / high * (floor - TOP);
    let slot = (SIZE.0 - LEFT - RIGHT) / buckets.len().max(1) as f64;
    let left = |i: usize| LEFT + slot * i as f64;
    let middle = |i: usize| left(i) + slot / 2.0;

    let ticks = (high / tick).round() as usize;
    for i in 0..=ticks {
        let value = tick * i as f64;
        svg.line([(LEFT, y(value)), (SIZE.0 - RIGHT, y(value))], if i == 0 { "axis" } else { "grid" });
        svg.text((LEFT - 7.0, y(value) + 4.0), "dim end", &compact(value));
    }
    for (class, partial) in [("claims", false), ("open", true)] {
        let bars = buckets.iter().enumerate().filter(|(_, b)| b.partial == partial && b.claims > 0);
        let mut path = String::new();
        for (i, b) in bars {
            let (x, wide, high) = (left(i) + slot * 0.1, slot * 0.8, floor - y(b.claims as f64));
            let _ = write!(path, "M{} {}v-{}h{}v{}z", px2(x), px(floor), px(high), px2(wide), px(high));
        }
        svg.path(&path, class);
    }
    // The line continues, dashed, from the last complete period.
    let first_partial = buckets.iter().position(|b| b.partial).unwrap_or(buckets.len());
    let point = |i: usize| (middle(i), y(buckets[i].burns as f64));
    svg.line((0..first_partial).map(point), "burns");
    if first_partial < buckets.len() {
        svg.line((first_partial.saturating_sub(1)..buckets.len()).map(point), "burns later");
    }
    if buckets.len() <= MOST {
        for (i, b) in buckets.iter().enumerate() {
            let partial = if b.partial { ", incomplete" } else { "" };
            let says = format!("{}: {}, {}{partial}", b.label, counted(b.claims, "claim"), counted(b.burns, "burn"));
            svg.rect((left(i), TOP), (slot, floor - TOP), "hover", &says);
        }
    }
    for i in labelled(buckets) {
        svg.line([(middle(i), floor), (middle(i), floor + 4.0)], "axis");
        svg.text((middle(i), SIZE.1 - 6.0), "dim mid", &buckets[i].label);
    }
    legend(&mut svg, first_partial < buckets.len());
    svg
}

fn legend(svg: &mut Svg, has_partial: bool) {
    svg.rect((LEFT, 4.0), (14.0, 11.0), "claims", "claims");
    svg.text((LEFT + 20.0, 14.0), "dim", "claims");
    svg.line([(LEFT + 74.0, 10.0), (LEFT + 94.0, 10.0)], "burns");
    svg.text((LEFT + 100.0, 14.0), "dim", "burns");
    if has_partial {
        svg.rect((LEFT + 150.0, 4.0), (14.0, 11.0), "open", "incomplete period");
        svg.text((LEFT + 170.0, 14.0), "dim", "incomplete period");
    }
}

/// Periods with a label: as many as fit, starting with the first of a year if there is one.
fn labelled(buckets: &[Bucket]) -> impl Iterator<Item = usize> {
    let steps = [1, 2, 3, 4, 6, 12, 24, 60, 120, 365, 730, 1825, 3650];
    let step = steps.into_iter().find(|step| buckets.len().div_ceil(*step) <= LABELS);
    let step = step.unwrap_or(buckets.len().div_ceil(LABELS).max(1));
    let begins = |b: &Bucket| ["-01", "-Q1", "-W01"].iter().any(|end| b.label.ends_with(end));
    let first = buckets.iter().position(begins).unwrap_or(0) % step;
    (first..buckets.len()).step_by(step)
}

/// With many days, bars are thinner than rounding to a tenth of a pixel allows.
fn px2(value: f64) -> String {
    let text = format!("{:.2}", if value.is_finite() { value } else { 0.0 });
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
