//! Sentences about customers who moved between segments, for screens and reports.

use super::text::{count, number, percent};
use crate::segments::flow::{Flow, FlowGroup, Position};

/// A short column title: the number of the segment, or why its customers have none.
pub fn heading(group: &FlowGroup) -> String {
    match group.position {
        Position::Segment(label) => (label + 1).to_string(),
        Position::Noise => "noise".to_owned(),
        Position::Inactive => "never".to_owned(),
        Position::Missing => "blank".to_owned(),
        Position::Absent => "gone".to_owned(),
    }
}

/// How stable the segments are: the share that stayed together and the adjusted Rand index.
pub fn together(flow: &Flow) -> String {
    let kept = flow.kept.map(|kept| format!("{} stayed together", percent(kept, 0)));
    let rand = flow.adjusted_rand.map(|rand| format!("adjusted Rand index {}", number(rand, 2)));
    kept.into_iter().chain(rand).collect::<Vec<_>>().join(", ")
}

/// `steady burners (412): 398 stayed as 1; 14 moved to 3`.
pub fn sentence(flow: &Flow, from: &FlowGroup) -> String {
    let paired = from.position.label().and_then(|label| flow.pairs.get(label).copied().flatten());
    let mut destinations = flow.destinations(from.position);
    // Customers who stayed come first.
    destinations.sort_by_key(|(to, _)| paired.is_none() || to.position.label() != paired);
    let went = |(to, n): &(&FlowGroup, u64)| went(from, to, paired, *n);
    let parts = match destinations.as_slice() {
        [] => "no customers are left".to_owned(),
        [only] if only.1 == 1 => went(only),
        [only] => format!("all {}", went(only)),
        several => {
            several.iter().map(|part| format!("{} {}", count(part.1), went(part))).collect::<Vec<_>>().join("; ")
        }
    };
    format!("{} ({}): {parts}", from.name, count(from.customers))
}

fn went(from: &FlowGroup, to: &FlowGroup, paired: Option<usize>, customers: u64) -> String {
    let verb = |one: &str, more: &str| if customers == 1 { one.to_owned() } else { more.to_owned() };
    match to.position {
        Position::Segment(label) if paired == Some(label as usize) => format!("stayed as {}", label + 1),
        Position::Segment(label) => format!("moved to {}", label + 1),
        position if position == from.position => "unchanged".to_owned(),
        Position::Noise => "became noise".to_owned(),
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
                "steady (5): 4 stayed as 1; 1 moved to 2",
                "new (3): all stayed as 2",
                "lapsed (2): 1 stayed as 3; 1 has no claim",
                "never active (2): 1 moved to 1; 1 unchanged",
            ]
        );
        assert_eq!(together(&flow), "80% stayed together, adjusted Rand index 0.57");
    }
}
