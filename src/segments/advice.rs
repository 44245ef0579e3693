//! Advice by rule, from the numbers that give a segment its name, with these numbers quoted.
//!
//! All sentences compare with the average of the clustered customers, as the rules do: "more", "less", never "high".

use super::case::{Case, case};
use super::order_advice;
use super::rule::{BURN_RATE, Bound, Figures};
use super::{Segment, Segments};
use crate::cluster::Verdict;
use crate::digits::percent;

/// Below this number of customers, advice has a caution.
const FEW: u64 = 30;

/// What to do about a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// One to four words, the same for all segments under the rule.
    pub action: &'static str,
    /// What that means and why, with the segment's own numbers.
    pub reason: String,
    /// A reason not to rely on it, if there is one.
    pub caution: Option<String>,
}

const COUNT: &str = "transaction_count";
const ORDERS: &str = "order_count";
const RECENCY: &str = "recency_days";
const TENURE: &str = "tenure_days";

/// All rules. The first that holds gives the advice; the last holds for every segment with claims.
const CASES: [Case; 13] = [
    case(
        "last offer",
        &[(RECENCY, Bound::IndexFrom(150.0)), (RECENCY, Bound::From(180.0))],
        "They have been away far longer than the average: make one last good offer, then leave them alone.",
        &[RECENCY, COUNT, BURN_RATE],
    ),
    case(
        "win back",
        &[(RECENCY, Bound::IndexFrom(150.0)), (RECENCY, Bound::From(60.0))],
        "They have been away longer than the average: write to them now, with an offer that ends soon.",
        &[RECENCY, COUNT, BURN_RATE],
    ),
    case(
        "welcome",
        &[(TENURE, Bound::IndexTo(50.0)), (TENURE, Bound::To(180.0))],
        "They have only just joined: welcome them and make the next burn easy; it is too early to judge them.",
        &[TENURE, COUNT, BURN_RATE],
    ),
    case(
        "reward",
        &[(COUNT, Bound::IndexFrom(115.0)), (BURN_RATE, Bound::IndexFrom(100.0))],
        "They claim more than the average and burn no less of it: reward them for coming back, with first choice rather \
         than deeper discounts.",
        &[COUNT, BURN_RATE, RECENCY],
    ),
    case(
        "fewer, better targeted",
        &[(COUNT, Bound::IndexFrom(115.0)), (BURN_RATE, Bound::IndexTo(90.0))],
        "They claim more than the average and burn less of it: send fewer coupons, of what they have burnt before.",
        &[COUNT, BURN_RATE, RECENCY],
    ),
    case(
        "keep",
        &[(COUNT, Bound::IndexFrom(115.0))],
        "They claim more than the average: they come by themselves, so keep the coupons as they are.",
        &[COUNT, BURN_RATE, RECENCY],
    ),
    case(
        "invite",
        &[(COUNT, Bound::IndexTo(85.0)), (BURN_RATE, Bound::IndexFrom(110.0))],
        "They claim less than the average and burn more of it: invite them to claim more often.",
        &[COUNT, BURN_RATE, RECENCY],
    ),
    case(
        "make it easier",
        &[(COUNT, Bound::IndexTo(85.0)), (BURN_RATE, Bound::IndexTo(90.0))],
        "They claim less than the average and burn less of it: try a simpler offer on a few of them first.",
        &[COUNT, BURN_RATE, RECENCY],
    ),
    case(
        "remind",
        &[(COUNT, Bound::IndexTo(85.0))],
        "They claim less than the average: remind them now and then, where a message costs little.",
        &[COUNT, BURN_RATE, RECENCY],
    ),
    case(
        "invite",
        &[(BURN_RATE, Bound::IndexFrom(110.0))],
        "They burn more of what they claim than the average: invite them to claim more often.",
        &[BURN_RATE, COUNT, RECENCY],
    ),
    case(
        "better targeted",
        &[(BURN_RATE, Bound::IndexTo(90.0))],
        "They burn less of what they claim than the average: offer what they have burnt before.",
        &[BURN_RATE, COUNT, RECENCY],
    ),
    case(
        "remind",
        &[(RECENCY, Bound::IndexFrom(150.0))],
        "They have been quiet for longer than the average, though not for long: a reminder may do.",
        &[RECENCY, COUNT, BURN_RATE],
    ),
    case(
        "treat as all",
        &[],
        "Their claims are much like the average: no reason to treat them differently.",
        &[COUNT, BURN_RATE, RECENCY],
    ),
];

