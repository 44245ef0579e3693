//! Search in the list under the cursor: `\\`, then `n` and `N`.

use super::model::{Model, Overlay};
use super::panel::Panel;
use super::prompt::Prompt;
use crate::analysis::Segmentation;
use crate::measures::Features;

/// Opens the line in which what is looked for is typed.
pub(super) fn open(model: &mut Model) {
    let prompt = Prompt::with(&model.sought);
    model.overlay = Overlay::Search(prompt);
}

/// Takes what is typed and goes to the first row that holds it, from the cursor on.
pub(super) fn accept(model: &mut Model) {
    let Overlay::Search(prompt) = std::mem::take(&mut model.overlay) else { return };
    prompt.text.trim().clone_into(&mut model.sought);
    if !model.sought.is_empty() {
        go(model, 0, true);
    }
}

/// Goes to the next row that holds what was looked for, or the previous one.
pub(super) fn again(model: &mut Model, forward: bool) {
    if model.sought.is_empty() {
        model.notice = Some("nothing was looked for yet: \\ opens the search".to_owned());
    } else {
        go(model, 1, forward);
    }
}

/// Whether the rows of a panel have words to look for.
pub fn searchable(panel: Panel) -> bool {
    matches!(
        panel,
        Panel::Customers
            | Panel::Genders
            | Panel::Cities
            | Panel::CityBurns
            | Panel::Demographics
            | Panel::CityTable
            | Panel::Branches
            | Panel::BranchTable
            | Panel::Merchants
            | Panel::Coupons
            | Panel::PlaceMonths
            | Panel::SegmentTable
            | Panel::Profiles
            | Panel::Silhouettes
            | Panel::Checks
    )
}

fn go(model: &mut Model, skip: usize, forward: bool) {
    let panel = model.focused();
    let (rows, cursor) = (model.rows(panel), model.cursor(panel));
    let found = {
        let holds = holder(model, panel);
        let row = |step: usize| (if forward { cursor + step } else { cursor + 2 * rows - step }) % rows;
        (skip..rows + skip).map(row).find(|row| holds(*row))
    };
    match found {
        Some(row) => {
            model.cursors.insert(panel, row);
        }
        None => model.notice = Some(format!("nothing here holds {}", model.sought)),
    }
}

/// Tells whether a row of the panel holds what is looked for.
fn holder(model: &Model, panel: Panel) -> Box<dyn Fn(usize) -> bool + '_> {
    let sought = model.sought.to_lowercase();
    let holds = move |text: &str| text.to_lowercase().contains(&sought);
    let Some(dataset) = model.shown() else {
        return Box::new(|_| false);
    };
    let summary = &dataset.summary;
    match panel {
        Panel::Customers => customers(model, &dataset.features),
        Panel::Genders | Panel::Cities | Panel::CityBurns | Panel::Demographics => {
            let groups = model.ranked_groups(panel, summary);
            Box::new(move |row| groups.get(row).is_some_and(|group| holds(&group.name)))
        }
        Panel::CityTable | Panel::Branches | Panel::BranchTable | Panel::Merchants | Panel::PlaceMonths => {
            let places = model.listed_places(panel, summary);
            Box::new(move |row| {
                places.get(row).is_some_and(|place| {
                    // A city is known by its name alone.
                    let id = place.id.filter(|_| place.customers.is_none());
                    [id, place.name, place.owner].into_iter().flatten().any(&holds)
                })
            })
        }
        Panel::Coupons => {
            let coupons = model.ranked_coupons(summary);
            Box::new(move |row| coupons.get(row).is_some_and(|coupon| holds(coupon.title())))
        }
        Panel::SegmentTable | Panel::Profiles | Panel::Silhouettes => Box::new(move |row| {
            model.clusters.last().and_then(|s| s.segments.list.get(row)).is_some_and(|segment| holds(&segment.name))
        }),
        Panel::Checks => {
            Box::new(move |row| summary.findings.get(row).is_some_and(|finding| holds(&finding.check.to_string())))
        }
        _ => Box::new(|_| false),
    }
}

/// Looks at id, segment, city and gender. Names are looked at once, so that a million customers are a matter of codes.
fn customers<'a>(model: &'a Model, features: &'a Features) -> Box<dyn Fn(usize) -> bool + 'a> {
    let sought = model.sought.to_lowercase();
    let each = |names: &mut dyn Iterator<Item = &String>| -> Vec<bool> {
        names.map(|name| name.to_lowercase().contains(&sought)).collect()
    };
    let segmentation: Option<&Segmentation> = model.listed_segments().map(AsRef::as_ref);
    let cities = each(&mut features.city_names.iter());
    let genders = each(&mut features.gender_names.iter());
    let segments = each(&mut segmentation.into_iter().flat_map(|s| &s.segments.list).map(|s| &s.name));
    let bytes = sought.into_bytes();
    Box::new(move |place| {
        let Some(row) = model.listed(place) else { return false };
        let named =
            |names: &[bool], code: Option<u32>| code.is_some_and(|code| names.get(code as usize) == Some(&true));
        let label = || segmentation.and_then(|s| s.segments.of_customer.get(row).copied().flatten());
        let id = features.customer_ids[row].as_bytes();
        named(&cities, features.city[row])
            || named(&genders, features.gender[row])
            || named(&segments, label())
            || id.windows(bytes.len()).any(|part| part.eq_ignore_ascii_case(&bytes))
    })
}
