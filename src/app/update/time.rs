//! The cursor in time: on the periods of the line chart and its table, and on the weekdays of months.

use crate::app::motion::Motion;
use crate::app::panel::Panel;
use crate::app::selectors;
use crate::app::state::cycle::beside;
use crate::app::state::model::Model;
use crate::measures::Granularity;

/// Months that a page goes through.
const PAGE: usize = 12;

/// Turns a motion through a chart (newest at the right) into one through a list (newest first).
pub(super) fn in_chart(motion: Motion) -> Motion {
    match motion {
        Motion::Left => Motion::Down,
        Motion::Right => Motion::Up,
        Motion::First => Motion::Last,
        Motion::Last => Motion::First,
        other => other,
    }
}

/// Moves over the weekdays of months: up and down through the week, left and right through time.
pub(super) fn step_weekday(model: &mut Model, motion: Motion) {
    let months = selectors::rows(model, Panel::Weekdays) / 7;
    let at = selectors::cursor(model, Panel::Weekdays);
    let (back, weekday) = (at / 7, at % 7);
    let (back, weekday) = match motion {
        Motion::Up => (back, weekday.saturating_sub(1)),
        Motion::Down => (back, (weekday + 1).min(6)),
        Motion::Left => (back + 1, weekday),
        Motion::Right => (back.saturating_sub(1), weekday),
        Motion::HalfUp => (back + PAGE / 2, weekday),
        Motion::HalfDown => (back.saturating_sub(PAGE / 2), weekday),
        Motion::PageUp => (back + PAGE, weekday),
        Motion::PageDown => (back.saturating_sub(PAGE), weekday),
        Motion::First => (months, weekday),
        Motion::Last => (0, weekday),
    };
    model.cursors.insert(Panel::Weekdays, back.min(months.saturating_sub(1)) * 7 + weekday);
}

/// Changes the length of periods. The cursor moves to the period that contains the first day of the previous one.
pub(super) fn set_granularity(model: &mut Model, granularity: Granularity) {
    let day = model.shown().and_then(|dataset| {
        let (periods, at) = selectors::periods(model, &dataset.summary);
        // A cursor on the newest period stays on the newest.
        at.filter(|at| at + 1 < periods.len()).and_then(|at| periods.get(at)).map(|period| period.first_day)
    });
    model.granularity = granularity;
    let newer = day.zip(model.shown()).map_or(0, |(day, dataset)| {
        let (periods, _) = dataset.summary.periods_to_date(granularity);
        let newest = periods.len().saturating_sub(1);
        newest.saturating_sub(periods.partition_point(|period| period.last_day < day))
    });
    model.cursors.insert(Panel::Periods, newer);
}

/// Chooses the next period length.
pub(super) fn next_granularity(model: &mut Model) {
    set_granularity(model, beside(model.granularity, true));
    model.notice = Some(format!("time by {}", model.granularity));
}
