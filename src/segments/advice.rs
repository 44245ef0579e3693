//! Advice by rule: from the behaviour of a segment, and from its later burn rate if a test shows that rates differ.
//! Sentences quote these numbers.
//!
//! All sentences compare with the average of the clustered customers, as the rules do: "more", "less", never "high".

use std::collections::BTreeSet;

use super::budget::FEWEST;
use super::case::{Case, case};
use super::habits;
use super::order_advice;
use super::rule::{Bound, Figures};
use super::{Evidence, Segment, Segments, Standing};
use crate::cluster::Verdict;
use crate::digits::{counted, number, numbers_apart, percent, rate_and_interval};
use crate::measures::Lift;
use crate::money::{Room, money};

/// Below this number of customers, advice has a caution.
const FEW: u64 = 30;
const TOO_FEW_WORDS: &str = "Fewer than 5 customers: too few to advise anything.";

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

/// All cases. The first that holds gives the advice; the last holds for every segment with claims.
const CASES: [Case; 8] = [
    case(
        ("last offer", "Inactive for much longer than average. Make one last offer, then write to them less often."),
        &[(RECENCY, Bound::IndexFrom(150.0)), (RECENCY, Bound::From(180.0))],
        Some([
            (
                "win back",
                "Inactive for much longer than average, but those who claim again burn more than others. Win them back with coupons.",
            ),
            (
                "write less often",
                "Inactive for much longer than average, and those who claim again burn less than others. Write to them without coupons, and less often.",
            ),
        ]),
        &[RECENCY, COUNT],
    ),
    case(
        ("win back", "Inactive for longer than average. Write to them now, with an offer that ends soon."),
        &[(RECENCY, Bound::IndexFrom(150.0)), (RECENCY, Bound::From(60.0))],
        Some([
            (
                "win back",
                "Inactive for longer than average, but those who claim again burn more than others. Win them back with coupons.",
            ),
            (
                "win back",
                "Inactive for longer than average, and those who claim again burn less than others. Write to them now, without a coupon.",
            ),
        ]),
        &[RECENCY, COUNT],
    ),
    case(
        ("welcome", "They joined recently. Welcome them and show them how it works; it is too early to judge them."),
        &[(TENURE, Bound::IndexTo(50.0)), (TENURE, Bound::To(180.0))],
        Some([
            (
                "welcome",
                "They joined recently, and customers like them burn more than others. Welcome them with coupons.",
            ),
            (
                "welcome",
                "They joined recently, and customers like them burn less than others. Welcome them without coupons.",
            ),
        ]),
        &[TENURE, COUNT],
    ),
    case(
        ("keep", "More claims than average. Keep their coupons as they are, and tell them first about what is new."),
        &[(COUNT, Bound::IndexFrom(115.0))],
        Some([
            ("reward", "More claims than average, and they burn more than others. Give them coupons first."),
            (
                "fewer, better targeted",
                "More claims than average, but they burn less than others. Send fewer coupons, and test other offers on a few of them.",
            ),
        ]),
        &[COUNT, RECENCY],
    ),
    case(
        ("remind", "Fewer claims than average. Remind them now and then, if a message costs little."),
        &[(COUNT, Bound::IndexTo(85.0))],
        Some([
            (
                "invite",
                "Fewer claims than average, but they burn more than others. Give them coupons, and invite them to claim more often.",
            ),
            (
                "make it easier",
                "Fewer claims than average, and they burn less than others. Test a simpler offer on a few of them before you send coupons.",
            ),
        ]),
        &[COUNT, RECENCY],
    ),
    case(
        ("remind", "Inactive for longer than average, but not for long. A reminder may be enough."),
        &[(RECENCY, Bound::IndexFrom(150.0))],
        Some([
            ("invite", "Inactive for longer than average, but they burn more than others. Give them coupons."),
            (
                "remind",
                "Inactive for longer than average, and they burn less than others. Remind them without a coupon.",
            ),
        ]),
        &[RECENCY, COUNT],
    ),
    case(
        (
            "go on as now",
            "Their last claim is more recent than average, with about as many claims. Go on as you do now.",
        ),
        &[(RECENCY, Bound::IndexTo(85.0))],
        Some([
            (
                "invite",
                "Their last claim is more recent than average, and they burn more than others. Give them coupons first.",
            ),
            (
                "better targeted",
                "Their last claim is more recent than average, but they burn less than others. Test other offers on a few of \
                 them before you send coupons.",
            ),
        ]),
        &[RECENCY, COUNT],
    ),
    case(
        ("treat as average", "Their claims are close to the average. There is no reason to treat them differently."),
        &[],
        Some([
            ("invite", "They burn more than others. Give them coupons first."),
            (
                "better targeted",
                "They burn less than others. Test other offers on a few of them before you send coupons.",
            ),
        ]),
        &[COUNT, RECENCY],
    ),
];

