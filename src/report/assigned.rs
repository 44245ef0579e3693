//! One row per customer that a saved model was asked about, in the order of the customers table: the output of
//! `segscope assign`.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::measures::Feature;
use crate::segments::assign::{Assigned, Place};
use crate::segments::saved::SavedModel;

/// What the output is made of.
#[derive(Clone, Copy, Debug)]
pub struct AssignedReport<'a> {
    /// The model, which has the names of segments.
    pub model: &'a SavedModel,
    /// Ids by customer.
    pub customer_ids: &'a [String],
    /// What they get.
    pub assigned: &'a Assigned,
}

/// CSV: `customer_id,segment,segment_name,distance`, then the features of the model in their own units. What is missing
/// is empty; a customer in no segment has a word in `segment_name` (`inactive`, `missing value`, `noise`).
///
/// # Errors
/// When `out` cannot be written to.
pub fn assigned_csv(report: &AssignedReport<'_>, out: impl std::io::Write) -> Result<(), csv::Error> {
    let mut writer = csv::Writer::from_writer(out);
    let features = report.assigned.columns.iter().map(|column| column.name.as_str());
    writer.write_record(["customer_id", "segment", "segment_name", "distance"].into_iter().chain(features))?;
    for customer in customers(report) {
        let segment = customer.segment.map(|s| s.to_string()).unwrap_or_default();
        let fields = [customer.id, &segment, customer.segment_name];
        let numbers = std::iter::once(customer.distance).chain(customer.values());
        let numbers = numbers.map(|value| value.map(|value| value.to_string()).unwrap_or_default());
        writer.write_record(fields.into_iter().map(str::to_owned).chain(numbers))?;
    }
    writer.flush()?;
    Ok(())
}

/// JSON: an array with one object per customer, the same keys as the columns of [`assigned_csv`].
///
/// # Errors
/// When `out` cannot be written to.
pub fn assigned_json(report: &AssignedReport<'_>, mut out: impl std::io::Write) -> std::io::Result<()> {
    let mut separator = "[\n";
    for customer in customers(report) {
        out.write_all(separator.as_bytes())?;
        serde_json::to_writer(&mut out, &customer)?;
        separator = ",\n";
    }
    out.write_all(if separator == "[\n" { b"[]\n" } else { b"\n]\n" })
}

/// One customer.
struct Customer<'a> {
    row: usize,
    id: &'a str,
    segment: Option<usize>,
    segment_name: &'a str,
    distance: Option<f64>,
    columns: &'a [Feature],
}

impl Customer<'_> {
    fn values(&self) -> impl Iterator<Item = Option<f64>> {
        self.columns.iter().map(|column| column.values.get(self.row).copied().filter(|value| value.is_finite()))
    }
}

fn customers<'a>(report: &AssignedReport<'a>) -> impl Iterator<Item = Customer<'a>> {
    let AssignedReport { model, customer_ids, assigned } = *report;
    let named = |place: &Place| match place {
        Place::Segment(placed) => model.segments.get(placed.label as usize).map_or("", |s| s.name.as_str()),
        Place::Noise => "noise",
        Place::Inactive => "inactive",
        Place::Missing => "missing value",
    };
    customer_ids.iter().zip(&assigned.places).enumerate().map(move |(row, (id, place))| {
        let placed = if let Place::Segment(placed) = place { Some(placed) } else { None };
        Customer {
            row,
            id,
            segment: placed.map(|placed| placed.label as usize + 1),
            segment_name: named(place),
            distance: placed.map(|placed| placed.distance).filter(|distance| distance.is_finite()),
            columns: &assigned.columns,
        }
    })
}

impl Serialize for Customer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4 + self.columns.len()))?;
        map.serialize_entry("customer_id", self.id)?;
        map.serialize_entry("segment", &self.segment)?;
        map.serialize_entry("segment_name", self.segment_name)?;
        map.serialize_entry("distance", &self.distance)?;
        for (column, value) in self.columns.iter().zip(self.values()) {
            if column.integer {
                map.serialize_entry(&column.name, &value.map(|v| v as i64))?;
            } else {
                map.serialize_entry(&column.name, &value)?;
            }
        }
        map.end()
    }
}
