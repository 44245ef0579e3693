//! Conditions on segments: they narrow what is shown, never what is clustered.

use super::{Dataset, DatasetError, Segmentation};
use crate::data::filter::{Field, Filter, Mismatch, Name, Part, Test};
use crate::measures::{self, Summary};
use crate::segments::Segment;

/// What is shown of a clustered data set when the filter names segments.
#[derive(Clone, Debug, PartialEq)]
pub struct Narrowed {
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
) -> Result<Option<Narrowed>, DatasetError> {
    if !filter.has_segments() {
        return Ok(None);
    }
    let row_of = &segmentation.prepared.matrix.row_of;
    let mut customers = vec![true; dataset.features.len()];
    let mut unknown = true;
    for (number, condition) in filter.conditions.iter().enumerate() {
        let Test::Name(Field::Segment, names) = &condition.test else { continue };
        let wanted = Wanted::of(names, &segmentation.segments.list).map_err(|(place, message)| Mismatch {
            message,
            condition: number,
            part: Part::Value(place),
        })?;
        for (customer, kept) in customers.iter_mut().enumerate() {
            let is = match segmentation.segments.of_customer.get(customer).copied().flatten() {
                Some(label) => wanted.labels[label as usize],
                None => wanted.none || (wanted.noise && row_of.get(customer).is_some_and(Option::is_some)),
            };
            *kept &= is != condition.negated;
        }
        unknown &= wanted.none != condition.negated;
    }
    let facts = measures::select_customers(&dataset.kept, customers.clone(), unknown)?;
    Ok(Some(Narrowed { summary: measures::summarise(&facts)?, customers }))
}

/// What the names of one condition stand for.
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
