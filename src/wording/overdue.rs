//! How well overdue identified lost customers at an earlier day, in sentences.

use super::kind_words::Words;
use super::text::{count, ends, number, percent, rate_beside};
use crate::data::format_day;
use crate::measures::{OverdueCheck, Returned};

/// The area under the ROC curve from which a measure is worth naming; 0.5 is chance.
const USEFUL: f64 = 0.6;

/// In a line or two: `62% of those overdue on 2024-11-18 returned, 92% of the others`.
pub fn short(check: &OverdueCheck) -> String {
    let rate = |group: Returned| percent(group.rate().unwrap_or(f64::NAN), 0);
    let rates = format!(
        "{} of those overdue on {} returned, {} of the others",
        rate(check.overdue),
        format_day(check.as_of),
        rate(check.others)
    );
    if check.tells() { rates } else { format!("not useful here: {rates}") }
}

/// The same with intervals, and the measures that identified lost customers better.
pub fn full(check: &OverdueCheck, words: Words) -> String {
    let group = |group: Returned| {
        let (rate, interval) = (group.rate().unwrap_or(f64::NAN), group.interval().unwrap_or([0.0, 1.0]));
        let [low, high] = ends(rate, interval, 1);
        format!("{} returned (95% interval {low} to {high}%)", rate_beside(rate, Some(interval), 1))
    };
    let verdict = if check.tells() { "identified" } else { "did not identify" };
    let Words { event, events, .. } = words;
    let (name, area) = if check.auc_recency >= check.auc_frequency {
        (format!("The days since the last {event}"), check.auc_recency)
    } else {
        (format!("The number of days with {events}"), check.auc_frequency)
    };
    let better = if area >= USEFUL && area > check.auc_overdue {
        format!(
            " {name} identifies them better: AUC {}, against {} for overdue.",
            number(area, 2),
            number(check.auc_overdue, 2)
        )
    } else {
        String::new()
    };
    format!(
        "On {} it {verdict} who returned by {}: of the {} overdue then {}, of the {} others {}.{better}",
        format_day(check.as_of),
        format_day(check.until),
        count(check.overdue.customers),
        group(check.overdue),
        count(check.others.customers),
        group(check.others),
    )
}
