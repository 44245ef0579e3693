//! Texts about a column of customers, for screens and reports.

use super::text::{clean, compact, number};
use crate::measures::{Correlations, Numbers};

/// Values from here on need no decimals, and on screens are written short: `48k`.
const LARGE: f64 = 10_000.0;

/// A value of a column of numbers, with as many decimals as it needs; years have no thousands mark.
pub fn short(of: &Numbers, value: f64) -> String {
    if of.are_years() && value >= of.min {
        return format!("{value:.0}");
    }
    number(value, usize::from(value.abs() < 1000.0 && value.fract() != 0.0))
}

/// The same in at most five characters, unless it needs more.
pub fn shortest(of: &Numbers, value: f64) -> String {
    if value.abs() >= LARGE { compact(value) } else { short(of, value) }
}

/// `Income and Spending go together most closely: r 0.79, n 2,216`; none where no pair has a coefficient.
pub fn strongest(correlations: &Correlations) -> Option<String> {
    let (a, b, pair) = correlations.strongest().into_iter().next()?;
    let n = super::text::count(pair.n);
    Some(format!("{} and {} correlate most: r {}, n {n}", clean(a), clean(b), number(pair.pearson, 2)))
}

/// `ids, not charted: account_no`; none without such a column.
pub fn like_ids(columns: &[String]) -> Option<String> {
    let names: Vec<_> = columns.iter().map(|name| clean(name)).collect();
    (!names.is_empty()).then(|| format!("ids, not charted: {}", names.join(", ")))
}
