//! Segments of a sample of the customers of a database: the engine places everyone, and counts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::batch::Batch;
use super::{AnalysisError, Dataset, OfSample, Segmentation, Sizes, save, statuses};
use crate::aggregate::sql::{Statement, chosen, numbers};
use crate::data::{About, DatabaseTable, EventsInDatabase, Facts, Step, format_day};
use crate::digits::count;
use crate::measures::FeatureSpec;
use crate::progress::Progress;
use crate::segments::everyone::Everyone;
use crate::segments::saved::SavedModel;
use crate::segments::sql::source::{Relation, Source};
use crate::segments::sql::{Chosen, Described, counting, statement};
use crate::warehouse::Dialect;

/// Above this share of the sample, customers that the engine places in another segment say that the statement is about something else.
const MOST_DIFFERENT: f64 = 0.01;

/// What one statement says of all customers, where the segments are of a sample of them; none without a sample. Where there is no such
/// statement, it says why.
///
/// # Errors
/// When the work is cancelled.
pub fn everyone(
    dataset: &Dataset,
    segmentation: &Segmentation,
    progress: &Progress,
) -> Result<Option<OfSample>, AnalysisError> {
    let Some(pending) = OfSample::pending(dataset) else { return Ok(None) };
    let batch = Batch::about(&dataset.kept);
    let sizes = counted(&dataset.in_batch(&batch), segmentation, progress)?.unwrap_or_else(Sizes::Sample);
    Ok(Some(OfSample { sizes, ..pending }))
}

/// The sizes of all customers, or why there are none.
fn counted(
    dataset: &Dataset,
    segmentation: &Segmentation,
    progress: &Progress,
) -> Result<Result<Sizes, String>, AnalysisError> {
    let facts = &dataset.kept;
    let Some(events) = facts.database.as_deref() else { return Ok(Err("there is no database".to_owned())) };
    let model = save(dataset, segmentation, progress)?;
    let source = match source(facts, events) {
        Ok(source) => source,
        Err(why) => return Ok(Err(why)),
    };
    progress.begin("counting all customers", 0);
    let all = described(segmentation);
    let computed: Vec<Described> = all.iter().filter(|of| FeatureSpec::named(&of.name).is_some()).cloned().collect();
    let mut counts = Err(String::new());
    // A column of customers may be one that the engine cannot read as numbers: its means stay those of the sample.
    for described in [all, computed] {
        counts = counted_by(facts, events, (&model, &described, &source), progress);
        progress.check()?;
        if counts.is_ok() {
            break;
        }
    }
    Ok(counts.and_then(|(counts, statement)| {
        let different = counts.placed_differently(&segmentation.segments);
        if different as f64 > segmentation.features.len() as f64 * MOST_DIFFERENT {
            let different = count(different);
            return Err(format!("the engine places {different} of its customers in another segment than the fit"));
        }
        Ok(Sizes::Everyone { counts, burnt: events.burnt, different, model: Arc::new(model), statement })
    }))
}

/// What the engine counts by the segments of a model, and of these features; or why it does not.
fn counted_by(
    facts: &Facts,
    events: &EventsInDatabase,
    (model, described, source): (&SavedModel, &[Described], &Source),
    progress: &Progress,
) -> Result<(Everyone, Statement), String> {
    let dialect = events.tables.connection.dialect();
    let in_sample = |id: &str| {
        let sample = events.tables.sample.as_ref();
        sample.map_or_else(|| "1 = 1".to_owned(), |sample| sample.condition(dialect, id))
    };
    let counting = counting(model, described, source, dialect, &in_sample)?;
    let statement = Statement { name: "segments", text: counting.text.clone() };
    let rows = numbers(facts, &statement, progress).map_err(|error| error.to_string())?;
    Ok((counting.read(&rows)?, statement))
}

/// The statement that gives every customer of the database the segment of a model.
///
/// # Errors
/// What no statement can say, in a sentence.
pub fn placing(dataset: &Dataset, model: &SavedModel) -> Result<(String, Dialect), String> {
    let events = dataset.kept.database.as_deref().ok_or("there is no database")?;
    let dialect = events.tables.connection.dialect();
    Ok((statement(model, &source(&dataset.kept, events)?, dialect)?, dialect))
}

/// The features that segments are described by, with a value near the mean of each.
fn described(segmentation: &Segmentation) -> Vec<Described> {
    let segments = &segmentation.segments;
    let profile = segments.list.first().map_or(&[][..], |segment| &segment.profile);
    let of = |name: &str| {
        let near = Some(segments.mean(name)).filter(|mean| mean.is_finite())?;
        let fill = segmentation.features.fill(name).filter(|fill| fill.is_finite());
        Some(Described { name: name.to_owned(), near, fill })
    };
    profile.iter().filter(|profile| !profile.code).filter_map(|profile| of(&profile.feature)).collect()
}

/// The tables of the statement.
///
/// # Errors
/// What the statement cannot say, in a sentence.
pub(super) fn source(facts: &Facts, events: &EventsInDatabase) -> Result<Source, String> {
    let tables = &events.tables;
    let lists_ids = events.about(About::Everyone) == About::Sample;
    let repeated = tables.sample.as_ref().is_some_and(|sample| sample.repeated);
    let reasons = [
        (lists_ids, "a condition of the filter is on what segscope computed of the customers of the sample"),
        (repeated, "customer_id is repeated in the table of customers. Make a view with one row per customer"),
        (tables.constant.is_some(), "the status of each row is given. Make a view with a column of status words"),
    ];
    if let Some((_, why)) = reasons.into_iter().find(|(is_so, _)| *is_so) {
        return Err(why.to_owned());
    }
    let relation = |table: &DatabaseTable| Relation {
        name: table.table.names().map(str::to_owned).collect(),
        columns: table.columns.clone(),
    };
    let listed: BTreeMap<&'static str, Relation> =
        tables.tables.iter().map(|(table, of)| ((*table).into(), relation(of))).collect();
    let earlier = events.steps.iter().find_map(|step| match step {
        Step::AsItWas { day, .. } => Some(*day),
        Step::Kept(_) => None,
    });
    let later = events.as_of.filter(|day| events.last_known.is_none_or(|last| *day > last));
    // What a filter chose is as it was on the day.
    let chosen = chosen(facts).map_err(|why| why.to_string())?.filter(|_| events.is_filtered());
    let chosen = chosen.map(|expressions| Chosen { expressions, as_of: facts.as_of.map(format_day) });
    Ok(Source {
        kind: tables.kind,
        tables: listed,
        statuses: statuses(tables.kind, tables.statuses.iter().cloned()),
        as_of: earlier.or(later).filter(|_| chosen.is_none()).map(format_day),
        chosen,
    })
}
