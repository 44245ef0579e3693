//! What is known of the differences between the groups or places of a panel.

use super::groups::demographic;
use super::places::place_kind;
use crate::app::panel::{Lists, Panel, PlaceKind};
use crate::app::state::model::Model;
use crate::measures::{GroupTest, Summary};

/// The test whether the groups or places of a panel differ in their rate; none for other panels, and before it is done.
pub fn group_test<'a>(model: &Model, panel: Panel, summary: &'a Summary) -> Option<&'a GroupTest> {
    match panel.lists() {
        Lists::Genders => summary.group_test("genders"),
        Lists::Cities => summary.group_test("cities"),
        Lists::Places(_) => summary.group_test(match place_kind(model, panel) {
            PlaceKind::City => "cities",
            PlaceKind::Branch => "branches",
            PlaceKind::Merchant => "merchants",
            PlaceKind::Product => "products",
        }),
        Lists::Coupons => summary.group_test("coupons"),
        Lists::Demographics => summary.group_test(&format!("customers.{}", demographic(model, summary)?.column)),
        _ => None,
    }
}
