//! The list of all customers of a database, of which a sample is here: who is listed, and a page of it.

use std::collections::HashMap;

use super::batch::Batch;
use super::everyone::source;
use super::narrow::segments_named;
use super::{Attribute, Dataset, OfSample, Segmentation, Sizes};
use crate::aggregate::sql::{Cell, Statement, cells};
use crate::data::filter::{Field, Scope, Test};
use crate::data::{EventsInDatabase, Ids, Table};
use crate::measures::FeatureSpec;
use crate::progress::Progress;
use crate::segments::everyone::Everyone;
use crate::segments::sql::{Besides, By, Listing};

/// Rows of a page.
pub const ROWS_OF_PAGE: usize = 200;

/// Whom a list of all customers has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Among {
    /// The numbers of the segments whose customers it has.
    pub segments: Vec<usize>,
    /// Whether it has those in no segment.
    pub outside: bool,
    /// How many they are.
    pub customers: u64,
}

/// A customer of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedCustomer {
    /// The id.
    pub id: String,
    /// The label of the segment; or why there is none.
    pub segment: Result<usize, &'static str>,
    /// Whether the customer has an event.
    pub is_active: bool,
    /// The values of [`Page::columns`].
    pub values: Vec<Cell>,
    /// The row among the customers that are here; none if the customer is not of the sample.
    pub here: Option<usize>,
}

/// Successive rows of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The columns besides id and segment.
    pub columns: Vec<Attribute>,
    /// The customers.
    pub rows: Vec<ListedCustomer>,
    /// The statement that lists them.
    pub statement: Statement,
}

impl Page {
    /// The value of a customer of it.
    pub fn value<'a>(&self, customer: &'a ListedCustomer, attribute: &Attribute) -> Option<&'a Cell> {
        customer.values.get(self.columns.iter().position(|column| column == attribute)?)
    }
}

/// Whom the list of all customers has; or why there is only one of the sample. None where all customers are here.
pub fn among_everyone(dataset: &Dataset, segmentation: Option<&Segmentation>) -> Option<Result<Among, String>> {
    dataset.facts.source.sampled?;
    Some(match segmentation.and_then(|of| Some((of, of.sample.as_deref()?))) {
        Some((segmentation, sample)) => among(dataset, segmentation, sample),
        None => Err("there are no segments yet".to_owned()),
    })
}

fn among(dataset: &Dataset, segmentation: &Segmentation, sample: &OfSample) -> Result<Among, String> {
    let counts = match &sample.sizes {
        Sizes::Everyone { counts, .. } => counts,
        Sizes::Pending => return Err("the engine is counting all customers".to_owned()),
        Sizes::Sample(why) => return Err(why.clone()),
    };
    let mut fits = (vec![true; counts.segments.len()], true);
    for condition in dataset.filter.conditions.iter().filter(|condition| condition.scope() == Scope::Shown) {
        let Test::Name(Field::Segment, names) = &condition.test else {
            return Err(format!("{condition} is known of the sample alone"));
        };
        let (labels, outside) =
            segments_named(segmentation, names, condition.negated).map_err(|(_, message)| message)?;
        fits.0.iter_mut().zip(labels).for_each(|(fits, is)| *fits &= is);
        fits.1 &= outside;
    }
    let (labels, outside) = fits;
    let segments: Vec<usize> = (1..).zip(labels).filter_map(|(id, fits)| fits.then_some(id)).collect();
    Ok(Among { customers: customers(counts, &segments, outside), segments, outside })
}

fn customers(counts: &Everyone, segments: &[usize], outside: bool) -> u64 {
    let inside = segments.iter().filter_map(|id| counts.segments.get(id - 1)).map(|own| own.customers);
    inside.sum::<u64>() + if outside { counts.customers() - counts.clustered() } else { 0 }
}

/// Whether a page can have a column: what is computed, names, and the columns of numbers that the engine counted, because it cannot read
/// others as numbers.
pub fn pageable(attribute: &Attribute, segmentation: &Segmentation) -> bool {
    let counted = segmentation.sample.as_deref().and_then(OfSample::everyone);
    match attribute {
        Attribute::Silhouette | Attribute::NextBest => false,
        Attribute::Feature(name) => {
            FeatureSpec::named(name).is_some() || counted.is_some_and(|counts| counts.names.contains(name))
        }
        Attribute::Id | Attribute::Segment | Attribute::City | Attribute::Gender | Attribute::Category(_) => true,
    }
}

/// A page of the list of all customers: some of them, with these attributes, sorted by one of them, otherwise by id.
///
/// # Errors
/// Why there is none, in a sentence; or the work was cancelled.
pub fn page(
    dataset: &Dataset,
    segmentation: &Segmentation,
    (attributes, sort): (&[Attribute], Option<&(Attribute, bool)>),
    number: usize,
    progress: &Progress,
) -> Result<Page, String> {
    let among = among_everyone(dataset, Some(segmentation)).ok_or("all customers are here")??;
    let sample = segmentation.sample.as_deref().map(|sample| &sample.sizes);
    let Some(Sizes::Everyone { model, .. }) = sample else { return Err("nobody is counted".to_owned()) };
    let batch = Batch::about(&dataset.kept);
    let facts = batch.facts(&dataset.kept);
    let events = facts.database.as_deref().ok_or("there is no database")?;
    let (columns, besides) = columns(attributes);
    let by = sort.map_or(Ok(By::Id), |(by, _)| match by {
        Attribute::Id => Ok(By::Id),
        Attribute::Segment => Ok(By::Segment),
        by => columns.iter().position(|column| column == by).map(By::Column).ok_or("the column is not in the list"),
    })?;
    let listing = Listing {
        columns: &besides,
        by: (by, sort.is_some_and(|(_, descending)| *descending)),
        among: (&among.segments, among.outside),
        has_integer_ids: has_integer_ids(events, &facts.customer_ids),
    };
    let dialect = events.tables.connection.dialect();
    let rows = (number * ROWS_OF_PAGE, ROWS_OF_PAGE);
    let text = listing.page(model, &source(&facts, events)?, dialect, rows)?;
    progress.begin("listing customers", 0);
    let statement = Statement { name: "customer_list", text };
    let answer = cells(&facts, &statement, progress).map_err(|why| why.to_string())?;
    let mut customers = answer.into_iter().map(customer).collect::<Result<Vec<_>, _>>()?;
    find(&mut customers, &dataset.features.customer_ids);
    Ok(Page { columns, rows: customers, statement })
}

