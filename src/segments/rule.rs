//! The rules behind generated names: a word, and the bounds of a segment's numbers for it.

use std::collections::BTreeSet;

use super::feature_words::words;
use super::{Profile, Segment};
use crate::digits::{number, numbers_apart, percent};
use crate::measures::{FEATURES, FeatureSpec, Unit};
use crate::money::{Room, money};

/// The pooled burn rate, as a feature of the rules.
pub(super) const BURN_RATE: &str = "burn_rate";

/// A bound of a number.
pub(super) enum Bound {
    /// Least index (100 = all clustered customers).
    IndexFrom(f64),
    /// Largest index.
    IndexTo(f64),
    /// Least mean, in the feature's own units.
    From(f64),
    /// Largest mean.
    To(f64),
    /// Least index, whose 95% interval is above the average.
    ClearlyFrom(f64),
    /// Largest index, whose 95% interval is below the average; not of customers who never burnt.
    ClearlyTo(f64),
}

/// A word for segments within bounds; the number of the first bound is quoted.
pub(super) struct Rule {
    pub word: &'static str,
    pub bounds: &'static [(&'static str, Bound)],
}

/// Words for customers of a segment. The first that holds begins the name.
pub(super) const ADJECTIVES: [Rule; 12] = [
    // If all customers ordered once, it distinguishes no segment.
    Rule {
        word: "one-time",
        bounds: &[
            ("order_count", Bound::To(1.1)),
            ("order_count", Bound::IndexTo(90.0)),
            ("recency_days", Bound::From(60.0)),
        ],
    },
    Rule { word: "lapsed", bounds: &[("recency_days", Bound::IndexFrom(150.0)), ("recency_days", Bound::From(60.0))] },
    Rule { word: "new", bounds: &[("tenure_days", Bound::IndexTo(50.0)), ("tenure_days", Bound::To(180.0))] },
    // Only customers who order have a number of orders.
    Rule {
        word: "big spenders",
        bounds: &[("amount_total", Bound::IndexFrom(200.0)), ("order_count", Bound::From(0.0))],
    },
    Rule { word: "frequent", bounds: &[("transaction_count", Bound::IndexFrom(115.0))] },
    Rule { word: "occasional", bounds: &[("transaction_count", Bound::IndexTo(85.0))] },
    Rule { word: "quiet", bounds: &[("recency_days", Bound::IndexFrom(150.0))] },
    Rule { word: "recent", bounds: &[("recency_days", Bound::IndexTo(60.0)), ("recency_days", Bound::To(60.0))] },
    Rule {
        word: "fairly recent",
        bounds: &[("recency_days", Bound::IndexTo(85.0)), ("recency_days", Bound::To(90.0))],
    },
    // The last claim is long ago, and that of the others even longer: recent only in comparison.
    Rule { word: "more recent", bounds: &[("recency_days", Bound::IndexTo(85.0))] },
    Rule { word: "established", bounds: &[("tenure_days", Bound::IndexFrom(150.0))] },
    Rule { word: "newer", bounds: &[("tenure_days", Bound::IndexTo(50.0))] },
];

/// Stronger words for frequency, for the segment that is far ahead of all others where several would have the same name.
pub(super) const SHARPER: [Rule; 2] = [
    Rule { word: "very frequent", bounds: &[("transaction_count", Bound::IndexFrom(150.0))] },
    Rule { word: "very occasional", bounds: &[("transaction_count", Bound::IndexTo(60.0))] },
];

/// Words for the use of coupons, only where the shrunk rate of the past is clearly not the average.
pub(super) const NOUNS: [Rule; 2] = [
    Rule { word: "burners", bounds: &[(BURN_RATE, Bound::ClearlyFrom(120.0))] },
    Rule { word: "savers", bounds: &[(BURN_RATE, Bound::ClearlyTo(80.0))] },
];

/// The adjective for a segment that has a noun.
pub(super) const WITH_NOUN: &str = "frequent";