/// The advice for one of `segments`; `verdict` is the strength of their structure.
pub fn advise(segment: &Segment, segments: &Segments, verdict: Verdict) -> Advice {
    let figures = Figures { segment, burn_rate: burn_rate(segments), gender: None };
    let cases: &[Case] = match () {
        () if segment.feature(COUNT).is_some() => &CASES,
        () if segment.feature(ORDERS).is_some() => &order_advice::CASES,
        () => &[],
    };
    let (action, sentence, quoted) = match cases.iter().find(|case| figures.holds(&case.rule)) {
        _ if segments.list.len() == 1 => {
            ("treat as all", "One segment holds everybody: there is nobody to compare with.", String::new())
        }
        Some(case) => (case.rule.word, case.sentence, quotes(&figures, case)),
        None => {
            ("address by kind", "This data has customers only: address them by what sets them apart.", apart(segment))
        }
    };
    let reason = if quoted.is_empty() { sentence.to_owned() } else { format!("{sentence} {quoted}.") };
    let structure = match verdict {
        Verdict::Strong | Verdict::Reasonable | Verdict::Pending => None,
        Verdict::Weak => Some("the segments are not clearly apart: weak structure, mean silhouette 0.50 or less"),
        Verdict::None => Some("there is no clear structure, so these may be no segments at all"),
    };
    let own = segment.silhouette.map_or_else(String::new, |own| format!("; its own silhouette is {own:.2}"));
    let structure = structure.map(|words| format!("{words}{own}"));
    Advice { action, reason, caution: joined(few(segment.customers), structure) }
}

/// The advice for customers who were never active; none without such customers.
pub fn advise_never_active(segments: &Segments) -> Option<Advice> {
    let all = segments.clustered + segments.noise + segments.left_out + segments.inactive;
    let share = percent(segments.inactive as f64 / all as f64, 1);
    let order = segments.list.iter().any(|segment| segment.feature(ORDERS).is_some());
    let (action, reason) = if order {
        (
            "first order",
            format!(
                "They have never ordered, {share} of all customers: make the first order easy, once, and look who orders."
            ),
        )
    } else {
        (
            "first coupon",
            format!(
                "They have never claimed a coupon, {share} of all customers: offer one that needs no condition, once, and look who takes it."
            ),
        )
    };
    (segments.inactive > 0).then(|| Advice { action, reason, caution: few(segments.inactive) })
}

/// The pooled burn rate of all segments.
fn burn_rate(segments: &Segments) -> Option<f64> {
    let sum = |of: fn(&Segment) -> u64| segments.list.iter().map(of).sum::<u64>();
    let (burnt, known) = (sum(|segment| segment.burnt), sum(|segment| segment.known));
    (known > 0).then(|| burnt as f64 / known as f64)
}

/// The numbers of a case with their index: `9.1 claims each (index 131), 74% burnt so far (index 129)`.
fn quotes(figures: &Figures, case: &Case) -> String {
    let orders = figures.segment.feature(ORDERS).is_some();
    let quoted = case.quotes.iter().filter_map(|feature| {
        let (mean, index) = figures.of(feature).map(|(mean, index)| (mean, Some(index))).or_else(|| {
            let profile = figures.segment.feature(feature)?;
            profile.mean.is_finite().then_some((profile.mean, None))
        })?;
        let words = match *feature {
            BURN_RATE => format!("{} burnt so far", percent(mean, 0)),
            RECENCY if orders => format!("last order {mean:.0} days ago on average"),
            RECENCY => format!("last claim {mean:.0} days ago on average"),
            TENURE => format!("joined {mean:.0} days ago on average"),
            ORDERS => format!("{mean:.1} orders each"),
            _ => format!("{mean:.1} claims each"),
        };
        Some(index.map_or_else(|| words.clone(), |index| format!("{words} (index {index:.0})")))
    });
    let quoted = capitalised(&quoted.collect::<Vec<_>>().join(", "));
    if quoted.contains("(index ") { quoted + "; index 100 is the average" } else { quoted }
}