/// The advice for a segment whose later burn rate is not among the highest.
const OTHERS_FIRST: &str = "If coupons are few, others come first: their later burn rate is higher.";

/// The advice for one of `segments`; `verdict` is the strength of their structure. Nothing is said about burning unless
/// the `evidence` shows that later burn rates differ.
pub fn advise(segment: &Segment, segments: &Segments, verdict: Verdict, evidence: Evidence) -> Advice {
    let figures = Figures { segment, burn_rate: None, gender: None, flags: &BTreeSet::new() };
    let cases: &[Case] = match () {
        () if segment.feature(COUNT).is_some() => &CASES,
        () if segment.feature(ORDERS).is_some() => &order_advice::CASES,
        () => &[],
    };
    let (action, sentence, quoted) = match cases.iter().find(|case| figures.holds(&case.rule)) {
        _ if segment.customers < FEWEST => ("too few", TOO_FEW_WORDS.to_owned(), String::new()),
        _ if segments.list.len() == 1 => {
            let only = "There is only one segment, so there is nothing to compare it with.";
            ("treat as average", only.to_owned(), String::new())
        }
        Some(case) => {
            let (action, sentence) = said(case, segment, segments, evidence.standing);
            (action, sentence, quotes(&figures, case, evidence))
        }
        None => match (apart(segment, segments), more_often(segment)) {
            (None, None) => {
                let alike =
                    "They are close to the average in every value. There is no reason to treat them differently.";
                ("treat as average", alike.to_owned(), String::new())
            }
            (numbers, categories) => {
                let apart = numbers.into_iter().chain(categories).collect::<Vec<_>>().join("; ");
                let sentence = format!("What sets them apart: {apart}. Choose offers and words that fit this.");
                ("address by profile", sentence, String::new())
            }
        },
    };
    let reason = if quoted.is_empty() { sentence } else { format!("{sentence} {quoted}.") };
    // Too few customers, or a single segment, have no habits.
    let reason = [Some(reason), habits::advised(segment)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let structure = match verdict {
        Verdict::Strong | Verdict::Reasonable | Verdict::Pending => None,
        Verdict::Weak => Some("the segments are not clearly separated: weak structure, mean silhouette 0.50 or less"),
        Verdict::None => Some("no clear structure: these may not be real segments"),
    };
    let own = segment.silhouette.map_or_else(String::new, |own| format!("; its own silhouette is {own:.2}"));
    let structure = structure.map(|words| format!("{words}{own}"));
    Advice { action, reason, caution: joined(few(segment.customers), structure) }
}

/// The action and the sentence of a case.
fn said(case: &Case, segment: &Segment, segments: &Segments, standing: Standing) -> (&'static str, String) {
    let plain = (case.rule.word, case.sentence);
    let (action, sentence) = match (standing, case.measured) {
        (Standing::Highest, Some([highest, _])) => highest,
        (Standing::Lower, Some([_, lower])) => lower,
        // The segments that burnt or bought most always get advice.
        _ if plain.0 == "last offer" && is_best(segment, segments) => {
            ("win back", "Inactive for much longer than average. Write to them, with an offer that ends soon.")
        }
        _ => plain,
    };
    let others_first = standing == Standing::Between;
    (action, if others_first { format!("{sentence} {OTHERS_FIRST}") } else { sentence.to_owned() })
}

/// Whether no segment had a higher burn rate, or of customers who order more revenue for each of them.
fn is_best(segment: &Segment, segments: &Segments) -> bool {
    let value = |segment: &Segment| match segment.revenue {
        Some(revenue) => Some(revenue / segment.customers as f64),
        None => segment.shrunk.map(|shrunk| shrunk.rate),
    };
    let best = segments.list.iter().filter_map(value).max_by(f64::total_cmp);
    value(segment).zip(best).is_some_and(|(own, best)| own >= best)
}

/// The advice for inactive customers; none if there are none. It uses no value of theirs that could be chance, so their
/// number does not matter.
pub fn advise_never_active(segments: &Segments) -> Option<Advice> {
    let all = segments.clustered + segments.noise + segments.left_out + segments.inactive;
    let share = percent(segments.inactive as f64 / all as f64, 1);
    let order = segments.list.iter().any(|segment| segment.feature(ORDERS).is_some());
    let (action, reason) = if order {
        (
            "first order",
            format!(
                "{share} of all customers have never ordered. Offer them an easy first order, once, and see who orders."
            ),
        )
    } else {
        (
            "first coupon",
            format!(
                "{share} of all customers have never claimed a coupon. Offer them one coupon without conditions, once, \
                 and see who claims it."
            ),
        )
    };
    (segments.inactive > 0).then_some(Advice { action, reason, caution: None })
}

/// The numbers of a case with their index, and the later burn rate if the sentence rests on it: `9.1 claims each (index
/// 131), later burn rate 80%, 95% CI 78-82% (1,606 claims)`.
fn quotes(figures: &Figures, case: &Case, evidence: Evidence) -> String {
    let orders = figures.segment.feature(ORDERS).is_some();
    let quoted = case.quotes.iter().filter_map(|feature| {
        let (mean, index) = figures.of(feature).map(|(mean, index)| (mean, Some(index))).or_else(|| {
            let profile = figures.segment.feature(feature)?;
            profile.mean.is_finite().then_some((profile.mean, None))
        })?;
        let days = |mean: f64| counted(mean.round().max(0.0) as u64, "day");
        let words = match *feature {
            RECENCY if orders => format!("last order {} ago on average", days(mean)),
            RECENCY => format!("last claim {} ago on average", days(mean)),
            TENURE => format!("joined {} ago on average", days(mean)),
            ORDERS => format!("{} orders each", number(mean, 1)),
            order_advice::PRODUCTS => format!("{} different products each", number(mean, 1)),
            order_advice::SPEND => {
                format!("{} spent each", money(mean, figures.segment.currency.as_deref(), Room::Units))
            }
            _ => format!("{} claims each", number(mean, 1)),
        };
        Some(index.map_or_else(|| words.clone(), |index| format!("{words} (index {index:.0})")))
    });
    let rests = matches!(evidence.standing, Standing::Highest | Standing::Between | Standing::Lower);
    let later = evidence.burns.rate().zip(evidence.burns.interval()).filter(|_| rests).map(|(rate, interval)| {
        let claims = counted(evidence.burns.claims, "claim");
        let all = evidence.all.map_or_else(String::new, |all| format!("; {} in all segments", percent(all, 0)));
        format!("later burn rate {} ({claims}{all})", rate_and_interval(rate, interval))
    });
    let quoted = capitalised(&quoted.chain(later).collect::<Vec<_>>().join(", "));
    if quoted.contains("(index ") { quoted + "; index 100 is the average" } else { quoted }
}

/// The smallest effect that is mentioned: a third of a standard deviation.
const WORTH_SAYING: f64 = 1.0 / 3.0;

/// The three features in which the segment deviates most: `age 43.1 on average (all 36.2), income 88 on average (all 60)`;
/// none if it is close to the mean of all in each.
fn apart(segment: &Segment, segments: &Segments) -> Option<String> {
    let effects = segment.profile.iter().filter(|profile| !profile.code).filter_map(|p| Some((p, p.effect?)));
    let mut features: Vec<_> = effects.filter(|(_, effect)| effect.abs() >= WORTH_SAYING).collect();
    features.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let words = features.iter().take(3).map(|(p, _)| {
        let [own, all] = [p.mean, segments.mean(&p.feature)].map(|mean| number(mean, usize::from(mean.abs() < 1000.0)));
        format!("{} {own} on average (all {all})", p.feature)
    });
    let words = words.collect::<Vec<_>>().join(", ");
    (!words.is_empty()).then_some(words)
}

/// The three categories with the highest lift: `62% have plan premium (28% of all, 95% CI of the lift 1.8-2.6)`.
fn more_often(segment: &Segment) -> Option<String> {
    let words = segment.telling_categories().take(3).map(|category| {
        let Lift { share, everywhere, interval, .. } = category.lift;
        let [low, high] = numbers_apart(interval.unwrap_or([f64::NAN; 2]), 1);
        let (share, everywhere) = (percent(share, 0), percent(everywhere, 0));
        format!("{share} have {} {} ({everywhere} of all, lift 95% CI {low}-{high})", category.column, category.name)
    });
    let words = words.collect::<Vec<_>>().join("; ");
    (!words.is_empty()).then_some(words)
}

fn few(customers: u64) -> Option<String> {
    (customers < FEW)
        .then(|| format!("only {}, fewer than {FEW}: their values may be chance", counted(customers, "customer")))
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
    use crate::measures::Burns;
    use crate::progress::Progress;
    use crate::segments::budget::{Candidate, leaders};
    use crate::segments::standing::evidence;
    use crate::segments::tests::segments_like;

    fn advice(rows: &[[f64; 4]], label: usize) -> Advice {
        with(rows, label, Standing::Unknown)
    }

    fn with(rows: &[[f64; 4]], label: usize, standing: Standing) -> Advice {
        let segments = segments_like(rows);
        let burns = Burns::of_single_claims(150, 200);
        advise(&segments.list[label], &segments, Verdict::Reasonable, Evidence { standing, burns, all: Some(0.7) })
    }

    /// Rows of segments: claims, burnt, recency, tenure; the advice for the first, by the standing of its later rate.
    #[test]
    fn every_case_says_what_the_evidence_allows() {
        let usual = [10.0, 5.0, 40.0, 400.0];
        let rows = [
            [10.0, 4.0, 300.0, 400.0],
            [10.0, 5.0, 100.0, 400.0],
            [3.0, 1.0, 20.0, 60.0],
            [20.0, 15.0, 40.0, 400.0],
            [4.0, 3.0, 40.0, 400.0],
            [10.0, 5.0, 59.0, 400.0],
            [10.0, 5.0, 30.0, 400.0],
            usual,
        ];
        // The sixth case is about less than two months, so the others must be more recent.
        let recent = [10.0, 5.0, 10.0, 400.0];
        for (i, (row, case)) in rows.into_iter().zip(&CASES).enumerate() {
            let others = if i == 5 { recent } else { usual };
            let said = |standing| with(&[row, others, others, others], 0, standing);
            let [highest, lower] = case.measured.unwrap();
            for (standing, (action, sentence)) in [
                (Standing::Unknown, (case.rule.word, case.sentence)),
                (Standing::Alike, (case.rule.word, case.sentence)),
                (Standing::Between, (case.rule.word, case.sentence)),
                (Standing::Highest, highest),
                (Standing::Lower, lower),
            ] {
                let advice = said(standing);
                assert_eq!(advice.action, action, "case {i}, {standing:?}: {advice:?}");
                assert!(advice.reason.starts_with(sentence), "case {i}, {standing:?}: {advice:?}");
                let of_burns = ["burn", "others come first"].iter().any(|words| advice.reason.contains(words));
                let may = !matches!(standing, Standing::Unknown | Standing::Alike);
                assert_eq!(of_burns, may, "case {i}, {standing:?}: {advice:?}");
            }
        }
        assert_eq!(advice(&[usual], 0).action, "treat as average");
    }

    #[test]
    fn the_numbers_it_rests_on_are_quoted() {
        let rows =
            [[9.0, 7.0, 12.0, 700.0], [12.0, 4.0, 9.0, 700.0], [3.0, 2.0, 48.0, 700.0], [4.0, 2.0, 210.0, 700.0]];
        let numbers = "12.0 claims each (index 171), last claim 9 days ago on average (index 13)";
        let reason = advice(&rows, 1).reason;
        assert!(reason.contains(&format!("{numbers}; index 100")), "{reason}");
        let reason = with(&rows, 1, Standing::Lower).reason;
        assert!(reason.contains(numbers), "{reason}");
        assert!(reason.contains("later burn rate 75%, 95% CI 69-80% (200 claims; 70% in all segments)"), "{reason}");
    }

    #[test]
    fn the_last_offer_is_not_for_those_who_burnt_most() {
        let usual = [10.0, 5.0, 40.0, 400.0];
        assert_eq!(advice(&[[10.0, 4.0, 300.0, 400.0], usual, usual, usual], 0).action, "last offer");
        assert_eq!(advice(&[[10.0, 9.0, 300.0, 400.0], usual, usual, usual], 0).action, "win back");
    }

    #[test]
    fn fewer_than_five_customers_get_no_advice() {
        let segments = segments_like(&[[9.0, 7.0, 12.0, 700.0], [12.0, 4.0, 9.0, 700.0]]);
        let mut segment = segments.list[0].clone();
        segment.customers = 4;
        assert_eq!(advise(&segment, &segments, Verdict::Strong, Evidence::default()).action, "too few");
    }

    #[test]
    fn cautions_say_why() {
        let segments = segments_like(&[[9.0, 7.0, 12.0, 700.0], [12.0, 4.0, 9.0, 700.0]]);
        let mut segment = segments.list[0].clone();
        let caution = |segment: &Segment, verdict| advise(segment, &segments, verdict, Evidence::default()).caution;
        let few = "only 10 customers, fewer than 30: their values may be chance";
        assert_eq!(caution(&segment, Verdict::Strong).as_deref(), Some(few));
        let both = caution(&segment, Verdict::Weak).unwrap();
        assert!(both.starts_with(few) && both.contains("; ") && both.ends_with("silhouette 0.50 or less"), "{both}");
        (segment.customers, segment.silhouette) = (30, Some(0.13));
        assert_eq!(caution(&segment, Verdict::Reasonable), None);
        assert_eq!(caution(&segment, Verdict::Pending), None);
        assert!(
            caution(&segment, Verdict::None).unwrap().ends_with("may not be real segments; its own silhouette is 0.13")
        );
    }

    #[test]
    fn inactive_customers_get_advice_if_there_are_any() {
        let mut segments = segments_like(&[[9.0, 7.0, 12.0, 700.0]]);
        assert_eq!(advise_never_active(&segments), None);
        segments.inactive = 30;
        let advice = advise_never_active(&segments).unwrap();
        assert!(advice.reason.contains("75.0% of all customers") && advice.caution.is_none(), "{advice:?}");
        segments.inactive = 1;
        assert_eq!(advise_never_active(&segments).unwrap().caution, None);
    }

    #[test]
    fn without_claims_what_sets_them_apart_is_quoted() {
        let features =
            crate::measures::features(&crate::measures::fixture::customers_only(), &Progress::new()).unwrap();
        let labels: Vec<Option<u32>> = (0..10).map(|i| (i < 9).then_some(u32::from(i >= 5))).collect();
        let segments = super::super::describe(&features, &labels, &[true; 10], 2, None, &[]);
        let advice = advise(&segments.list[0], &segments, Verdict::Strong, Evidence::default());
        assert_eq!(advice.action, "address by profile");
        assert!(advice.reason.starts_with("What sets them apart: age 22.0 on average (all 24.0). "), "{advice:?}");
    }

    /// What advice recommends about coupons: give them, withhold them, or nothing.
    fn coupons(advice: &Advice) -> Option<bool> {
        let says = |words: &[&str]| words.iter().any(|word| advice.reason.contains(word));
        let held =
            ["Send no coupons", "Send fewer coupons", "without a coupon", "without coupons", "before you send coupons"];
        match () {
            () if says(&held) || says(&["others come first"]) => Some(false),
            () if says(&["ive them coupons", "with coupons"]) => Some(true),
            () => None,
        }
    }

    proptest! {
        /// Every segment gets advice that agrees with its numbers, its name and the budget.
        #[test]
        fn any_profile_gets_advice_that_agrees_with_it(
            rows in prop::collection::vec((1..40_u32, 0..=100_u32, 0..900_u32, 0..2000_u32), 1..7),
            later in prop::collection::vec((0..300_u64, 0..300_u64), 7),
            p in prop::sample::select(vec![None, Some(0.001), Some(0.4)]),
        ) {
            let rows: Vec<[f64; 4]> = rows
                .into_iter()
                .map(|(count, burnt, recency, tenure)| {
                    let burnt = (count * burnt / 100).min(count);
                    // No claim is before the join date.
                    [count, burnt, recency, recency + tenure].map(f64::from)
                })
                .collect();
            let segments = segments_like(&rows);
            let candidates: Vec<Candidate> = segments
                .list
                .iter()
                .zip(&later)
                .map(|(segment, (burnt, open))| Candidate {
                    name: segment.name.clone(),
                    customers: segment.customers,
                    burns: Burns::of_single_claims(*burnt, burnt + open),
                })
                .collect();
            let leaders = leaders(&candidates, p);
            let evidence = evidence(&candidates, &leaders);
            let all = |at: usize| rows.iter().map(|row| row[at]).sum::<f64>() / rows.len() as f64;
            let (claims, burnt) = later.iter().take(rows.len()).fold((0, 0), |(n, b), (burnt, open)| (n + burnt + open, b + burnt));
            for (label, (row, segment)) in rows.iter().zip(&segments.list).enumerate() {
                let advice = advise(segment, &segments, Verdict::Strong, evidence[label]);
                let Advice { action, reason, .. } = &advice;
                prop_assert!(!action.is_empty() && !reason.is_empty());
                prop_assert!(!reason.contains("ore claims than") || row[0] > all(0), "{reason}");
                prop_assert!(!reason.contains("ewer claims than") || row[0] < all(0), "{reason}");
                prop_assert!(!reason.contains("longer") || row[2] > all(2), "{reason}");
                let own = &candidates[label].burns;
                let above = own.burnt * claims > burnt * own.claims;
                prop_assert!(!(reason.contains("burn more") || reason.contains("many burn")) || above, "{reason}");
                prop_assert!(!reason.contains("burn less") || !above, "{reason}");
                match coupons(&advice) {
                    Some(true) => prop_assert!(leaders.leading.contains(&label), "{reason}"),
                    Some(false) => prop_assert!(leaders.below.contains(&label), "{reason}"),
                    None => {}
                }
                prop_assert!(p == Some(0.001) || !reason.contains("burn"), "{reason}");
                let words: BTreeSet<&str> = segment.name.split([' ', ',']).collect();
                prop_assert!(!(words.contains("savers") && row[1] == 0.0), "{}", segment.name);
                prop_assert!(!(words.contains("burners") && row[1] / row[0] < all(1) / all(0)), "{}", segment.name);
                prop_assert!(!(words.contains("occasional") && reason.contains("ore claims than")), "{}: {reason}", segment.name);
                let name = &segment.name;
                let most = rows.iter().all(|other| other[0] <= row[0]);
                let fewest = rows.iter().all(|other| other[0] >= row[0]);
                prop_assert!(!name.contains("very frequent") || most, "{name}");
                prop_assert!(!name.contains("very occasional") || fewest, "{name}");
                prop_assert!(!name.contains("fairly recent") || row[2] <= 90.0, "{name}");
                let parts = |name: &str| name.split(", ").map(str::to_owned).collect::<BTreeSet<String>>();
                let others = segments.list.iter().enumerate().filter(|(other, _)| *other != label);
                for (_, other) in others {
                    prop_assert!(parts(&other.name) != parts(name), "{name} and {}", other.name);
                }
                prop_assert!(!(words.contains("new") && *action == "last offer"), "{}: {reason}", segment.name);
            }
        }
    }
}
