//! What the state implies, as plain functions of the model. Drawing, cursor and search use the same functions, so that
//! `enter` opens what is on screen.

mod bars;
mod cautions;
mod columns;
mod compare;
mod coupons;
mod customers;
mod drill;
mod everyone;
mod evidence;
mod explained;
mod findings;
mod groups;
mod kinds;
mod mapping;
mod marks;
mod numbers;
mod openable;
mod opens;
mod pairs;
mod places;
mod retention;
mod returning;
mod rfm;
mod rows;
mod saved;
mod scatter;
mod search;
mod segments;
mod selected;
mod sizes;
mod split;
mod tile;
mod time;
mod under_help;

pub use bars::{BarOf, bar_at, bars, lacking, named, of_bar, place_of, shows_together, without_value};
pub use cautions::{warnings, why_verdict};
pub use columns::{has_demographics, has_place_columns, sorts_places};
pub use compare::compares;
pub use coupons::ranked_coupons;
pub use customers::{list_of_everyone, listed, listed_by};
pub use drill::{drills, span, under_cursor as conditions};
pub use everyone::{among_everyone, lists_everyone, not_in_sample, of_everyone};
pub use evidence::group_test;
pub use explained::{counting_statement, explained, is_of_sample, listing_statement};
pub use findings::{finding, keeps_rows};
pub use groups::{GroupMeasure, demographic, demographic_at, group_measure, ranked_groups, which_demographic};
pub use kinds::kind;
pub use mapping::{held_roles, obstacle, roles};
pub use marks::{is_marked, is_of, marked, marked_panels, takes_marks};
pub use numbers::numbers;
pub use openable::{Offer, completed, listed_folder, openable};
pub use opens::opener;
pub use pairs::{pair_at, place_of_pair};
pub use places::{
    MonthMeasure, Months, PlaceLine, first_order, listed_places, month_measure, month_of, place_columns, place_kind,
    place_month, place_order, place_table,
};
pub use retention::{RetentionView, cohort_kind, cohort_kinds, retention_view, settled_average, triangle};
pub use returning::{Returning, returning};
pub use rfm::{scores_at, shows_grid};
pub use rows::{cursor, has, has_screen, is_undated, rows};
pub use saved::{ended, view_on_screen};
pub use scatter::{ScatterView, on_scatter, shows_scatter, turned, wants_depth};
pub use search::holder;
pub use segments::{listed_segments, most_segments};
pub use selected::{
    WeekdayOfMonth, bar_under_cursor, cohort, flow_column, lists_segments, on_flow, periods, place_of_weekday,
    rfm_group, segment_under_cursor, weekday_under_cursor,
};
pub use sizes::order_sizes;
pub use split::{Compared, compared, split_axis, split_keys, split_title, split_turns};
pub use time::{shows_hours, weekday_months};
pub use under_help::under_help;