/// The columns besides id and segment.
fn columns(attributes: &[Attribute]) -> (Vec<Attribute>, Vec<Besides>) {
    let of = |attribute: &Attribute| {
        let besides = match attribute {
            Attribute::Id | Attribute::Segment | Attribute::Silhouette | Attribute::NextBest => return None,
            Attribute::City => Besides::City,
            Attribute::Gender => Besides::Gender,
            Attribute::Feature(name) => Besides::Number(name.clone()),
            Attribute::Category(name) => Besides::Category(name.clone()),
        };
        Some((attribute.clone(), besides))
    };
    attributes.iter().filter_map(of).unzip()
}

/// Whether all ids are integers, those of customers who are not here too.
fn has_integer_ids(events: &EventsInDatabase, ids: &Ids) -> bool {
    let tables = &events.tables.tables;
    let table = [Table::Customers, Table::Transactions].iter().find_map(|table| tables.get(table));
    matches!(ids, Ids::Integers(_)) && table.is_some_and(|table| !table.is_text("customer_id"))
}

/// A row of the answer.
fn customer(row: Vec<Cell>) -> Result<ListedCustomer, String> {
    let mut cells = row.into_iter();
    let (Some(Cell::Word(id)), Some(Cell::Number(segment)), Some(usable), Some(active)) =
        (cells.next(), cells.next(), cells.next(), cells.next())
    else {
        return Err("the engine answers with a row without a customer or segment".to_owned());
    };
    let is = |cell: &Cell| *cell == Cell::Number(1.0);
    let why = match (is(&usable), is(&active)) {
        (true, _) => "outlier",
        (false, true) => "missing value",
        (false, false) => "never active",
    };
    let segment = (segment as usize).checked_sub(1).ok_or(why);
    Ok(ListedCustomer { id, segment, is_active: is(&active), values: cells.collect(), here: None })
}

/// Finds those of the customers who are here.
fn find(customers: &mut [ListedCustomer], ids: &Ids) {
    let places: HashMap<String, usize> = customers.iter().map(|customer| customer.id.clone()).zip(0..).collect();
    let mut found = |id: &str, row: usize| {
        if let Some(place) = places.get(id) {
            customers[*place].here = Some(row);
        }
    };
    match ids {
        Ids::Integers(ids) => {
            let numbers: HashMap<i64, &String> = places.keys().filter_map(|id| Some((id.parse().ok()?, id))).collect();
            for (row, id) in ids.iter().enumerate() {
                if let Some(id) = numbers.get(id) {
                    found(id, row);
                }
            }
        }
        Ids::Text(ids) => ids.iter().enumerate().for_each(|(row, id)| found(id, row)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::segments::everyone::EveryoneIn;

    #[test]
    fn customers_are_counted_by_their_segments() {
        let of = |customers| EveryoneIn { customers, ..EveryoneIn::default() };
        let counts = Everyone { segments: vec![of(5), of(7)], inactive: 2, left_out: 1, ..Everyone::default() };
        assert_eq!(customers(&counts, &[1, 2], true), 15);
        assert_eq!(customers(&counts, &[2], false), 7);
        assert_eq!(customers(&counts, &[], true), 3);
    }

    #[test]
    fn a_row_says_why_there_is_no_segment() {
        let row = |segment: f64, usable: f64, active: f64| {
            let numbers = [segment, usable, active, 4.5].map(Cell::Number);
            customer([Cell::Word("7".to_owned())].into_iter().chain(numbers).collect()).unwrap()
        };
        assert_eq!(row(2.0, 1.0, 1.0).segment, Ok(1));
        assert_eq!(row(0.0, 1.0, 1.0).segment, Err("outlier"));
        assert_eq!(row(0.0, 0.0, 1.0).segment, Err("missing value"));
        assert_eq!(row(0.0, 0.0, 0.0).segment, Err("never active"));
        assert_eq!(row(2.0, 1.0, 1.0).values, [Cell::Number(4.5)]);
        assert!(customer(vec![Cell::Missing]).is_err());
    }

    #[test]
    fn customers_are_found_by_their_ids() {
        let named = |id: &str| ListedCustomer {
            id: id.to_owned(),
            segment: Ok(0),
            is_active: true,
            values: Vec::new(),
            here: None,
        };
        let mut listed = ["7", "8", "x"].map(named);
        find(&mut listed, &Ids::Integers(vec![9, 8]));
        assert_eq!(listed.each_ref().map(|customer| customer.here), [None, Some(1), None]);
        find(&mut listed, &Ids::Text(vec!["x".into()]));
        assert_eq!(listed.map(|customer| customer.here), [None, Some(1), Some(0)]);
    }
}