/// The three features with the largest effect: `Mean age 43.1, 1.2 standard deviations above all`.
fn apart(segment: &Segment) -> String {
    let mut features: Vec<_> = segment.profile.iter().filter_map(|p| Some((p, p.effect?))).collect();
    features.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let words = features.iter().filter(|(_, effect)| *effect != 0.0).take(3).map(|(p, effect)| {
        let side = if *effect > 0.0 { "above" } else { "below" };
        format!("mean {} {:.1}, {:.1} standard deviations {side} all", p.feature, p.mean, effect.abs())
    });
    capitalised(&words.collect::<Vec<_>>().join("; "))
}

fn few(customers: u64) -> Option<String> {
    (customers < FEW).then(|| format!("only {customers} customers, fewer than {FEW}: their figures may be chance"))
}

fn joined(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) => Some(format!("{first}; {second}")),
        (first, second) => first.or(second),
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::segments::tests::segments_like;

    fn advice(rows: &[[f64; 4]], label: usize) -> Advice {
        let segments = segments_like(rows);
        advise(&segments.list[label], &segments, Verdict::Reasonable)
    }

    /// Rows of segments: claims, burnt, recency, tenure; what the first is advised.
    #[test]
    fn every_rule_fires() {
        let usual = [10.0, 5.0, 40.0, 400.0];
        let rows = [
            [10.0, 5.0, 300.0, 400.0],
            [10.0, 5.0, 100.0, 400.0],
            [3.0, 1.0, 20.0, 60.0],
            [20.0, 15.0, 40.0, 400.0],
            [20.0, 4.0, 40.0, 400.0],
            [20.0, 9.5, 40.0, 400.0],
            [4.0, 3.0, 40.0, 400.0],
            [4.0, 1.0, 40.0, 400.0],
            [4.0, 2.0, 40.0, 400.0],
            [10.0, 8.0, 40.0, 400.0],
            [10.0, 2.0, 40.0, 400.0],
            [10.0, 5.0, 59.0, 400.0],
            usual,
        ];
        // The quiet are within two months, and the others came lately.
        let lately = [10.0, 5.0, 10.0, 400.0];
        for (i, (row, case)) in rows.into_iter().zip(&CASES).enumerate() {
            let others = if i == 11 { lately } else { usual };
            let advice = advice(&[row, others, others, others], 0);
            assert_eq!(advice.action, case.rule.word, "rule {i}: {advice:?}");
            assert!(advice.reason.starts_with(case.sentence), "rule {i}: {advice:?}");
        }
        assert_eq!(advice(&[usual], 0).action, "treat as all");
    }

    #[test]
    fn the_segments_own_figures_are_quoted() {
        let rows =
            [[9.0, 7.0, 12.0, 700.0], [12.0, 4.0, 9.0, 700.0], [3.0, 2.0, 48.0, 700.0], [4.0, 2.0, 210.0, 700.0]];
        let reason = advice(&rows, 1).reason;
        let figures =
            "12.0 claims each (index 171), 33% burnt so far (index 62), last claim 9 days ago on average (index 13)";
        assert!(reason.contains(figures) && reason.contains("burn less of it"), "{reason}");
    }

    #[test]
    fn cautions_say_why() {
        let segments = segments_like(&[[9.0, 7.0, 12.0, 700.0], [12.0, 4.0, 9.0, 700.0]]);
        let mut segment = segments.list[0].clone();
        let caution = |segment: &Segment, verdict| advise(segment, &segments, verdict).caution;
        let few = "only 10 customers, fewer than 30: their figures may be chance";
        assert_eq!(caution(&segment, Verdict::Strong).as_deref(), Some(few));
        let both = caution(&segment, Verdict::Weak).unwrap();
        assert!(both.starts_with(few) && both.contains("; ") && both.ends_with("silhouette 0.50 or less"), "{both}");
        (segment.customers, segment.silhouette) = (30, Some(0.13));
        assert_eq!(caution(&segment, Verdict::Reasonable), None);
        assert_eq!(caution(&segment, Verdict::Pending), None);
        assert!(caution(&segment, Verdict::None).unwrap().ends_with("no segments at all; its own silhouette is 0.13"));
    }

    #[test]
    fn those_who_were_never_active_get_advice_where_there_are_any() {
        let mut segments = segments_like(&[[9.0, 7.0, 12.0, 700.0]]);
        assert_eq!(advise_never_active(&segments), None);
        segments.inactive = 30;
        let advice = advise_never_active(&segments).unwrap();
        assert!(advice.reason.contains("75.0% of all customers") && advice.caution.is_none(), "{advice:?}");
        segments.inactive = 1;
        assert!(advise_never_active(&segments).unwrap().caution.is_some());
    }

    #[test]
    fn without_claims_what_sets_them_apart_is_quoted() {
        let features = crate::measures::features(&crate::measures::fixture::customers_only()).unwrap();
        let labels: Vec<Option<u32>> = (0..10).map(|i| (i < 9).then_some(u32::from(i >= 5))).collect();
        let segments = super::super::describe(&features, &labels, &[true; 10], 2, None, &[]);
        let advice = advise(&segments.list[0], &segments, Verdict::Strong);
        assert_eq!(advice.action, "address by kind");
        assert!(advice.reason.ends_with("Mean age 22.0, 0.8 standard deviations below all."), "{advice:?}");
    }

    proptest! {
        /// Everybody gets advice, in words that agree with the figures and with the name.
        #[test]
        fn any_profile_gets_advice_that_agrees_with_it(
            rows in prop::collection::vec((1..40_u32, 0..=100_u32, 0..900_u32, 0..2000_u32), 1..7),
        ) {
            let rows: Vec<[f64; 4]> = rows
                .into_iter()
                .map(|(count, burnt, recency, tenure)| {
                    let burnt = (count * burnt / 100).min(count);
                    // Nobody claims before joining.
                    [count, burnt, recency, recency + tenure].map(f64::from)
                })
                .collect();
            let segments = segments_like(&rows);
            let all = |at: usize| rows.iter().map(|row| row[at]).sum::<f64>() / rows.len() as f64;
            let all_rate = all(1) / all(0);
            for (row, segment) in rows.iter().zip(&segments.list) {
                let Advice { action, reason, .. } = advise(segment, &segments, Verdict::Strong);
                prop_assert!(!action.is_empty() && !reason.is_empty());
                let rate = row[1] / row[0];
                prop_assert!(!reason.contains("claim more than") || row[0] > all(0), "{reason}");
                prop_assert!(!reason.contains("claim less than") || row[0] < all(0), "{reason}");
                prop_assert!(!reason.contains("burn less") || rate < all_rate, "{reason}");
                prop_assert!(!reason.contains("burn more") || rate > all_rate, "{reason}");
                prop_assert!(!reason.contains("burn no less") || rate >= all_rate * (1.0 - 1e-9), "{reason}");
                prop_assert!(!reason.contains("longer") || row[2] > all(2), "{reason}");
                let words: BTreeSet<&str> = segment.name.split(' ').collect();
                prop_assert!(!(words.contains("burners") && reason.contains("burn less")), "{}: {reason}", segment.name);
                prop_assert!(!(words.contains("savers") && reason.contains("burn more")), "{}: {reason}", segment.name);
                prop_assert!(!(words.contains("occasional") && reason.contains("claim more than")), "{}: {reason}", segment.name);
                prop_assert!(!(words.contains("new") && action == "last offer"), "{}: {reason}", segment.name);
            }
        }
    }
}
