//! Which file, or sheet, is which table.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use super::budget::Reading;
use super::error::{DataError, listed, shown};
use super::guard::guarded;
use super::kind::Kind;
use super::layout::Layout;
use super::load_options::LoadOptions;
pub use super::located::Located;
use super::mapping::Mapping;
use super::origin::{Origin, Stamp};
use super::part::Part;
use super::pieces::{self, PieceGroup};
use super::readers::Input;
use super::recognition::{self, Candidate, Choice};
use super::sample;
use super::schema::Table;
use super::search::{self, Found};
use super::status;
use crate::progress::Progress;

/// The opened files, and the tables in them.
pub struct Plan {
    /// The files that hold a table, or may.
    pub inputs: Vec<Input>,
    /// The tables.
    pub tables: BTreeMap<Table, Located>,
    /// What the events are.
    pub kind: Kind,
    /// The status of every row, where the mapping gives one.
    pub constant: Option<u8>,
    /// Every file and sheet, table or not.
    pub parts: Vec<Part>,
    /// Hidden sheets that may be a table which another sheet is.
    pub spare: Vec<(Table, String)>,
    /// Files and sheets that are not used, and why.
    pub unused: Vec<(String, String)>,
    /// The memory that reading them may take.
    pub budget: Reading,
    /// How each input looked before it was opened.
    stamps: Vec<(Origin, Stamp)>,
}

impl Plan {
    /// The first file with tables that has changed since it was opened.
    pub fn changed(&self) -> Option<DataError> {
        let used: HashSet<usize> =
            self.tables.values().flat_map(Located::all_pieces).map(|piece| piece.input).collect();
        let mut stamps = self.stamps.iter().enumerate().filter(|(i, _)| used.contains(i)).map(|(_, stamp)| stamp);
        let (origin, _) = stamps.find(|(origin, before)| origin.stamp() != *before)?;
        Some(DataError::Changed { path: origin.label() })
    }
}

/// Finds the tables as the options say; those of the built-in sample if they name no file.
///
/// # Errors
/// As [`from_paths`].
pub fn planned(options: &LoadOptions, progress: &Progress) -> Result<Plan, DataError> {
    let mapping = options.mapping.clone().unwrap_or_default();
    if options.paths.is_empty() {
        return from_memory(sample::files(options.sample), &mapping, progress);
    }
    from_paths(&options.paths, &mapping, progress)
}

/// Looks for tables in files and folders.
///
/// # Errors
/// [`DataError`] when a path is not there, a file cannot be read, two files claim one table, a required column is missing,
/// or there is neither a table of customers nor of transactions.
pub fn from_paths(paths: &[PathBuf], mapping: &Mapping, progress: &Progress) -> Result<Plan, DataError> {
    let places: Vec<String> = paths.iter().map(|p| shown(p)).collect();
    locate(search::files(paths, progress)?, mapping, &listed(&places), progress)
}

/// Tables that are in memory.
///
/// # Errors
/// As [`from_paths`].
pub fn from_memory(files: Vec<Origin>, mapping: &Mapping, progress: &Progress) -> Result<Plan, DataError> {
    locate(files.into_iter().map(Found::given).collect(), mapping, "memory", progress)
}

/// The files that could be opened, what may be tables in them, and why others could not.
#[derive(Default)]
pub struct Opened {
    inputs: Vec<Input>,
    /// Whether the user named the file, for each input.
    pub given: Vec<bool>,
    stamps: Vec<(Origin, Stamp)>,
    /// What may be tables.
    pub candidates: Vec<Candidate>,
    unreadable: Vec<(String, DataError)>,
}

