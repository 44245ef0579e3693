//! Sentences about the coupon budget, for the panel and for reports.

use super::text::{clean, count, number, percent};
use crate::analysis::Later;
use crate::data::format_day;
use crate::measures::MATURE;
use crate::segments::budget::{Candidate, Leaders, Proposal};

/// How the rates were measured, so that the reader can judge them.
pub fn measured(later: &Later) -> String {
    let [first, cut, next] = [later.first, later.cut, later.cut.saturating_add(1)].map(format_day);
    let made = format!("Segments of the claims from {first} to {cut}, the first 75% of the days");
    let mature = format!("{} of the burns known by then came within {} days", percent(MATURE, 0), later.maturity);
    let noise = match later.noise {
        0 => String::new(),
        noise => format!(" {} customers were in no segment then (noise) and are in no rate.", count(noise)),
    };
    let until = format_day(later.until);
    if later.until <= later.cut {
        return format!("{made}. {mature}: no later claim is old enough to tell whether it will be burnt.{noise}");
    }
    format!(
        "{made}; rates of what their customers claimed from {next} to {until}. {mature}, so younger claims cannot tell \
         yet.{noise}{}",
        moved(later)
    )
}

/// Which segments of today correspond to others than their own customers.
fn moved(later: &Later) -> String {
    let moved = later.segments.iter().filter(|early| early.today.is_some() && early.shared * 2 < early.customers);
    let names: Vec<String> = moved
        .map(|early| format!("{} ({} of {})", clean(&early.name), count(early.shared), count(early.customers)))
        .collect();
    if names.is_empty() {
        return String::new();
    }
    format!(" Fewer than half of their customers are in the matching segment of today: {}.", listed(&names))
}

/// Which segments should get coupons, with the numbers behind it.
pub fn who(candidates: &[Candidate], leaders: &Leaders) -> String {
    let Some(best) = leaders.best else {
        return "No later claims: it is unknown who will burn more. The rates up to then are past, not expected: the \
                segments were made from them."
            .to_owned();
    };
    let name = |i: &usize| clean(&candidates[*i].name).into_owned();
    let names = |list: &[usize]| listed(&list.iter().map(name).collect::<Vec<_>>());
    let highest = figures(&candidates[best]);
    let unmeasured: Vec<usize> =
        (0..candidates.len()).filter(|i| !leaders.leading.contains(i) && !leaders.below.contains(i)).collect();
    let without = match &unmeasured[..] {
        [] => String::new(),
        several => format!(" Not measured, and so without coupons: {}.", names(several)),
    };
    let rate = |i: &usize| candidates[*i].burns.rate().unwrap_or(0.0);
    let next = leaders.below.iter().copied().reduce(|a, b| if rate(&b) > rate(&a) { b } else { a });
    let lower = next.map_or_else(String::new, |next| {
        format!(" The next, {}, is clearly lower: {}.", name(&next), figures(&candidates[next]))
    });
    let said = match &leaders.leading[..] {
        [_] if lower.is_empty() => format!("Only {} could be measured: {highest}.", name(&best)),
        [_] => format!("Give coupons to {}: {highest}.", name(&best)),
        _ if lower.is_empty() => format!(
            "No segment burns more: the highest later burn rate is that of {}, {highest}, and every other interval reaches \
             that one. Spread coupons evenly.",
            name(&best)
        ),
        leading => format!(
            "Give coupons to {}, whose intervals overlap: the highest later burn rate is that of {}, {highest}.",
            names(leading),
            name(&best)
        ),
    };
    said + &lower + &without
}

/// What a number of coupons comes to: `1,000 coupons: 560 to 1 steady burners ...`.
pub fn proposed(candidates: &[Candidate], proposal: &Proposal) -> String {
    let all: u64 = proposal.coupons.iter().sum();
    let given = candidates.iter().zip(&proposal.coupons).filter(|(_, coupons)| **coupons > 0);
    let given: Vec<String> =
        given.map(|(candidate, coupons)| format!("{} to {}", count(*coupons), clean(&candidate.name))).collect();
    if all == 0 {
        return "0 coupons: no customer gets one.".to_owned();
    }
    let coupons = if all == 1 { "coupon" } else { "coupons" };
    let decimals = usize::from(proposal.burns < 10.0);
    let [low, high] = proposal.interval.map(|end| number(end, decimals));
    format!(
        "{} {coupons}: {}. Expect {} burns (95% interval {low} to {high}).",
        count(all),
        listed(&given),
        number(proposal.burns, decimals)
    )
}

/// `78.8% of 3,120 later claims burnt (77.3 to 80.2%)`.
fn figures(candidate: &Candidate) -> String {
    let [low, high] = candidate.burns.interval().unwrap_or([f64::NAN; 2]);
    let claims = candidate.burns.claims;
    format!(
        "{} of {} later {} burnt ({})",
        percent(candidate.burns.rate().unwrap_or(f64::NAN), 1),
        count(claims),
        if claims == 1 { "claim" } else { "claims" },
        interval([low, high])
    )
}

/// `77.3 to 80.2%`.
pub fn interval([low, high]: [f64; 2]) -> String {
    format!("{} to {}", number(100.0 * low, 1), percent(high, 1))
}

/// `a`, `a and b`, `a, b and c`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::measures::Burns;
    use crate::segments::budget::{leaders, propose};

    fn candidates(burns: &[(u64, u64)]) -> Vec<Candidate> {
        let candidate = |(i, (burnt, claims)): (usize, &(u64, u64))| Candidate {
            name: format!("{} name", i + 1),
            customers: 100,
            burns: Burns { claims: *claims, burnt: *burnt },
        };
        burns.iter().enumerate().map(candidate).collect()
    }

    fn said(burns: &[(u64, u64)]) -> String {
        let candidates = candidates(burns);
        who(&candidates, &leaders(&candidates))
    }

    #[test]
    fn what_is_said_follows_the_intervals() {
        let clear = said(&[(800, 1000), (300, 1000), (0, 0)]);
        assert_eq!(
            clear,
            "Give coupons to 1 name: 80.0% of 1,000 later claims burnt (77.4 to 82.4%). The next, 2 name, is clearly \
             lower: 30.0% of 1,000 later claims burnt (27.2 to 32.9%). Not measured, and so without coupons: 3 name."
        );
        assert!(
            said(&[(500, 1000), (510, 1000)])
                .starts_with("No segment burns more: the highest later burn rate is that of 2 name")
        );
        assert!(
            said(&[(810, 1000), (800, 1000), (3, 10)])
                .starts_with("Give coupons to 1 name and 2 name, whose intervals overlap")
        );
        assert!(said(&[(1, 1)]).starts_with("Only 1 name could be measured: 100.0% of 1 later claim burnt"));
        assert!(said(&[(0, 0)]).contains("past, not expected"));
    }

    #[test]
    fn a_proposal_names_each_share_and_the_burns() {
        let candidates = candidates(&[(800, 1000), (790, 1000), (3, 1000)]);
        let leaders = leaders(&candidates);
        let words = |n| proposed(&candidates, &propose(n, &candidates, &leaders).unwrap());
        assert_eq!(
            words(1000),
            "1,000 coupons: 500 to 1 name and 500 to 2 name. Expect 795 burns (95% interval 777 to 812)."
        );
        assert_eq!(words(0), "0 coupons: no customer gets one.");
        assert_eq!(words(1), "1 coupon: 1 to 1 name. Expect 0.8 burns (95% interval 0.8 to 0.8).");
        assert!(words(1_000_000_000_000).starts_with("1,000,000,000,000 coupons: 500,000,000,000 to 1 name"));
    }
}
