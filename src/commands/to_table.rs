//! `segscope segments --to-table`: the segments of the customers in a table of the database that they were read from.

use color_eyre::eyre::{self, eyre};

use super::interrupt;
use crate::analysis::{self, Dataset, Sizes};
use crate::config::{Config, UsageError};
use crate::data::{Ids, format_day, shown};
use crate::digits::counted;
use crate::measures::Feature;
use crate::messages::say;
use crate::report::{self, CustomersTable, SegmentationReport, TableOf};
use crate::segments::assign::assign;
use crate::segments::model_fingerprint::model_fingerprint;
use crate::segments::saved::SavedModel;
use crate::warehouse::{TableName, Target, names_database};

/// The table in the database of DATA.
pub(super) fn target(config: &Config, table: TableName, append: bool) -> Result<Target, UsageError> {
    let paths = &config.load.paths;
    let databases: Vec<_> = paths.iter().filter(|path| names_database(path)).collect();
    match databases.as_slice() {
        [address] => Ok(Target::new((*address).clone(), table, append)),
        [] => {
            let given = paths.iter().map(|path| shown(path)).collect::<Vec<_>>().join(" ");
            let given = if given.is_empty() { "the built-in sample".to_owned() } else { given };
            Err(UsageError(format!(
                "--to-table writes to the database that the data is in, and {given} is no database. Write a file with \
                 --output, or give the address of a database such as postgresql://host/shop"
            )))
        }
        several => {
            let given = several.iter().map(|path| shown(path)).collect::<Vec<_>>().join(", ");
            Err(UsageError(format!("--to-table writes to one database, and the data is in several: {given}")))
        }
    }
}

/// Whether the table can be written to, before any other work is done.
pub(super) fn check(target: &Target, has_control: bool) -> eyre::Result<()> {
    Ok(target.check(&report::table_columns(has_control), &interrupt::progress())?)
}

/// The rows of a table.
pub(super) enum Rows {
    /// Those of the customers that are here.
    Here(CustomersTable),
    /// Those of all customers of a database, of which only a sample is here: as a query, with an empty table of its columns.
    There { query: String, like: CustomersTable, customers: u64 },
}

/// The rows of the customers of a report, with the distances by the model and the control group.
pub(super) fn rows(
    dataset: &Dataset,
    segmentation: &SegmentationReport<'_>,
    model: &SavedModel,
    control: Option<&Feature>,
) -> eyre::Result<Rows> {
    let Some(sample) = &segmentation.segmentation.sample else {
        return Ok(Rows::Here(of_customers(dataset, segmentation, model, control)?));
    };
    let refused = |why: &str| {
        let (of, sample) = (sample.sampled.of, sample.sampled.words());
        UsageError(format!(
            "--to-table: {sample}, are here, and the database cannot write the others: {why}. With --most-customers {of} all come over"
        ))
    };
    if control.is_some() {
        return Err(refused("a control group is drawn from the customers that are here").into());
    }
    if segmentation.shown.is_some() {
        return Err(refused("the filter asks for segments, which are those of the customers that are here").into());
    }
    let customers = match &sample.sizes {
        Sizes::Everyone { counts, .. } => counts.customers(),
        Sizes::Sample(why) => return Err(refused(why).into()),
        Sizes::Pending => return Err(refused("they are not counted yet").into()),
    };
    let mut like = of_customers(dataset, segmentation, model, None)?;
    like.batches.truncate(1);
    let (statement, dialect) = analysis::placing(dataset, model).map_err(|why| refused(&why))?;
    let is_integer = matches!(dataset.features.customer_ids.as_ref(), Ids::Integers(_));
    let id = if is_integer { "CAST(customer_id AS BIGINT)" } else { "customer_id" };
    let day = dataset.facts.as_of.map_or_else(|| "NULL".to_owned(), |day| dialect.date(&format_day(day)));
    let query = format!(
        "SELECT {id}, CAST(segment AS INTEGER), segment_name, distance, {}, {day} FROM (\n{statement}) AS segscope_all",
        dialect.text(&like.model)
    );
    Ok(Rows::There { query, like, customers })
}

fn of_customers(
    dataset: &Dataset,
    segmentation: &SegmentationReport<'_>,
    model: &SavedModel,
    control: Option<&Feature>,
) -> eyre::Result<CustomersTable> {
    let assigned = assign(model, &dataset.features).map_err(|why| eyre!("the distances: {why}"))?;
    let fingerprint = model_fingerprint(model);
    let control = control.map(|group| group.values.as_slice());
    let of = TableOf { assigned: &assigned, model: &fingerprint, as_of: dataset.facts.as_of, control };
    Ok(report::customers_table(segmentation, of)?)
}

/// Writes the rows, and says how many.
pub(super) fn write(config: &Config, target: &Target, rows: &Rows) -> eyre::Result<()> {
    let progress = interrupt::progress();
    let (written, model) = match rows {
        Rows::Here(table) => (target.write(&table.batches, &progress)?, &table.model),
        Rows::There { query, like, customers } => {
            (target.write_selected(query, &like.schema(), *customers, &progress)?, &like.model)
        }
    };
    if !config.options.quiet {
        say!("{} written to {}, model {model}", counted(written.rows, "row"), target.table);
        if !written.in_transaction {
            say!("it was no transaction: {} has none through its driver", shown(&target.address));
        }
    }
    Ok(())
}