/// Opens files and looks at their first rows. One that cannot be read is an error if the user named it, or it is named after
/// a table.
///
/// # Errors
/// The first such file, and a cancelled search.
pub fn open(found: Vec<Found>, mapping: &Mapping, budget: Reading, progress: &Progress) -> Result<Opened, DataError> {
    let mut opened = Opened::default();
    let mut all = Vec::new();
    let is_alone = found.len() == 1;
    for Found { origin, given, part_of } in found {
        progress.check()?;
        let label = origin.label();
        // A part that is left out would be missing from its table.
        let needed = given || part_of.is_some() || Table::by_name(&origin.stem()).is_some();
        let stamp = origin.stamp();
        let of = origin.clone();
        let read = guarded(&label, || {
            let mut input = Input::open(origin, mapping, is_alone)?;
            input.parts().map(|parts| (input, parts))
        });
        match read {
            Ok((input, parts)) => {
                let at = opened.inputs.len();
                all.extend(parts.into_iter().map(|part| (at, part.within(part_of.as_ref()))));
                opened.inputs.push(input);
                opened.given.push(given);
                opened.stamps.push((of, stamp));
            }
            Err(error) if needed => return Err(error),
            Err(error) => opened.unreadable.push((label, error)),
        }
    }
    for group in pieces::group(of_one_schema(all, mapping)?, |part| mapping.names(part)) {
        progress.check()?;
        let candidate = candidate(group, &mut opened.inputs, budget, progress);
        opened.candidates.push(candidate);
    }
    Ok(opened)
}

/// The parts, of a database those of the one schema that has a table named as customers or events are: tables of a schema belong
/// together. All parts if there is no such schema, or the mapping names tables.
///
/// # Errors
/// [`DataError::Schemas`] if there are several such schemas.
fn of_one_schema(mut parts: Vec<(usize, Part)>, mapping: &Mapping) -> Result<Vec<(usize, Part)>, DataError> {
    let mut schemas: BTreeMap<&str, Table> = BTreeMap::new();
    for (_, part) in parts.iter().filter(|(_, part)| part.schema.is_some()) {
        if mapping.names(part) {
            return Ok(parts);
        }
        let table = Table::by_name(&part.name).filter(|table| matches!(table, Table::Customers | Table::Transactions));
        schemas.extend(part.schema.as_deref().zip(table));
    }
    if let Some(table) = schemas.values().next().copied().filter(|_| schemas.len() > 1) {
        let schemas: Vec<String> = schemas.into_keys().map(str::to_owned).collect();
        return Err(DataError::Schemas { table, first: schemas[0].clone(), schemas: listed(&schemas) });
    }
    let only = schemas.into_keys().next().map(str::to_owned);
    if let Some(only) = only {
        parts.retain(|(_, part)| part.schema.as_ref().is_none_or(|schema| *schema == only));
    }
    Ok(parts)
}

fn candidate(mut group: PieceGroup, inputs: &mut [Input], budget: Reading, progress: &Progress) -> Candidate {
    // Whatever is wrong with the rows is said when they are read for good.
    let mut look = |group: &PieceGroup| {
        recognition::sample(inputs, (&group.part, &group.pieces), budget, progress).unwrap_or_default()
    };
    let mut sample = look(&group);
    let fields = recognition::fields(&group.part, &sample);
    if !fields.is_empty() {
        for (at, field) in fields {
            group.add_field(at, &field);
        }
        sample = look(&group);
    }
    if let Some((at, fields)) = recognition::list(&group.part, &sample) {
        group.add_list(at, &fields);
        sample = look(&group);
    }
    if let Some((name, date)) = recognition::made_date(&group.part, &sample) {
        group.add_date(name, date);
        sample = look(&group);
    }
    let PieceGroup { part, pieces } = group;
    let (named, input) = (Table::by_name(&part.name), pieces[0].input);
    Candidate { input, part, pieces, sample, named, role: None, reason: String::new(), passed_over: false, spare: None }
}

fn locate(found: Vec<Found>, mapping: &Mapping, place: &str, progress: &Progress) -> Result<Plan, DataError> {
    let budget = Reading::begin();
    let mut opened = open(found, mapping, budget, progress)?;
    has_header_row(&opened.candidates, mapping, place)?;
    let choice = recognition::choose(&mut opened.candidates, mapping)?;
    let found = |table| choice.tables.contains_key(&table);
    let enough = found(Table::Customers) || found(Table::Transactions);
    if let Some(refused) = recognition::refusal(&opened.candidates, &choice, enough) {
        return Err(refused);
    }
    mapping.check_found(found, &opened.candidates.iter().map(|c| &c.part).collect::<Vec<_>>())?;
    if !enough {
        return Err(nothing(opened, place));
    }
    if let Some(refused) = recognition::in_vain(&opened.candidates, &opened.given) {
        return Err(refused);
    }
    Ok(plan(opened, choice, mapping, budget))
}

