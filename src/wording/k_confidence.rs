//! How sure the number of segments is, in sentences: for the panel and for reports.

use super::text::{counted, number, percent, width};
use crate::cluster::{KConfidence, STRONG};

/// Everything about one K, for a report. `smallest` and `all` are customers: of the smallest segment, and in segments.
pub fn k_confidence(confidence: &KConfidence, k: usize, smallest: u64, all: u64) -> String {
    let strength = match confidence.strength(k) {
        Some(strength) => {
            format!(" Its prediction strength is {}; {STRONG:.2} or more is reliable.", number(strength, 2))
        }
        None => String::new(),
    };
    let share = smallest as f64 / all.max(1) as f64;
    format!(
        "How sure K is: {} of {} bootstrap samples choose {k}.{strength} Within one standard error of the best: {}. The \
         smallest segment has {} ({}).",
        percent(confidence.share(k), 0),
        confidence.samples,
        list(&confidence.near),
        counted(smallest, "customer"),
        percent(share, 1),
    )
}

/// The same in two lines of a panel that is `room` columns wide; the strength and unabbreviated words only where they fit.
pub fn k_confidence_short(confidence: &KConfidence, k: usize, room: usize) -> [String; 2] {
    let samples = format!("k {k}: {} of samples", percent(confidence.share(k), 0));
    let complete = confidence.strength(k).map(|strength| format!("{samples}, strength {}", number(strength, 2)));
    let near = list(&confidence.near);
    let in_words = format!("within one standard error: k {near}");
    [
        complete.filter(|complete| width(complete) <= room).unwrap_or(samples),
        if width(&in_words) <= room { in_words } else { format!("within 1 SE: k {near}") },
    ]
}

/// `3, 4, 5`.
fn list(ks: &[usize]) -> String {
    ks.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_k_is_said_with_its_numbers() {
        let confidence = KConfidence {
            samples: 20,
            customers: 300,
            frequency: vec![(3, 0.85), (4, 0.15)],
            strength: vec![(2, 0.99), (3, 0.91), (4, 0.4)],
            near: vec![3, 4],
        };
        assert_eq!(
            k_confidence(&confidence, 3, 48, 300),
            "How sure K is: 85% of 20 bootstrap samples choose 3. Its prediction strength is 0.91; 0.80 or more is \
             reliable. Within one standard error of the best: 3, 4. The smallest segment has 48 customers (16.0%)."
        );
        let [first, second] = k_confidence_short(&confidence, 7, 40);
        assert_eq!(first, "k 7: 0% of samples");
        assert_eq!(k_confidence_short(&confidence, 3, 34)[0], "k 3: 85% of samples, strength 0.91");
        assert_eq!(k_confidence_short(&confidence, 3, 33)[0], "k 3: 85% of samples");
        assert_eq!(second, "within one standard error: k 3, 4");
        assert_eq!(k_confidence_short(&confidence, 3, 32)[1], "within 1 SE: k 3, 4");
        assert_eq!(confidence.strong(), 3);
    }
}
