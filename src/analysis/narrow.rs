//! Conditions on segments: they narrow what is shown, never what is clustered.

use std::sync::Arc;

use super::batch::Batch;
use super::dataset::forget;
use super::{Dataset, DatasetError, Segmentation};
use crate::data::Facts;
use crate::data::filter::{ConditionPart, Field, Filter, Mismatch, Name, Scope, Test};
use crate::measures::{self, Summary};
use crate::progress::Progress;
use crate::segments::Segment;
use crate::segments::flow::{FlowGroup, Position};

/// What is shown of a clustered data set when the filter names segments.
#[derive(Clone, Debug)]
pub struct Narrowed {
    /// The rows of the customers shown.
    pub facts: Arc<Facts>,
    /// Measures of the customers shown. Findings are those of the whole data.
    pub summary: Summary,
    /// Whether each customer, by row of [`Dataset::features`], is shown.
    pub customers: Vec<bool>,
}

/// Keeps the customers whose segment the filter asks for; none where it asks for no segment, and everything is shown.
///
/// A segment goes by its number or name. `none` are the customers in no segment, and rows of no known customer; `0` or
/// `noise` those of them that the algorithm saw and left unassigned.
///
/// # Errors
/// A segment that is not there, and what cannot be measured.
pub fn narrow(
    dataset: &Dataset,
    segmentation: &Segmentation,
    filter: &Filter,
    progress: &Progress,
) -> Result<Option<Narrowed>, DatasetError> {
    let batch = Batch::about(&dataset.kept);
    narrowed(dataset, &batch.facts(&dataset.kept), segmentation, filter, progress)
}

/// [`narrow`] in a batch of statements: `facts` are those that are kept, asked about in it.
pub(super) fn narrowed(
    dataset: &Dataset,
    facts: &Facts,
    segmentation: &Segmentation,
    filter: &Filter,
    progress: &Progress,
) -> Result<Option<Narrowed>, DatasetError> {
    if !filter.has_segments() {
        return Ok(None);
    }
    let mut customers = vec![true; dataset.features.len()];
    let mut unknown = true;
    for (number, condition) in filter.conditions.iter().enumerate().filter(|(_, c)| c.scope() == Scope::Shown) {
        let (fitting, others) = match &condition.test {
            Test::Name(Field::Segment, names) => {
                of_segments(segmentation, names, condition.negated).map_err(|(place, message)| {
                    let mismatch = Mismatch { message, condition: number, part: ConditionPart::Value(place) };
                    measures::with_column(mismatch, condition, &dataset.features)
                })?
            }
            Test::Name(Field::Before, names) => {
                let of = was_in(segmentation, names, condition.negated);
                (of.map_err(|(part, message)| Mismatch { message, condition: number, part })?, condition.negated)
            }
            Test::Number(name, comparison) if let Some(figures) = figures(segmentation, name) => {
                let own = dataset.features.get(name).map(|column| column.values.as_slice());
                let holds = |value: Option<f64>| comparison.holds(value) != condition.negated;
                let of = |(customer, row): (usize, &Option<u32>)| {
                    // A customer who was not clustered has the unclustered value.
                    let value = row.map(|row| figures[row as usize]).or_else(|| own?.get(customer).copied());
                    holds(value.filter(|value| value.is_finite()))
                };
                let rows = segmentation.prepared.matrix.row_of.iter().enumerate();
                (rows.map(of).collect(), holds(None))
            }
            _ => measures::fitting(facts, &dataset.features, (number, condition), progress)?,
        };
        for (kept, fits) in customers.iter_mut().zip(fitting) {
            *kept &= fits;
        }
        unknown &= others;
    }
    let facts = measures::select_customers(facts, customers.clone(), unknown, progress)?;
    // The customers shown keep their earlier RFM scores, so a group that is opened remains that group.
    let rfm = dataset.summary.rfm.as_ref().map(|rfm| rfm.among(&customers));
    let summary = Summary { rfm, sight: dataset.summary.sight, ..measures::summarise(&facts, progress)? };
    forget(&facts);
    Ok(Some(Narrowed { facts: Arc::new(facts), summary, customers }))
}

