//! Names by rule, from what sets a segment apart, each with the figures that gave it and no two the same.

use super::Segment;
use super::rule::{ADJECTIVES, Candidate, Figures, NOUNS, Rule, WITH_NOUN};

/// Names are cut to this many characters.
const LONGEST: usize = 18;

/// Names every segment. `burn_rate` is the pooled one of all clustered customers.
pub(super) fn assign(segments: &mut [Segment], burn_rate: Option<f64>) {
    if let [only] = segments {
        "all customers".clone_into(&mut only.name);
        "one segment holds all clustered customers".clone_into(&mut only.reason);
        return;
    }
    let candidates = segments
        .iter()
        .map(|segment| candidates(&Figures { segment, burn_rate }))
        .collect();
    for (segment, chosen) in segments.iter_mut().zip(unique(candidates)) {
        (segment.name, segment.reason) = (chosen.name, chosen.reason);
    }
}

/// The names a segment may have, the best first; the later ones serve where another segment has the same.
fn candidates(figures: &Figures) -> Vec<Candidate> {
    let plain = |rule: &Rule| Candidate {
        name: rule.word.to_owned(),
        reason: figures.quote(rule),
    };
    let with = |rule: &Rule, noun: &Rule| Candidate {
        name: format!("{} {}", rule.word, noun.word),
        reason: format!("{}; {}", figures.quote(rule), figures.quote(noun)),
    };
    let clear = figures.words(&NOUNS).next();
    let mut named = Vec::new();
    for rule in figures.words(&ADJECTIVES) {
        match clear.filter(|_| WITH_NOUN.contains(&rule.word)) {
            Some(noun) => named.push(with(rule, noun)),
            None => named.push(plain(rule)),
        }
        named.extend(figures.noun().map(|noun| with(rule, noun)));
    }
    named.extend(clear.map(plain));
    let others = figures.others();
    let leads = others
        .first()
        .is_some_and(|(size, _)| named.is_empty() || *size > 1.5 * figures.behaviour());
    let others = others.into_iter().map(|(_, candidate)| candidate);
    if leads {
        named.splice(0..0, others);
    } else {
        named.extend(others);
    }
    let average = Candidate {
        name: "average".to_owned(),
        reason: "no figure is far from the average".to_owned(),
    };
    if named.is_empty() {
        named.push(average);
        named.extend(figures.noun().map(|noun| Candidate {
            name: format!("average {}", noun.word),
            reason: format!("near the average; {}", figures.quote(noun)),
        }));
    }
    named
        .into_iter()
        .map(|c| Candidate {
            name: cut(&c.name),
            ..c
        })
        .collect()
}

fn cut(name: &str) -> String {
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    name.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// One name for each, no two the same: those that clash each move on to their next candidate; a number is the last
/// resort.
fn unique(candidates: Vec<Vec<Candidate>>) -> Vec<Candidate> {
    let mut at = vec![0; candidates.len()];
    loop {
        let clashes = |i: usize| {
            (0..at.len()).any(|j| j != i && candidates[i][at[i]].name == candidates[j][at[j]].name)
        };
        let moving: Vec<usize> = (0..at.len())
            .filter(|i| at[*i] + 1 < candidates[*i].len() && clashes(*i))
            .collect();
        if moving.is_empty() {
            break;
        }
        for i in moving {
            at[i] += 1;
        }
    }
    let mut chosen: Vec<Candidate> = Vec::new();
    for (mut list, at) in candidates.into_iter().zip(at) {
        let mut candidate = list.swap_remove(at);
        if chosen.iter().any(|c| c.name == candidate.name) {
            let free = |name: &String| chosen.iter().all(|c| c.name != *name);
            let room: String = candidate.name.chars().take(LONGEST - 3).collect();
            candidate.name = (2..=chosen.len() + 2)
                .map(|n| format!("{room} {n}"))
                .find(free)
                .unwrap_or(room.clone());
            candidate
                .reason
                .push_str("; the number tells it from a segment alike");
        }
        chosen.push(candidate);
    }
    chosen
}
