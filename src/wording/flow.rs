//! Where customers went, in words: for the screen and the text report.

use super::text::{count, number, percent};
use crate::segments::flow::{Flow, FlowGroup, Position};

/// A column's title in a few letters: the number of a segment, or why its customers are in none.
pub fn heading(group: &FlowGroup) -> String {
    match group.position {
        Position::Segment(label) => (label + 1).to_string(),
        Position::Noise => "noise".to_owned(),
        Position::Inactive => "never".to_owned(),
        Position::Missing => "blank".to_owned(),
        Position::Absent => "gone".to_owned(),
    }
}

/// How much of the old segments is left in one figure or two.
pub fn together(flow: &Flow) -> String {
    let kept = flow.kept.map(|kept| format!("{} stayed together", percent(kept, 0)));
    let rand = flow.adjusted_rand.map(|rand| format!("adjusted Rand index {}", number(rand, 2)));
    kept.into_iter().chain(rand).collect::<Vec<_>>().join(", ")
}

/// `of 412 steady burners 398 stayed together as 1; 14 went to 3`.
pub fn sentence(flow: &Flow, from: &FlowGroup) -> String {
    let paired = from.position.label().and_then(|label| flow.pairs.get(label).copied().flatten());
    let mut destinations = flow.destinations(from.position);
    // Those who stayed are told first.
    destinations.sort_by_key(|(to, _)| paired.is_none() || to.position.label() != paired);
    let [(to, customers)] = destinations.as_slice() else {
        let part = |(to, n): &(&FlowGroup, u64)| format!("{} {}", count(*n), went(from, to, paired, *n));
        let parts: Vec<String> = destinations.iter().map(part).collect();
        let parts = if parts.is_empty() { "nobody is left".to_owned() } else { parts.join("; ") };
        return format!("of {} {} {parts}", count(from.customers), from.name);
    };
    let went = went(from, to, paired, *customers);
    match *customers {
        1 => format!("the one of {} {went}", from.name),
        all => format!("all {} {} {went}", count(all), from.name),
    }
}

fn went(from: &FlowGroup, to: &FlowGroup, paired: Option<usize>, customers: u64) -> String {
    let verb = |one: &str, more: &str| if customers == 1 { one.to_owned() } else { more.to_owned() };
    match to.position {
        Position::Segment(label) if paired == Some(label as usize) => format!("stayed together as {}", label + 1),
        Position::Segment(label) => format!("went to {}", label + 1),
        position if position == from.position => "stayed so".to_owned(),
        Position::Noise => "went to noise".to_owned(),
        Position::Inactive => verb("has no claim", "have no claim"),
        Position::Missing => verb("lacks a value", "lack a value"),
        Position::Absent => verb("is no longer there", "are no longer there"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segments::flow::Side;

    #[test]
    fn sentences_say_who_stayed_and_who_left() {
        let position = |c: char| c.to_digit(10).map_or(Position::Inactive, Position::Segment);
        let positions = |text: &str| text.chars().map(position).collect::<Vec<_>>();
        let (old, new) = (positions("0000011122.."), positions("00001111.2.0"));
        let side = |positions, names: &[&'static str]| Side { positions, names: names.to_vec(), colours: None };
        let flow = Flow::new(&side(&old, &["steady", "new", "lapsed"]), &side(&new, &["a", "b", "c"]));
        let words: Vec<String> = flow.old.iter().map(|group| sentence(&flow, group)).collect();
        assert_eq!(
            words,
            [
                "of 5 steady 4 stayed together as 1; 1 went to 2",
                "all 3 new stayed together as 2",
                "of 2 lapsed 1 stayed together as 3; 1 has no claim",
                "of 2 never active 1 went to 1; 1 stayed so",
            ]
        );
        assert_eq!(together(&flow), "80% stayed together, adjusted Rand index 0.57");
    }
}
