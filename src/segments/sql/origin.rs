//! Where the values of each feature of a model come from.

use super::besides::Besides;
use super::definitions::{DEFINITIONS, Definition};
use super::source::Source;
use crate::measures::{Basis, FeatureSpec, Kind};
use crate::segments::saved::{SavedFeature, SavedModel};

/// Where the values of a feature come from.
pub(super) enum Origin<'a> {
    /// A computed feature.
    Computed(&'static Definition),
    /// A code of a category: of all its names the index.
    Code(Column<'a>, &'a [String]),
    /// 1 for one name, 0 for another.
    OneHot(Column<'a>, &'a str),
    /// The name of a category.
    Name(Column<'a>),
    /// A column of the table of customers with numbers.
    Number(&'a str),
}

impl<'a> Origin<'a> {
    /// The column with the names of categories.
    pub fn column(&self) -> Option<Column<'a>> {
        match self {
            Self::Code(column, _) | Self::OneHot(column, _) | Self::Name(column) => Some(*column),
            Self::Computed(_) | Self::Number(_) => None,
        }
    }
}

/// A column of customers with names.
#[derive(Clone, Copy)]
pub(super) enum Column<'a> {
    /// The names of a table that customers point at: its name, key and column of names.
    Dimension(&'static str, &'static str, &'static str),
    /// A column of the table of customers.
    Own(&'a str),
}

const ALL: &[Definition] = &DEFINITIONS;
const GENDERS: Column<'static> = Column::Dimension("genders", "gender_id", "gender_name");
const CITIES: Column<'static> = Column::Dimension("cities", "city_id", "city_name");

/// Where the values of a feature of a model come from.
pub(super) fn origin<'a>(
    model: &'a SavedModel,
    source: &Source,
    saved: &'a SavedFeature,
) -> Result<Origin<'a>, String> {
    let name = saved.name.as_str();
    let Some(family) = &saved.coded_by else { return number(source, name) };
    let words = model.words.get(family).map(Vec::as_slice).unwrap_or_default();
    let column = match family.as_str() {
        "gender_encoded" | "gender_onehot" => GENDERS,
        "city_encoded" | "city_onehot" => CITIES,
        other => Column::Own(other.strip_suffix("_onehot").unwrap_or(other)),
    };
    let word = name.strip_prefix(family.as_str()).and_then(|rest| rest.strip_prefix(':'));
    of_customers(source, name, word.map_or(Origin::Code(column, words), |word| Origin::OneHot(column, word)))
}

/// Where what a statement gives besides comes from.
pub(super) fn besides<'a>(source: &Source, more: &'a Besides) -> Result<Origin<'a>, String> {
    match more {
        Besides::Number(name) => number(source, name),
        Besides::Gender => of_customers(source, "gender", Origin::Name(GENDERS)),
        Besides::City => of_customers(source, "city", Origin::Name(CITIES)),
        Besides::Category(name) => of_customers(source, name, Origin::Name(Column::Own(own_name(name)))),
    }
}

/// Where the values of a computed feature or of a column of numbers come from.
fn number<'a>(source: &Source, name: &'a str) -> Result<Origin<'a>, String> {
    if let Some(spec) = FeatureSpec::named(name).filter(|spec| is_of(spec.basis, source.kind)) {
        if spec.basis == Basis::Dates && source.kind == Kind::Customers {
            source.has("customers", "join_date")?;
        }
        let found = ALL.iter().find(|definition| definition.name == name);
        return found.map(Origin::Computed).ok_or_else(|| format!("the feature {name} cannot be written as SQL"));
    }
    of_customers(source, name, Origin::Number(own_name(name)))
}

/// The name of a column in its table: one with the name of a computed feature has that of its table before it.
fn own_name(name: &str) -> &str {
    name.strip_prefix("customers.").filter(|rest| FeatureSpec::named(rest).is_some()).unwrap_or(name)
}

/// What is of the table of customers, if there is one.
fn of_customers<'a>(source: &Source, name: &str, origin: Origin<'a>) -> Result<Origin<'a>, String> {
    match source.table("customers") {
        Some(_) => Ok(origin),
        None => Err(format!(
            "the model needs {name}, which is of the table customers, and there is no such table. Make it a table or view of \
             its own, one row per customer, and name it with --table customers=NAME"
        )),
    }
}

/// Whether data of a kind has features of a basis.
fn is_of(basis: Basis, kind: Kind) -> bool {
    match basis {
        Basis::Keys | Basis::Dates => true,
        Basis::Events | Basis::Branches | Basis::Merchants | Basis::Amounts => kind != Kind::Customers,
        Basis::Claims | Basis::Expiries => kind == Kind::Coupons,
        Basis::Orders | Basis::Products | Basis::OrdersWithCoupon => kind == Kind::Purchases,
    }
}
