//! What an experiment showed, in sentences that screens and reports share.

use super::text::{self, NONE, count, decimals_apart, number, percent, signed};
use crate::analysis::{Experiment, Found, Uplift};
use crate::data::{Kind, format_day};

/// What the experiment showed, and only what its test supports.
pub fn showed(found: &Found) -> String {
    let all = &found.all;
    if all.difference.is_none() {
        return format!("{} has no customers in both groups who were known at the cut.", found.column);
    }
    let (treated, control) = (part(all.treated), part(all.control));
    let shares = format!(
        "{treated} of the treated and {control} of the control group ({})",
        text::counted(all.control.1, "customer")
    );
    let differs = if all.differs() == Some(true) {
        format!("The treatment made a difference of {}", points(all))
    } else {
        format!("No difference can be seen ({})", points(all))
    };
    let segments: Vec<&str> =
        found.segments.iter().filter(|segment| segment.differs() == Some(true)).map(|s| s.name.as_str()).collect();
    let where_ = match segments.as_slice() {
        [] => "No segment differs by itself.".to_owned(),
        names => format!("Segments that differ by themselves: {}.", names.join(", ")),
    };
    let together = match found.variants {
        0 | 1 => String::new(),
        variants => format!(" The {variants} other values of {} count together as treated.", found.column),
    };
    format!("{differs}: {shares}{}. {where_}{together}", interval(all))
}

/// How large an experiment has to be.
pub fn needs(experiment: &Experiment) -> String {
    let needed: Vec<String> = experiment
        .needed
        .iter()
        .map(|(by, customers)| format!("{} for {} pp", count(*customers), signed(by * 100.0, 0)))
        .collect();
    format!(
        "The table of customers has no control group. An experiment that starts from {} needs this number of customers \
         in each of two groups: {} (power 80%, test at 5%). Mark a control group with: segscope segments --holdout 10%",
        part(experiment.everyone),
        needed.join(", ")
    )
}

/// What is counted, and of whom.
pub fn counted(kind: Kind, experiment: &Experiment) -> String {
    let what = if kind == Kind::Purchases { "an order" } else { "a burn" };
    format!(
        "Share of customers with {what} after {} and up to {}, of those who were known on {}. Segments are those of that \
         day. P-values by Fisher's exact test, of segments adjusted for their number (Holm). A difference is caused \
         by the treatment only if customers were assigned to the groups at random.",
        format_day(experiment.cut),
        format_day(experiment.until),
        format_day(experiment.cut)
    )
}

/// `<0.001`, `0.017`.
pub fn p_value(p: f64) -> String {
    if p < 0.001 { "<0.001".to_owned() } else { number(p, 3) }
}

/// `+4.2 pp`.
fn points(uplift: &Uplift) -> String {
    let [difference, _] = difference_and_interval(uplift);
    format!("{difference} pp")
}

/// A difference and its interval in percentage points: `+4.2` and `+1.0 to +7.4`.
pub fn difference_and_interval(uplift: &Uplift) -> [String; 2] {
    let Some(difference) = uplift.difference else { return [NONE.to_owned(), NONE.to_owned()] };
    let [low, high] = uplift.interval.unwrap_or([f64::NAN; 2]);
    let values = [low, difference, high].map(|value| 100.0 * value);
    let decimals = decimals_apart(&values, 1);
    let [low, difference, high] = values.map(|value| signed(value, decimals));
    [difference, if uplift.interval.is_some() { format!("{low} to {high}") } else { NONE.to_owned() }]
}

/// `42.0%`.
pub fn part((acted, of): (u64, u64)) -> String {
    if of == 0 { NONE.to_owned() } else { percent(acted as f64 / of as f64, 1) }
}

fn interval(uplift: &Uplift) -> String {
    let [_, interval] = difference_and_interval(uplift);
    if uplift.interval.is_some() { format!(", 95% interval {interval}") } else { String::new() }
}