/// Refuses a row of the names that is given and that no table has.
fn has_header_row(candidates: &[Candidate], mapping: &Mapping, place: &str) -> Result<(), DataError> {
    let Some(row) = mapping.header_row else { return Ok(()) };
    let mut tables = candidates.iter().filter(|candidate| !candidate.part.header.is_empty()).peekable();
    if tables.peek().is_none() || tables.any(|candidate| candidate.part.header_row == row) {
        return Ok(());
    }
    let is_alone = candidates.len() == 1;
    Err(DataError::HeaderRow { path: place.to_owned(), row, is_alone })
}

/// Why there is neither a table of customers nor of events.
pub fn nothing(opened: Opened, place: &str) -> DataError {
    let mut unreadable = opened.unreadable;
    if opened.candidates.is_empty() && !unreadable.is_empty() {
        return unreadable.swap_remove(0).1;
    }
    let labels: Vec<String> = unreadable.into_iter().map(|(label, _)| label).collect();
    recognition::nothing(&opened.candidates, &labels, place)
}

fn plan(opened: Opened, choice: Choice, mapping: &Mapping, budget: Reading) -> Plan {
    let Opened { inputs, candidates, stamps, unreadable, .. } = opened;
    let events = choice.tables.get(&Table::Transactions).map(|(at, layout)| (layout, &candidates[*at]));
    let kind = recognition::kind(events, mapping);
    let constant = mapping.constant(Table::Transactions, "transaction_status");
    let constant = constant.map(|word| recognition::code(word, kind, mapping));
    let are_burnt = |(layout, events): &(&Layout, &Candidate)| {
        kind == Kind::Coupons
            && layout.at("transaction_status").is_none()
            && !layout.is_cleaned()
            && recognition::are_redemptions(layout, events)
    };
    let constant = constant.or_else(|| events.filter(are_burnt).map(|_| status::BURNT));
    let mut choice = choice;
    if let Some((_, layout)) = choice.tables.get_mut(&Table::Transactions).filter(|_| kind == Kind::Purchases) {
        // An order is never burnt.
        layout.forget("burn_date");
    }
    let located = |(at, layout): (usize, Layout)| {
        let (part, pieces) = (candidates[at].part.clone(), candidates[at].pieces.clone());
        Located { part, pieces, layout, joined: Vec::new(), products: None }.with_records()
    };
    let mut tables: BTreeMap<Table, Located> =
        choice.tables.into_iter().map(|(table, found)| (table, located(found))).collect();
    for found in choice.joined {
        let other = located(found);
        match (tables.remove(&other.layout.table), other.layout.table) {
            (Some(orders), Table::Transactions) => drop(tables.insert(Table::Transactions, orders.with_lines(other))),
            (Some(mut first), table) => {
                first.join(other);
                tables.insert(table, first);
            }
            (None, _) => {}
        }
    }
    if let Some(products) = choice.products
        && let Some(purchases) = tables.remove(&Table::Transactions)
    {
        let layout = Layout::bare(Table::Transactions, candidates[products.at].part.header.clone());
        let roles: Vec<&str> = if products.price.is_some() { vec!["product", "unit_price"] } else { vec!["product"] };
        let columns = [products.id, products.name].into_iter().chain(products.price).chain(products.others);
        let columns: Vec<usize> = columns.collect();
        let named = located((products.at, layout));
        tables.insert(Table::Transactions, purchases.with_products(named, &columns, &roles));
    }
    if tables.get(&Table::Transactions).and_then(Located::counted_days).is_some()
        && let Some(customers) = tables.get_mut(&Table::Customers)
    {
        // Dates and days counted from an unknown start cannot be compared.
        customers.layout.forget("join_date");
    }
    let spare = candidates.iter().filter_map(|c| Some((c.spare?, c.part.label.clone()))).collect();
    // Leaving out an empty sheet loses nothing.
    let is_idle =
        |c: &&Candidate| c.role.is_none() && c.spare.is_none() && !(c.part.sheet.is_some() && c.part.header.is_empty());
    let unused = candidates.iter().filter(is_idle).map(|c| (c.part.label.clone(), c.reason.clone()));
    let unreadable = unreadable.into_iter().map(|(label, _)| (label, "cannot be read as a table".to_owned()));
    let unused = unused.chain(unreadable).collect();
    let parts = candidates.into_iter().map(|c| c.part).collect();
    Plan { inputs, tables, kind, constant, parts, spare, unused, budget, stamps }
}
