//! The next and previous value of an enum.

use strum::IntoEnumIterator;

/// The variant after or before this one; after the last comes the first.
pub fn beside<T: IntoEnumIterator + PartialEq + Copy>(value: T, forward: bool) -> T {
    let all: Vec<T> = T::iter().collect();
    let at = all.iter().position(|v| *v == value).unwrap_or(0);
    all[(at + if forward { 1 } else { all.len() - 1 }) % all.len()]
}
