//! Claims or burns by weekday and month.

use super::summary::Summary;
use super::usage::{DayCounts, Period};
use crate::aggregate::{Granularity, weekday};

/// A month and its counts by weekday.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthOfWeekdays {
    /// The month.
    pub month: Period,
    /// By weekday, Monday first.
    pub counts: [u64; 7],
}

impl Summary {
    /// The months up to the as-of date or the last claim, whichever is later, with the sum of `count` over their days.
    pub fn weekdays(&self, count: fn(&DayCounts) -> u64) -> Vec<MonthOfWeekdays> {
        let (months, _) = self.periods_to_date(Granularity::Month);
        let mut days = self.usage.days.iter().peekable();
        let mut filled = Vec::with_capacity(months.len());
        for month in months {
            let mut counts = [0; 7];
            while let Some(day) = days.next_if(|day| day.day <= month.last_day) {
                counts[weekday(day.day)] += count(day);
            }
            filled.push(MonthOfWeekdays { month, counts });
        }
        filled
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::measures::fixture::{NEW_YEAR, customers_only, facts};
    use crate::measures::summarise;
    use crate::progress::Progress;

    /// 2024-01-01 was a Monday. Claims on days -1 (Sunday); 0 Mon, 10 Thu twice, 3 Thu, 20 Sun, 2 Wed; 33 Sat, 31 Thu;
    /// 60 (2024-03-01) Fri.
    #[test]
    fn claims_by_weekday_on_paper() {
        assert_eq!([-4, -3, 0, NEW_YEAR, i32::MIN].map(weekday), [6, 0, 3, 0, 1]);
        let months = summarise(&facts(), &Progress::new()).unwrap().weekdays(|day| day.claims);
        let rows: Vec<_> = months.iter().map(|m| (m.month.period.as_str(), m.counts)).collect();
        assert_eq!(
            rows,
            [
                ("2023-12", [0, 0, 0, 0, 0, 0, 1]),
                ("2024-01", [1, 0, 1, 3, 0, 0, 1]),
                ("2024-02", [0, 0, 0, 1, 0, 1, 0]),
                ("2024-03", [0, 0, 0, 0, 1, 0, 0]),
            ]
        );
        assert_eq!(summarise(&customers_only(), &Progress::new()).unwrap().weekdays(|day| day.burns), []);
    }
}
