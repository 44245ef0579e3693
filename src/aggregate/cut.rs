//! The day at which data is split for checks out of time.

/// The last day of the first three quarters of some days; none where there is no day before or after it.
pub fn three_quarters(first: i32, last: i32) -> Option<i32> {
    let days = i64::from(last) - i64::from(first) + 1;
    let cut = i64::from(first) + days * 3 / 4 - 1;
    i32::try_from(cut).ok().filter(|cut| first <= *cut && *cut < last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_leaves_a_quarter_of_the_days() {
        assert_eq!(three_quarters(10, 13), Some(12));
        assert_eq!(three_quarters(0, 99), Some(74));
        assert_eq!(three_quarters(-5, -4), Some(-5));
        assert_eq!(three_quarters(7, 7), None);
        assert_eq!(three_quarters(i32::MIN, i32::MAX), Some(1_073_741_823));
    }
}
