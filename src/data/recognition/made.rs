//! Which columns together give the date of events, if no single column does.

use super::fit::{OTHER_DATES, dates, fit};
use super::sample::{Sample, SampleColumn};
use crate::data::made_date::MadeDate;
use crate::data::mapping::Mapping;
use crate::data::part::Part;
use crate::data::schema::{Table, normalise};

/// Suffixes of the names of columns of years, months and days.
#[rustfmt::skip]
const YEARS: &[&str] = &["year", "jahr", "annee", "ano", "anno", "jaar", "rok", "yil", "السنة", "年", "年度", "年份"];
#[rustfmt::skip]
const MONTHS: &[&str] = &["month", "monat", "mois", "mes", "mese", "maand", "miesiac", "ay", "الشهر", "月", "月份"];
#[rustfmt::skip]
const DAYS: &[&str] = &["day", "dayofmonth", "tag", "jour", "dia", "giorno", "dag", "dzien", "gun", "اليوم", "日"];
/// Names of columns that count days, or weeks.
#[rustfmt::skip]
const COUNTED_DAYS: &[&str] = &["day", "dayno", "daynumber", "daynum", "dayindex", "dayid", "tag", "tagnr", "jour", "dia", "giorno", "dag", "dzien", "gun", "日数", "天数"];
#[rustfmt::skip]
const COUNTED_WEEKS: &[&str] = &["week", "weekno", "weeknum", "weeknumber", "weekid", "woche", "kw", "semaine", "semana", "settimana", "tydzien", "hafta", "周", "週"];
/// Names of columns that count hours.
const COUNTED_HOURS: &[&str] =
    &["hour", "hours", "timehours", "time", "stunde", "heure", "hora", "ora", "uur", "saat", "小时", "時間"];
/// Fewer different hours than these are hours of a day.
const FEWEST_HOURS: i64 = 48;
/// More hours than in two years are not a count of hours.
const MOST_HOURS: i64 = 2 * 366 * 24;
/// Names as short as this may be the end of others: `ay` of `day`.
const SHORT: usize = 3;
/// A hundred years of days.
const MOST_DAYS: i64 = 36_525;

/// The date that columns of events make together, and what it is called; none where a column has the date, or none of customers
/// comes again.
pub fn made_date(part: &Part, sample: &Sample) -> Option<(String, MadeDate)> {
    let layout = fit(Table::Transactions, (part, sample), &Mapping::default(), false);
    let customer = layout.at("customer_id").and_then(|at| sample.columns.get(at))?;
    let has_date =
        layout.at("transaction_date").and_then(|at| sample.columns.get(at)).is_some_and(SampleColumn::is_dates);
    if customer.is_unique() || has_date || !dates(&layout, sample).is_empty() {
        return None;
    }
    let names: Vec<String> = part.header.iter().map(|name| normalise(name)).collect();
    let find = |words: &[&str], suits: &dyn Fn(&SampleColumn) -> bool| {
        let is_called = |name: &str| {
            let is = |word: &&str| name == *word || (word.len() > SHORT && name.ends_with(*word));
            words.iter().any(is) && !OTHER_DATES.iter().any(|stem| name.contains(stem))
        };
        names.iter().zip(&sample.columns).position(|(name, column)| is_called(name) && suits(column))
    };
    let within =
        |column: &SampleColumn, least: i64, most: i64| column.range().is_some_and(|(a, b)| a >= least && b <= most);
    let year = find(YEARS, &|c| within(c, 1900, 2100));
    let month = find(MONTHS, &|c| within(c, 1, 12) || c.is_months());
    let day = find(DAYS, &|c| within(c, 1, 31));
    let counted = |words: &[&str], most: i64| {
        let is_called = |at: &usize| words.contains(&names[*at].as_str());
        let counts = |at: &usize| sample.columns[*at].distinct.len() > 1 && within(&sample.columns[*at], 0, most);
        (0..sample.columns.len()).find(|at| is_called(at) && counts(at))
    };
    let made = match (year, month) {
        (Some(year), Some(month)) => MadeDate::Parts(year, month, day),
        // A day without a month is not a date.
        (None, None) => {
            let days = counted(COUNTED_DAYS, MOST_DAYS).map(MadeDate::Days);
            let weeks = || counted(COUNTED_WEEKS, MOST_DAYS / 7).map(MadeDate::Weeks);
            let is_long = |at: &usize| sample.columns[*at].range().is_some_and(|(_, last)| last >= FEWEST_HOURS);
            let hours = || counted(COUNTED_HOURS, MOST_HOURS).filter(is_long).map(MadeDate::Hours);
            days.or_else(weeks).or_else(hours)?
        }
        _ => return None,
    };
    let of: Vec<&str> = made.columns().map(|at| part.header[at].trim()).collect();
    Some((format!("{} as a date", of.join(" ")), made))
}
