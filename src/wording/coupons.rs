//! Sentences about the coupon budget, for the panel and for reports.

use super::text::{clean, count, counted, ends, number, numbers_apart, percent, rate_beside};
use crate::analysis::Later;
use crate::data::format_day;
use crate::measures::MATURE;
use crate::segments::budget::{Candidate, FEWEST, Leaders, Proposal};

/// How the rates were measured, so that the reader can judge them.
pub fn measured(later: &Later) -> String {
    let [first, cut, next] = [later.first, later.cut, later.cut.saturating_add(1)].map(format_day);
    let made = format!("Segments of the claims from {first} to {cut}, the first 75% of the days");
    let mature = format!(
        "{} of the burns known by then came within {}",
        percent(MATURE, 0),
        counted(u64::try_from(later.maturity).unwrap_or(0), "day")
    );
    let noise = match later.noise {
        0 => String::new(),
        1 => " 1 customer was in no segment then (noise) and is in no rate.".to_owned(),
        noise => format!(" {} customers were in no segment then (noise) and are in no rate.", count(noise)),
    };
    let until = format_day(later.until);
    if later.until <= later.cut {
        return format!("{made}. {mature}: no later claim is old enough to tell whether it will be burnt.{noise}");
    }
    format!(
        "{made}; rates of what their customers claimed from {next} to {until}. {mature}, so younger claims are not final \
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
    let (few, unmeasured): (Vec<usize>, Vec<usize>) =
        unmeasured.into_iter().partition(|i| candidates[*i].customers < FEWEST);
    let without = |why: String, list: &[usize]| match list {
        [] => String::new(),
        several => format!(" {why}, so no coupons: {}.", names(several)),
    };
    let without =
        without("Not measured".to_owned(), &unmeasured) + &without(format!("Fewer than {FEWEST} customers"), &few);
    let rate = |i: &usize| candidates[*i].burns.rate().unwrap_or(0.0);
    let next = leaders.below.iter().copied().reduce(|a, b| if rate(&b) > rate(&a) { b } else { a });
    let lower = next.map_or_else(String::new, |next| {
        format!(" The next, {}, is clearly lower: {}.", name(&next), figures(&candidates[next]))
    });
    let said = match &leaders.leading[..] {
        [_] if lower.is_empty() => format!("Only {} could be measured: {highest}.", name(&best)),
        [_, _, ..] if leaders.differ() != Some(true) => {
            format!("{} Spread coupons evenly.", alike(candidates, leaders))
        }
        [_] => format!("Give coupons to {}: {highest}.", name(&best)),
        _ if lower.is_empty() => format!(
            "Later burn rates differ ({}), but not enough to say which is highest: {} has {highest}, and every other \
             interval overlaps with it. Spread coupons evenly.",
            chance(leaders.p),
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

/// That no segment burns more, and the rate of all.
fn alike(candidates: &[Candidate], leaders: &Leaders) -> String {
    let burns = leaders.leading.iter().map(|i| candidates[*i].burns).sum();
    let all = Candidate { name: String::new(), customers: 0, burns };
    match leaders.p {
        Some(_) => format!(
            "No segment is shown to burn more: their later burn rates do not differ by more than chance ({}). In all, {}.",
            chance(leaders.p),
            figures(&all)
        ),
        None => format!(
            "It cannot be tested whether a segment burns more: too few customers have later claims. In all, {}.",
            figures(&all)
        ),
    }
}

/// `p = 0.34`, `p = 0.003`.
pub fn chance(p: Option<f64>) -> String {
    let p = p.unwrap_or(f64::NAN);
    format!("p = {}", number(p, if p < 0.1 { 3 } else { 2 }))
}

/// The distribution of a budget: `1,000 coupons: 560 to 1 steady burners ...`.
pub fn proposed(candidates: &[Candidate], proposal: &Proposal) -> String {
    let all: u64 = proposal.coupons.iter().sum();
    let given = candidates.iter().zip(&proposal.coupons).filter(|(_, coupons)| **coupons > 0);
    let given: Vec<String> =
        given.map(|(candidate, coupons)| format!("{} to {}", count(*coupons), clean(&candidate.name))).collect();
    if all == 0 {
        return "0 coupons: no customer gets one.".to_owned();
    }
    let left = match proposal.left {
        0 => String::new(),
        left => format!(
            " {} of the {} are left: no customer gets more than {}, the most later claims of any customer.",
            count(left),
            count(all + left),
            count(proposal.most)
        ),
    };
    let coupons = if all == 1 { "coupon" } else { "coupons" };
    let [low, high] = proposal.interval;
    let [low, burns, high] = numbers_apart([low, proposal.burns, high], usize::from(proposal.burns < 10.0));
    format!(
        "{} {coupons}: {}. Expect {burns} burns (95% prediction interval {low} to {high}).{left}",
        count(all),
        listed(&given),
    )
}

/// `78.8% of 3,120 later claims burnt (77.3 to 80.2%)`.
fn figures(candidate: &Candidate) -> String {
    let rate = candidate.burns.rate().unwrap_or(f64::NAN);
    let claims = candidate.burns.claims;
    format!(
        "{} of {} burnt ({})",
        rate_beside(rate, candidate.burns.interval(), 1),
        counted(claims, "later claim"),
        interval(rate, candidate.burns.interval().unwrap_or([f64::NAN; 2]))
    )
}

/// `77.3 to 80.2%`.
pub fn interval(rate: f64, interval: [f64; 2]) -> String {
    let [low, high] = ends(rate, interval, 1);
    format!("{low} to {high}%")
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed(words: &[String]) -> String {
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
            customers: 1000,
            burns: Burns::of_single_claims(*burnt, *claims),
        };
        burns.iter().enumerate().map(candidate).collect()
    }

    fn said(burns: &[(u64, u64)]) -> String {
        let candidates = candidates(burns);
        who(&candidates, &leaders(&candidates, Some(0.001)))
    }

    #[test]
    fn no_segment_is_said_to_burn_more_unless_rates_differ() {
        let candidates = candidates(&[(800, 1000), (300, 1000)]);
        let said = |p| who(&candidates, &leaders(&candidates, p));
        assert_eq!(
            said(Some(0.34)),
            "No segment is shown to burn more: their later burn rates do not differ by more than chance (p = 0.34). In all, 55.0% of \
             2,000 later claims burnt (52.8 to 57.2%). Spread coupons evenly."
        );
        assert!(said(None).starts_with("It cannot be tested whether a segment burns more"));
        assert!(said(Some(0.05)).starts_with("Give coupons to 1 name"));
    }

    #[test]
    fn what_is_said_follows_the_intervals() {
        let clear = said(&[(800, 1000), (300, 1000), (0, 0)]);
        assert_eq!(
            clear,
            "Give coupons to 1 name: 80.0% of 1,000 later claims burnt (77.4 to 82.4%). The next, 2 name, is clearly \
             lower: 30.0% of 1,000 later claims burnt (27.2 to 32.9%). Not measured, so no coupons: 3 name."
        );
        assert!(
            said(&[(500, 1000), (510, 1000)])
                .starts_with("Later burn rates differ (p = 0.001), but not enough to say which is highest: 2 name has")
        );
        assert!(
            said(&[(810, 1000), (800, 1000), (3, 10)])
                .starts_with("Give coupons to 1 name and 2 name, whose intervals overlap")
        );
        assert!(said(&[(2, 2)]).starts_with("Only 1 name could be measured: 100.0% of 2 later claims burnt"));
        assert!(said(&[(0, 0)]).contains("past, not expected") && said(&[(1, 1)]).contains("past, not expected"));
        let mut few = candidates(&[(800, 1000), (300, 1000)]);
        few[0].customers = 4;
        let said = who(&few, &leaders(&few, Some(0.001)));
        assert!(said.ends_with("Fewer than 5 customers, so no coupons: 1 name."), "{said}");
    }

    #[test]
    fn a_proposal_names_each_share_and_the_burns() {
        let candidates = candidates(&[(800, 1000), (790, 1000), (3, 1000)]);
        let leaders = leaders(&candidates, Some(0.001));
        let words = |n| proposed(&candidates, &propose(n, &candidates, &leaders).unwrap());
        assert_eq!(
            words(1000),
            "1,000 coupons: 500 to 1 name and 500 to 2 name. Expect 795 burns (95% prediction interval 764 to 825)."
        );
        assert_eq!(words(0), "0 coupons: no customer gets one.");
        assert_eq!(words(1), "1 coupon: 1 to 1 name. Expect 0.8 burns (95% prediction interval 0.0 to 1.0).");
        let most = words(1_000_000_000_000);
        assert!(
            most.starts_with("3,000 coupons: 1,000 to 1 name, 1,000 to 2 name and 1,000 to 3 name.")
                && most.ends_with(
                    "999,999,997,000 of the 1,000,000,000,000 are left: no customer gets more than 1, the most later claims of \
                     any customer."
                ),
            "{most}"
        );
    }
}
