//! Generated names: each unique, and with the numbers behind it.

use std::collections::BTreeSet;

use super::Segment;
use super::feature_words::flags;
use super::rule::{ADJECTIVES, Figures, NameCandidate, Rule, SHARPER, WITH_NOUN};

/// Most characters of a name.
const LONGEST: usize = 24;

/// Names every segment. `burn_rate` is the pooled rate of all clustered customers. `genders` is the gender of nearly
/// all customers of a segment, where that is unusual. `before` is the previous name of each segment, which is kept
/// while the numbers support it.
pub(super) fn assign(
    segments: &mut [Segment],
    burn_rate: Option<f64>,
    genders: &[Option<String>],
    before: &[Option<String>],
) {
    if let [only] = segments {
        "all customers".clone_into(&mut only.name);
        "one segment holds all clustered customers".clone_into(&mut only.reason);
        return;
    }
    let flags = flags(segments);
    let figures = || {
        let both = segments.iter().zip(genders);
        both.map(|(segment, gender)| Figures { segment, burn_rate, gender: gender.as_deref(), flags: &flags })
    };
    let mut lists: Vec<Vec<NameCandidate>> = figures().map(|figures| candidates(&figures)).collect();
    for (i, (own, list)) in figures().zip(&mut lists).enumerate() {
        let mut others = figures().enumerate().filter(|(j, _)| *j != i);
        if others.all(|(_, other)| own.is_sharper(&other)) {
            let word = first_word(&list[0].name).to_owned();
            let sharper = own.words(&SHARPER).filter(|rule| rule.word.ends_with(&word));
            let sharper: Vec<NameCandidate> = sharper.map(|rule| NameCandidate::of(rule, &own)).collect();
            list.splice(1..1, sharper);
        }
    }
    for (list, name) in lists.iter_mut().zip(before) {
        if let Some(kept) = list.iter().position(|candidate| Some(&candidate.name) == name.as_ref()) {
            *list = vec![list.swap_remove(kept)];
        }
    }
    let all: Vec<Figures> = figures().collect();
    let shorter = |i: usize, name: &str| {
        let mut others = all[i].others().into_iter().map(|(_, words)| words);
        others.find(|words| words[0].name == name)?.pop().map(|word| word.name)
    };
    let chosen = unique(lists, |a, b| all[a].contrasts(&all[b]), shorter);
    for (segment, chosen) in segments.iter_mut().zip(chosen) {
        (segment.name, segment.reason) = (chosen.name, chosen.reason);
    }
}

/// The possible names of a segment, best first; the later ones are used if another segment has the same name. Each has a
/// reason of its own, so that two segments with one reason do not get two names.
fn candidates(figures: &Figures) -> Vec<NameCandidate> {
    let plain = |rule: &Rule| NameCandidate::of(rule, figures);
    let noun = figures.noun().map(plain);
    let mut adjectives: Vec<NameCandidate> = figures.words(&ADJECTIVES).map(plain).collect();
    // Two words for one number would repeat it.
    let mut said = BTreeSet::new();
    adjectives.retain(|word| said.insert(word.about.clone()));

    let mut named = Vec::new();
    if let Some(first) = adjectives.first() {
        let with_noun = noun.as_ref().map(|noun| first.joined(" ", noun));
        if first.name != WITH_NOUN || with_noun.is_none() {
            named.push(first.clone());
        }
        named.extend(with_noun);
        named.extend(adjectives.iter().skip(1).map(|second| first.joined(", ", second)));
    }
    if named.is_empty() {
        named.extend(noun);
    }
    let others = figures.others();
    let leads = others.first().is_some_and(|(size, _)| named.is_empty() || *size > 1.5 * figures.behaviour());
    let others = with_a_second(&others.into_iter().map(|(_, words)| words).collect::<Vec<_>>());
    if leads {
        named.splice(0..0, others);
    } else {
        named.extend(others);
    }
    if named.is_empty() {
        let reason = "no value is far from the average".to_owned();
        named.push(NameCandidate { name: "average".to_owned(), reason, about: Vec::new() });
    }
    let first = named[0].clone();
    if let Some(gender) = figures.gender {
        let whole = format!("{gender} {}", first.name);
        let last = first.name.split(' ').next_back().unwrap_or(&first.name);
        let short = format!("{gender} {last}");
        named.push(NameCandidate {
            name: if whole.chars().count() > LONGEST { short } else { whole },
            reason: format!("{}; nearly all are {gender}", first.reason),
            about: first.about.clone(),
        });
    }
    named.extend(figures.qualifiers(&first, &adjectives).iter().map(|qualifier| first.joined(", ", qualifier)));
    // In a name of two parts, neither part is cut.
    named.retain(|c| !c.reason.contains("; ") || figures.gender.is_some() || c.name.chars().count() <= LONGEST);
    named.into_iter().map(|c| NameCandidate { name: cut(&c.name, LONGEST), ..c }).collect()
}

/// Features without a rule, each alone and with a second one, in the longest words that fit.
fn with_a_second(features: &[Vec<NameCandidate>]) -> Vec<NameCandidate> {
    let fits = |candidate: &NameCandidate| candidate.name.chars().count() <= LONGEST;
    let alone = |words: &Vec<NameCandidate>| words.iter().find(|word| fits(word)).or(words.first()).cloned();
    let pairs = features.iter().enumerate().flat_map(|(i, first)| {
        let seconds = features.iter().skip(i + 1).filter_map(|second| {
            let pairs = first.iter().flat_map(|a| second.iter().map(move |b| (a, b)));
            pairs.map(|(a, b)| a.joined(", ", b)).find(fits)
        });
        alone(first).into_iter().chain(seconds.collect::<Vec<_>>())
    });
    pairs.collect()
}

