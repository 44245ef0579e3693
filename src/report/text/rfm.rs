//! Customers by recency and frequency, and how unevenly they burn.

use super::page::{Page, rate};
use crate::measures::{Rfm, Summary};
use crate::report::table::{Align, Cell, Table};
use crate::segments::{Segments, cross::cross};
use crate::wording::concentration::{gini_words, top_sentence};
use crate::wording::text::{NONE, count, number, percent};

pub(super) fn rfm(page: &mut Page, summary: &Summary, segments: Option<&Segments>) {
    let Some(rfm) = &summary.rfm else {
        return;
    };
    let all = rfm.customers();
    page.title("RFM groups", &format!("{} active customers", count(all)));
    let most = rfm.groups.iter().map(|size| size.customers).max().unwrap_or(0);
    let mut groups = Table::new(&[
        ("", Align::Left),
        ("", Align::Bar),
        ("customers", Align::Right),
        ("share", Align::Right),
        ("mean M score", Align::Right),
    ]);
    for size in &rfm.groups {
        let share = rate((all > 0).then(|| size.customers as f64 / all as f64));
        let monetary = size.monetary_score.map_or_else(|| NONE.to_owned(), |score| number(score, 1));
        let numbers = [count(size.customers), share, monetary].map(Cell::from);
        groups.row([size.group.to_string().into(), Cell::bar(size.customers, most)].into_iter().chain(numbers));
    }
    page.table(&groups);
    page.line("");
    page.wrapped("  ", "Customers by scores: R recency (5 is recent), F frequency (5 is often).");
    let titles = ["", "F 1", "F 2", "F 3", "F 4", "F 5"].map(|title| (title, Align::Right));
    let mut grid = Table::new(&titles);
    for (below, row) in rfm.grid.iter().enumerate().rev() {
        grid.row(std::iter::once(format!("R {}", below + 1)).chain(row.iter().map(|n| count(*n))));
    }
    page.table(&grid);
    page.line("");
    let listed = |values: &[f64]| {
        let words = values.iter().map(|v| number(*v, usize::from(v.fract() != 0.0)));
        words.collect::<Vec<_>>().join(", ")
    };
    let t = &rfm.thresholds;
    let [r, f, m] = [&t.recency, &t.frequency, &t.monetary].map(|values| listed(values));
    let name = rfm.monetary;
    let words = format!("One score ends and the next begins at: R {r} recency_days; F {f} claims; M {m} {name}.");
    page.wrapped("  ", &words);
    if let Some(segments) = segments {
        by_segment(page, rfm, segments);
    }
}

/// The groups by segment; nothing where the segments are of other customers.
fn by_segment(page: &mut Page, rfm: &Rfm, segments: &Segments) {
    let Some(table) = cross(rfm, segments) else {
        return;
    };
    page.line("");
    page.wrapped("  ", "Customers by group and number of segment; the segments are described below.");
    let titles: Vec<String> = segments.list.iter().map(|segment| segment.id.to_string()).collect();
    let mut columns = vec![("", Align::Left)];
    columns.extend(titles.iter().map(|title| (title.as_str(), Align::Right)));
    columns.push(("none", Align::Right));
    let mut by_segment = Table::new(&columns);
    for (size, row) in rfm.groups.iter().zip(table) {
        by_segment.row(std::iter::once(size.group.to_string()).chain(row.into_iter().map(count)));
    }
    page.table(&by_segment);
}

pub(super) fn concentration(page: &mut Page, summary: &Summary) {
    let Some(concentration) = &summary.concentration else {
        return;
    };
    let note = format!("{} burns, {} customers", count(concentration.burns), count(concentration.customers));
    page.title("Share of burns by share of customers", &note);
    let mut table = Table::new(&[("customers", Align::Right), ("", Align::Bar), ("burns", Align::Right)]);
    for tenth in 1..=10_u8 {
        let customers = f64::from(tenth) / 10.0;
        let burns = concentration.share(customers);
        let first = Cell::from(format!("top {}", percent(customers, 0)));
        table.row([first, Cell::Bar(burns), rate(Some(burns)).into()]);
    }
    page.table(&table);
    let mut sentence = top_sentence(concentration);
    sentence[..1].make_ascii_uppercase();
    page.wrapped("  ", &format!("{sentence}. {}.", gini_words(concentration)));
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::measures::RfmGroup;
    use strum::IntoEnumIterator;

    #[test]
    fn every_group_has_a_row_and_the_sentence_is_said() {
        let facts = crate::measures::fixture::facts();
        let summary = crate::measures::summarise(&facts).unwrap();
        let mut page = Page::new(80);
        rfm(&mut page, &summary, None);
        concentration(&mut page, &summary);
        let text = page.finish();
        for group in RfmGroup::iter() {
            assert!(text.contains(&group.to_string()), "{text}");
        }
        // Ten customers: two burnt 2 coupons each, two burnt one.
        assert!(text.contains("The 20 % of customers who burn most make 66.7 % of all burns."), "{text}");
    }
}