/// Which customers are in segments of these names, and whether that is so of those who are in none; the error is the
/// place of a name that no segment has, and a sentence.
fn of_segments(
    segmentation: &Segmentation,
    names: &[Name],
    negated: bool,
) -> Result<(Vec<bool>, bool), (usize, String)> {
    let wanted = Wanted::of(names, &segmentation.segments.list)?;
    let of = |(label, row): (&Option<u32>, &Option<u32>)| {
        let is = match label {
            Some(label) => wanted.labels[*label as usize],
            None => wanted.none || (wanted.noise && row.is_some()),
        };
        is != negated
    };
    let labels = segmentation.segments.of_customer.iter();
    Ok((labels.zip(&segmentation.prepared.matrix.row_of).map(of).collect(), wanted.none != negated))
}

/// Which segments have these names, and whether that is so of customers in none; the error as that of [`of_segments`].
pub(super) fn segments_named(
    segmentation: &Segmentation,
    names: &[Name],
    negated: bool,
) -> Result<(Vec<bool>, bool), (usize, String)> {
    let wanted = Wanted::of(names, &segmentation.segments.list)?;
    Ok((wanted.labels.into_iter().map(|is| is != negated).collect(), wanted.none != negated))
}

/// Which customers were in segments of these names before, by number or name, or outside for a reason such as `noise`; the
/// error is what is wrong and a sentence.
fn was_in(segmentation: &Segmentation, names: &[Name], negated: bool) -> Result<Vec<bool>, (ConditionPart, String)> {
    let Some((flow, before)) = segmentation.flow.as_ref().zip(segmentation.before.as_ref()) else {
        return Err((ConditionPart::Key, "before needs an earlier clustering: choose another K first".to_owned()));
    };
    let mut wanted: Vec<Position> = Vec::new();
    for (place, name) in names.iter().enumerate() {
        let fits = name.test();
        let is = |group: &&FlowGroup| {
            fits(&group.name) || group.position.label().is_some_and(|label| fits(&(label + 1).to_string()))
        };
        let found = flow.old.iter().filter(is).map(|group| group.position);
        let all = wanted.len();
        wanted.extend(found);
        if wanted.len() == all {
            let names = flow.old.iter().map(|group| group.name.as_str());
            return Err((ConditionPart::Value(place), measures::unknown("segment before", name, names)));
        }
    }
    Ok(before.iter().map(|position| wanted.contains(position) != negated).collect())
}

/// A value of each distinct clustered row: its silhouette, a principal component, or a feature of the matrix in
/// its own units; none for any other name.
fn figures(segmentation: &Segmentation, name: &str) -> Option<Vec<f64>> {
    let (matrix, points) = (&segmentation.prepared.matrix, &segmentation.prepared.projection.points);
    let component = |at: usize| (at < points.ncols()).then(|| points.column(at).to_vec());
    match name {
        "silhouette" => segmentation.clustering.silhouette.as_ref().map(|silhouette| silhouette.rows.clone()),
        "pc1" => component(0),
        "pc2" => component(1),
        "pc3" => component(2),
        name => matrix.names.iter().position(|own| own == name).map(|at| matrix.raw.column(at).to_vec()),
    }
}

/// What the names of one condition match.
struct Wanted {
    labels: Vec<bool>,
    none: bool,
    noise: bool,
}

impl Wanted {
    /// The error is the place of a name that no segment has, and a sentence.
    fn of(names: &[Name], segments: &[Segment]) -> Result<Self, (usize, String)> {
        let mut wanted = Self { labels: vec![false; segments.len()], none: false, noise: false };
        for (place, name) in names.iter().enumerate() {
            let fits = name.test();
            let mut found = false;
            for (segment, label) in segments.iter().zip(&mut wanted.labels) {
                let is = fits(&segment.id.to_string()) || fits(&segment.name);
                *label |= is;
                found |= is;
            }
            let noise = fits("0") || fits("noise");
            if !found && !noise && *name != Name::None {
                let names = segments.iter().map(|s| s.name.as_str());
                return Err((place, measures::unknown("segment", name, names)));
            }
            wanted.none |= *name == Name::None;
            wanted.noise |= noise;
        }
        Ok(wanted)
    }
}
