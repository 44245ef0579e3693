//! Search: which rows of a list contain the text.

use super::bars::{bar_at, lacking, named, shows_together};
use super::coupons::{coupons_of_orders, ranked_coupons};
use super::customers::listed;
use super::everyone::{lists_everyone, of_everyone};
use super::groups::ranked_groups;
use super::places::{listed_places, place_kind};
use super::segments::listed_segments;
use crate::aggregate::sql::Cell;
use crate::analysis::Segmentation;
use crate::app::panel::{Lists, Panel, PlaceKind};
use crate::app::state::model::Model;
use crate::measures::Features;

/// Returns whether a row of the panel contains the text.
pub fn holder(model: &Model, panel: Panel) -> Box<dyn Fn(usize) -> bool + '_> {
    let sought = model.sought.to_lowercase();
    let holds = move |text: &str| text.to_lowercase().contains(&sought);
    let Some(dataset) = model.shown() else {
        return Box::new(|_| false);
    };
    let summary = &dataset.summary;
    match panel.lists() {
        Lists::Customers if lists_everyone(model) => everyone(model, holds),
        Lists::Customers => customers(model, &dataset.features),
        Lists::Genders | Lists::Cities | Lists::Demographics => {
            let groups = ranked_groups(model, panel, summary);
            Box::new(move |row| groups.get(row).is_some_and(|group| holds(&group.name)))
        }
        Lists::Places(_) | Lists::PlaceMonths => {
            let places = listed_places(model, panel, summary);
            Box::new(move |row| {
                places.get(row).is_some_and(|place| {
                    // The ids of cities and products are not visible.
                    let kind = place_kind(model, panel);
                    let id = place.id.filter(|_| !matches!(kind, PlaceKind::City | PlaceKind::Product));
                    [id, place.name, place.owner].into_iter().flatten().any(&holds)
                })
            })
        }
        Lists::Coupons if summary.purchases.is_some() => {
            Box::new(move |row| coupons_of_orders(summary).get(row).is_some_and(|coupon| holds(&coupon.name)))
        }
        Lists::Coupons => {
            let coupons = ranked_coupons(model, summary);
            Box::new(move |row| coupons.get(row).is_some_and(|coupon| holds(coupon.title())))
        }
        Lists::Segments | Lists::Profiles => Box::new(move |row| {
            model.clusters.last().and_then(|s| s.segments.list.get(row)).is_some_and(|segment| holds(&segment.name))
        }),
        Lists::Checks => {
            Box::new(move |row| summary.findings.get(row).is_some_and(|finding| holds(&finding.check.to_string())))
        }
        Lists::Columns => Box::new(move |row| {
            let bar = bar_at(&summary.columns, row);
            let found = bar.and_then(|bar| Some((bar.bar, summary.columns.get(bar.column)?)));
            found.is_some_and(|(bar, column)| {
                bar == 0 && holds(&column.name) || named(column, bar).is_some_and(|(name, _)| holds(&name))
            })
        }),
        Lists::Missing => {
            let lacking = lacking(summary);
            let together = shows_together(model);
            Box::new(move |row| {
                let set = summary.missing_together.get(row).filter(|_| together);
                let column = lacking.get(row).filter(|_| !together);
                set.is_some_and(|set| set.columns.iter().any(|name| holds(name)))
                    || column.is_some_and(|column| holds(&column.name))
            })
        }
        Lists::Nothing
        | Lists::Pairs
        | Lists::Frequencies
        | Lists::Returning
        | Lists::Periods
        | Lists::Sizes
        | Lists::Weekdays
        | Lists::Cohorts
        | Lists::CohortMonths
        | Lists::RfmScores
        | Lists::Tiles
        | Lists::Readings => Box::new(|_| false),
    }
}

/// Searches id, segment and words of all customers, as far as their pages are here.
fn everyone<'a>(model: &'a Model, holds: impl Fn(&str) -> bool + 'a) -> Box<dyn Fn(usize) -> bool + 'a> {
    let segments = listed_segments(model).map(|segmentation| &segmentation.segments.list);
    Box::new(move |position| {
        of_everyone(model, position).is_some_and(|(_, customer)| {
            let label = customer.segment.ok();
            let segment = segments.zip(label).and_then(|(segments, label)| segments.get(label));
            let is_held = |cell: &Cell| matches!(cell, Cell::Word(word) if holds(word));
            holds(&customer.id)
                || segment.is_some_and(|segment| holds(&segment.name))
                || customer.values.iter().any(is_held)
        })
    })
}

/// Searches id, segment, city, gender and the other categories. Each name is compared once, so that a search over a million customers
/// compares codes.
fn customers<'a>(model: &'a Model, features: &'a Features) -> Box<dyn Fn(usize) -> bool + 'a> {
    let sought = model.sought.to_lowercase();
    let each = |names: &mut dyn Iterator<Item = &String>| -> Vec<bool> {
        names.map(|name| name.to_lowercase().contains(&sought)).collect()
    };
    let segmentation: Option<&Segmentation> = listed_segments(model).map(AsRef::as_ref);
    let cities = each(&mut features.city_names.iter());
    let genders = each(&mut features.gender_names.iter());
    let segments = each(&mut segmentation.into_iter().flat_map(|s| &s.segments.list).map(|s| &s.name));
    let words: Vec<Vec<bool>> = features.categorical.iter().map(|column| each(&mut column.words.iter())).collect();
    let bytes = sought.into_bytes();
    Box::new(move |position| {
        let Some(row) = listed(model, position) else { return false };
        let named =
            |names: &[bool], code: Option<u32>| code.is_some_and(|code| names.get(code as usize) == Some(&true));
        let label = || segmentation.and_then(|s| s.segments.of_customer.get(row).copied().flatten());
        let id = features.customer_ids.text(row);
        named(&cities, features.city[row])
            || named(&genders, features.gender[row])
            || named(&segments, label())
            || features.categorical.iter().zip(&words).any(|(of, words)| named(words, of.codes[row].map(u32::from)))
            || id.as_bytes().windows(bytes.len()).any(|part| part.eq_ignore_ascii_case(&bytes))
    })
}