fn cut(name: &str, longest: usize) -> String {
    if name.chars().count() <= longest {
        return name.to_owned();
    }
    name.chars().take(longest - 1).chain(['…']).collect()
}

fn first_word(name: &str) -> &str {
    name.split([' ', ',']).next().unwrap_or(name)
}

/// Whether two names have the same words in any order.
fn alike(a: &str, b: &str) -> bool {
    let parts = |name: &str| name.split(", ").map(str::to_owned).collect::<BTreeSet<String>>();
    a == b || parts(a) == parts(b)
}

/// `high milk` as `higher milk`, and that as `highest milk`.
fn stronger(name: &str) -> Option<String> {
    let steps = [("high ", "higher "), ("higher ", "highest "), ("low ", "lower "), ("lower ", "lowest ")];
    let stronger = steps.iter().find_map(|(from, to)| Some(format!("{to}{}", name.strip_prefix(from)?)))?;
    Some(stronger).filter(|name| !name.contains(", ") && name.chars().count() <= LONGEST)
}

/// Whether a contrast repeats the first part of a name: `more recent` for `recent`.
fn repeats(first: &str, contrast: &str) -> bool {
    let last = |words: &str| words.split(' ').next_back().map(str::to_owned);
    last(first) == last(contrast)
}

/// One unique name for each segment. Segments that share a name move on to their next candidate, except the one with the
/// fewest left, unless its next candidate only adds a qualifier. After these, the name gets a contrast to the other segment
/// (`contrasts`) or a stronger word; a number is the last resort.
fn unique(
    candidates: Vec<Vec<NameCandidate>>,
    contrasts: impl Fn(usize, usize) -> Vec<NameCandidate>,
    shorter: impl Fn(usize, &str) -> Option<String>,
) -> Vec<NameCandidate> {
    let mut at = vec![0; candidates.len()];
    loop {
        let name = |i: usize| candidates[i][at[i]].name.as_str();
        let left = |i: usize| candidates[i].len() - 1 - at[i];
        let qualified = |i: usize| candidates[i].get(at[i] + 1).is_some_and(|next| next.name.contains(name(i)));
        let moves = |i: usize| {
            let mut rivals = (0..at.len()).filter(|j| *j != i && alike(name(*j), name(i)));
            left(i) > 0 && rivals.any(|j| qualified(i) || (left(j), j) < (left(i), i))
        };
        let moving: Vec<usize> = (0..at.len()).filter(|i| moves(*i)).collect();
        if moving.is_empty() {
            break;
        }
        for i in moving {
            at[i] += 1;
        }
    }
    let mut chosen: Vec<NameCandidate> = Vec::new();
    for (i, (mut list, at)) in candidates.into_iter().zip(at).enumerate() {
        let candidate = list.swap_remove(at);
        let is_free = |chosen: &[NameCandidate], name: &str| chosen.iter().all(|other| !alike(&other.name, name));
        let Some(same) = chosen.iter().position(|other| alike(&other.name, &candidate.name)) else {
            chosen.push(candidate);
            continue;
        };
        let first = candidate.name.split(", ").next().unwrap_or(&candidate.name).to_owned();
        let why = candidate.reason.split("; ").next().unwrap_or(&candidate.reason);
        let added =
            contrasts(i, same).into_iter().filter(|contrast| !repeats(&first, &contrast.name)).find_map(|contrast| {
                let firsts = std::iter::once(first.clone()).chain(shorter(i, &first));
                let mut names = firsts.map(|first| format!("{first}, {}", contrast.name));
                let name = names.find(|name| name.chars().count() <= LONGEST && is_free(&chosen, name))?;
                Some(NameCandidate { name, reason: format!("{why}; {}", contrast.reason), about: contrast.about })
            });
        if let Some(added) = added {
            chosen.push(added);
            continue;
        }
        // One of the two is the stronger one.
        let sharpened = |a: usize, b: usize, own: &NameCandidate| {
            let name = stronger(&own.name).filter(|name| is_free(&chosen, name))?;
            let contrast = contrasts(a, b).into_iter().find(|contrast| contrast.name == name)?;
            Some(NameCandidate { name, reason: format!("{}; {}", own.reason, contrast.reason), about: contrast.about })
        };
        // Of three, the last may be above the second.
        let highest = || {
            let higher = stronger(&candidate.name)?;
            let top = chosen.iter().position(|other| other.name == higher)?;
            let contrast = contrasts(i, top).into_iter().find(|contrast| contrast.name == higher)?;
            let name = stronger(&higher).filter(|name| is_free(&chosen, name))?;
            Some(NameCandidate {
                name,
                reason: format!("{}; {}", candidate.reason, contrast.reason),
                about: contrast.about,
            })
        };
        let ours = sharpened(i, same, &candidate).or_else(highest);
        match (ours, sharpened(same, i, &chosen[same])) {
            (Some(ours), _) => chosen.push(ours),
            (None, Some(theirs)) => {
                chosen[same] = theirs;
                chosen.push(candidate);
            }
            (None, None) => {
                let name = numbered(&candidate.name, &chosen);
                let reason =
                    format!("{}; the number distinguishes it from a segment with the same name", candidate.reason);
                chosen.push(NameCandidate { name, reason, about: candidate.about });
            }
        }
    }
    chosen
}

/// A name with the first number that is free.
fn numbered(name: &str, chosen: &[NameCandidate]) -> String {
    let numbered = |n: usize| {
        let number = format!(" {n}");
        cut(name, LONGEST - number.len()) + &number
    };
    let mut names = (2..=chosen.len() + 2).map(numbered);
    names.find(|name| chosen.iter().all(|other| other.name != *name)).unwrap_or_default()
}