/// Words that distinguish segments with small differences: the feature, and the words for more and for less of it.
pub(super) const QUALIFIERS: [(&str, [&str; 2]); 3] = [
    ("transaction_count", ["more claims", "fewer claims"]),
    ("recency_days", ["less recent", "more recent"]),
    ("tenure_days", ["joined early", "joined late"]),
];

/// The smallest difference of two effects that distinguishes two segments with the same name.
const TELLS: f64 = 0.25;

/// Least |effect| of a qualifier.
const QUALIFIES: f64 = 0.1;

/// A possible name and the numbers behind it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NameCandidate {
    pub name: String,
    pub reason: String,
    /// The features of these numbers.
    pub about: Vec<String>,
}

impl NameCandidate {
    /// The word of a rule, with the number that it is given for.
    pub fn of(rule: &Rule, figures: &Figures) -> Self {
        let about = rule.bounds.first().map(|(feature, _)| figures.named(feature).to_owned());
        Self { name: rule.word.to_owned(), reason: figures.quote(rule), about: about.into_iter().collect() }
    }

    /// Both names, with the reasons of both.
    pub fn joined(&self, between: &str, second: &Self) -> Self {
        Self {
            name: format!("{}{between}{}", self.name, second.name),
            reason: format!("{}; {}", self.reason, second.reason),
            about: [&self.about[..], &second.about].concat(),
        }
    }
}

/// A word for the number of claims, or of orders.
fn counted(word: &str, feature: &str) -> String {
    if feature == "order_count" { word.replace("claims", "orders") } else { word.to_owned() }
}

/// The factor from which numbers of claims differ.
const DIFFERS: f64 = 1.25;

/// The numbers of a segment that rules use.
pub(super) struct Figures<'a> {
    pub segment: &'a Segment,
    /// The pooled burn rate of all clustered customers.
    pub burn_rate: Option<f64>,
    /// The gender of nearly all customers of the segment, if that is unusual.
    pub gender: Option<&'a str>,
    /// Yes/no features.
    pub flags: &'a BTreeSet<String>,
}

impl Figures<'_> {
    /// Mean and index of a feature.
    pub fn of(&self, feature: &str) -> Option<(f64, f64)> {
        if feature == BURN_RATE {
            return Some((self.segment.burn_rate?, self.burn_index(self.segment.shrunk?.rate)?));
        }
        let profile = self.segment.feature(self.named(feature))?;
        Some((profile.mean, profile.index?))
    }

    /// 100 is the pooled rate of all segments.
    fn burn_index(&self, rate: f64) -> Option<f64> {
        self.burn_rate.filter(|all| *all > 0.0).map(|all| 100.0 * rate / all)
    }

    /// The 95% interval of the index of the shrunk rate.
    fn burn_interval(&self) -> Option<[f64; 2]> {
        let [low, high] = self.segment.shrunk?.interval;
        Some([self.burn_index(low)?, self.burn_index(high)?])
    }

    /// The rules count claims; of customers who order, they count orders.
    fn named<'f>(&self, feature: &'f str) -> &'f str {
        match feature {
            "transaction_count" if self.segment.feature(feature).is_none() => "order_count",
            feature => feature,
        }
    }

    pub fn holds(&self, rule: &Rule) -> bool {
        rule.bounds.iter().all(|(feature, bound)| {
            self.of(feature).is_some_and(|(mean, index)| match bound {
                Bound::IndexFrom(least) => index >= *least,
                Bound::IndexTo(most) => index <= *most,
                Bound::From(least) => mean >= *least,
                Bound::To(most) => mean <= *most,
                Bound::ClearlyFrom(least) => {
                    index >= *least && self.burn_interval().is_some_and(|[low, _]| low > 100.0)
                }
                Bound::ClearlyTo(most) => {
                    let below = self.burn_interval().is_some_and(|[_, high]| high < 100.0);
                    index <= *most && below && self.segment.burnt > 0
                }
            })
        })
    }

    /// A mean of a feature, with its unit.
    fn written(&self, feature: &str, mean: f64) -> String {
        match Unit::of(feature) {
            Unit::Amount => money(mean, self.segment.currency.as_deref(), Room::Full),
            Unit::Days => format!("{} d", number(mean, 0)),
            Unit::Ratio => percent(mean, 0),
            Unit::Number | Unit::Code => number(mean, usize::from(mean.abs() < 1000.0) + usize::from(mean.abs() < 1.0)),
        }
    }

    pub fn quote(&self, rule: &Rule) -> String {
        let Some((feature, _)) = rule.bounds.first() else {
            return String::new();
        };
        let (mean, index) = self.of(feature).unwrap_or((f64::NAN, f64::NAN));
        if *feature == BURN_RATE {
            let [low, high] = self.burn_interval().unwrap_or([f64::NAN; 2]);
            let [low, index, high] = numbers_apart([low, index, high], 0);
            format!("burn rate so far {}, index {index} (95% CI {low}-{high})", percent(mean, 0))
        } else {
            format!("{}, index {index:.0}", self.average(self.named(feature), mean))
        }
    }

    /// The rules of a table that hold, in its order.
    pub fn words<'r>(&self, rules: &'r [Rule]) -> impl Iterator<Item = &'r Rule> {
        rules.iter().filter(|rule| self.holds(rule))
    }

    /// Whether claims are clearly farther from the average than those of another segment.
    pub fn is_sharper(&self, other: &Self) -> bool {
        let index = |figures: &Self| figures.of("transaction_count").map(|(_, index)| index);
        index(self)
            .zip(index(other))
            .is_some_and(|(own, other)| if own > 100.0 { own >= DIFFERS * other } else { own * DIFFERS <= other })
    }

    /// The noun that holds.
    pub fn noun(&self) -> Option<&'static Rule> {
        self.words(&NOUNS).next()
    }

    /// Qualifiers of a name, the largest |effect| first: what distinguishes it from a segment with the same name. A feature
    /// that gave the name, or one of the `others` words, is not a second reason.
    pub fn qualifiers(&self, name: &NameCandidate, others: &[NameCandidate]) -> Vec<NameCandidate> {
        let names = |feature: &str| {
            let said = |word: &NameCandidate| word.about.iter().any(|about| about == self.named(feature));
            std::iter::once(name).chain(others).any(said)
        };
        let mut found: Vec<(f64, NameCandidate)> = QUALIFIERS
            .iter()
            .filter(|(feature, _)| !names(feature))
            .filter_map(|(feature, [more, less])| {
                let profile = self.segment.feature(self.named(feature))?;
                let effect = profile.effect.filter(|effect| effect.abs() >= QUALIFIES)?;
                let word = if effect > 0.0 { more } else { less };
                Some((effect.abs(), self.deviating(counted(word, &profile.feature), profile, effect)))
            })
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found.into_iter().map(|(_, candidate)| candidate).collect()
    }

    /// `high x` and `low x` for features without a rule, the largest |effect| first, each with a shorter form where it
    /// has one.
    pub fn others(&self) -> Vec<(f64, Vec<NameCandidate>)> {
        let mut others: Vec<(f64, Vec<NameCandidate>)> = self
            .segment
            .profile
            .iter()
            .filter(|p| !FeatureSpec::named(&p.feature).is_some_and(FeatureSpec::is_behaviour))
            .filter_map(|p| {
                let effect = p.effect.filter(|e| e.abs() >= 0.5)?;
                let named = |name| self.deviating(name, p, effect);
                Some((effect.abs(), self.words_for(p, effect > 0.0).into_iter().map(named).collect()))
            })
            .collect();
        others.sort_by(|a, b| b.0.total_cmp(&a.0));
        others
    }

    /// A name whose reason is how far the mean of a feature is from that of all.
    fn deviating(&self, name: String, profile: &Profile, effect: f64) -> NameCandidate {
        let side = if effect > 0.0 { "above" } else { "below" };
        let reason = format!("{}, {:.1} standard deviations {side} all", self.mean(profile), effect.abs());
        NameCandidate { name, reason, about: vec![profile.feature.clone()] }
    }

    /// The mean of a feature; for a yes/no feature the share of yes.
    fn mean(&self, Profile { feature, mean, .. }: &Profile) -> String {
        if self.flags.contains(feature) {
            return format!("{} have {feature}", percent(*mean, 0));
        }
        self.average(feature, *mean)
    }

    /// `recency 44 d on average`.
    fn average(&self, feature: &str, mean: f64) -> String {
        let title = FeatureSpec::named(feature).map_or(feature, |spec| spec.title);
        format!("{title} {} on average", self.written(feature, mean))
    }

    fn words_for(&self, profile: &Profile, more: bool) -> Vec<String> {
        words(self.segment, profile, more, self.flags.contains(&profile.feature))
    }

    /// What distinguishes this segment from another with the same name, the largest difference first.
    pub fn contrasts(&self, other: &Self) -> Vec<NameCandidate> {
        let called = |own: &Profile, more: bool| -> Option<Vec<String>> {
            if let Some((_, words)) = QUALIFIERS.iter().find(|(of, _)| self.named(of) == own.feature) {
                let word = words[usize::from(!more)];
                return Some(vec![counted(word, &own.feature)]);
            }
            let other = !FeatureSpec::named(&own.feature).is_some_and(FeatureSpec::is_behaviour);
            let than = |word: String| word.replacen("high ", "higher ", 1).replacen("low ", "lower ", 1);
            other.then(|| self.words_for(own, more).into_iter().map(than).collect())
        };
        let mut found: Vec<(f64, Vec<NameCandidate>)> = self
            .segment
            .profile
            .iter()
            .filter_map(|own| {
                let theirs = other.segment.feature(&own.feature)?;
                let difference = own.effect? - theirs.effect?;
                let words = called(own, difference > 0.0).filter(|_| difference.abs() >= TELLS)?;
                let like = if self.flags.contains(&own.feature) {
                    percent(theirs.mean, 0)
                } else {
                    self.written(&own.feature, theirs.mean)
                };
                let reason = format!("{}, of a similar segment {like}", self.mean(own));
                let about = vec![own.feature.clone()];
                let named = |name| NameCandidate { name, reason: reason.clone(), about: about.clone() };
                Some((difference.abs(), words.into_iter().map(named).collect()))
            })
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found.into_iter().flat_map(|(_, candidates)| candidates).chain(self.burnt_unlike(other)).collect()
    }

    /// Whether more or less was burnt so far than by another segment, if the intervals of the shrunk rates are apart.
    fn burnt_unlike(&self, other: &Self) -> Option<NameCandidate> {
        let (own, theirs) = (self.segment.shrunk?, other.segment.shrunk?);
        let word = match () {
            () if own.interval[0] > theirs.interval[1] => "burnt more",
            () if own.interval[1] < theirs.interval[0] => "burnt less",
            () => return None,
        };
        let [rate, like] = [self.segment.burn_rate?, other.segment.burn_rate?].map(|rate| percent(rate, 0));
        Some(NameCandidate {
            name: word.to_owned(),
            reason: format!("burn rate so far {rate}, of a similar segment {like}"),
            about: vec![BURN_RATE.to_owned()],
        })
    }

    /// The largest |effect| of behaviour.
    pub fn behaviour(&self) -> f64 {
        let behaviour = FEATURES.iter().filter(|feature| feature.is_behaviour());
        let effects = behaviour.filter_map(|feature| self.segment.feature(feature.name)?.effect);
        effects.map(f64::abs).fold(0.0, f64::max)
    }
}
