//! Scaling, and the segment of each customer, as SQL.

use super::query::{Query, named};
use crate::cluster::{Labelled, LogDensity, Rule, Transform};
use crate::measures::InactivePolicy;
use crate::segments::assign::LARGEST;
use crate::segments::saved::SavedModel;
use crate::warehouse::Dialect;

/// Most rows that a statement names one by one: of the fit, and of outliers that were set aside.
const MOST_EXCEPTIONS: usize = 500;
/// Values of an exception that differ by less than this share are equal: sums of amounts depend on their order.
const SAME: f64 = 1e-12;
/// Columns that are summed one after the other; more are summed in four lanes, as in the search for the nearest centroid.
const IN_ORDER: usize = 6;
const LANES: usize = 4;

/// How a model assigns customers, as far as SQL can say it.
pub(super) enum Assignment {
    /// The centroid with the smallest distance.
    Nearest,
    /// The component with the largest log-density.
    MostProbable(Vec<LogDensity>),
}

impl Assignment {
    /// That of a model.
    ///
    /// # Errors
    /// Why it cannot be written as SQL, and what to do.
    pub fn of(model: &SavedModel) -> Result<Self, String> {
        let again = "Save a model of `--algorithm kmeans` or `--algorithm gmm`, or use `segscope assign`";
        let exceptions = model.predictor.exceptions.len() + model.set_aside.len();
        if exceptions > MOST_EXCEPTIONS {
            return Err(format!("the model names {exceptions} customers that are exceptions to its rule. {again}"));
        }
        match &model.predictor.rule {
            Rule::NearestCentroid => Ok(Self::Nearest),
            Rule::MostProbable(mixture) => {
                let densities = mixture.log_densities();
                let is_finite = |density: &LogDensity| density.constant.is_finite();
                if densities.len() != model.predictor.centroids.len() || !densities.iter().all(is_finite) {
                    return Err(format!("the mixture has a component without customers. {again}"));
                }
                Ok(Self::MostProbable(densities))
            }
            Rule::NearestCore(_) | Rule::NearestRow(_) | Rule::NearestGroup(_) => Err(format!(
                "the algorithm {} assigns customers by their neighbours, which one statement cannot do. {again}",
                model.choice.algorithm
            )),
        }
    }
}

/// A feature that is scaled: its place among the features of the model, from 1.
struct Scaled {
    place: usize,
    transform: Transform,
}

fn scaled(model: &SavedModel) -> Vec<Scaled> {
    let places = (1..).zip(&model.features);
    places.filter_map(|(place, feature)| Some(Scaled { place, transform: feature.scaling? })).collect()
}

/// `segscope_clipped`: `customer_id`, `active`, the `width` values `x1` ..., those of the model first; the clipped values `v1` ... of
/// scaled features, whether the customer takes part, `usable`, and whether one like this was set aside, `set_aside`.
pub(super) fn clipped(query: &mut Query, model: &SavedModel, width: usize) {
    let dialect = query.dialect;
    let imputes = model.choice.inactive == InactivePolicy::Impute;
    let filled = |place: usize| match model.features[place - 1].fill {
        Some(fill) if imputes => format!("CASE WHEN active = 1 THEN x{place} ELSE {} END", dialect.number(fill)),
        _ => format!("x{place}"),
    };
    let places = 1..=model.features.len();
    let mut columns = vec![named("customer_id", "customer_id"), named("active", "active")];
    columns.extend((1..=width).map(|place| named(format!("x{place}"), format!("x{place}"))));
    columns.extend(places.clone().map(|place| named(filled(place), format!("w{place}"))));
    query.add("filled", &columns, "FROM segscope_features");

    columns.truncate(2 + width);
    let mut usable: Vec<String> = places.map(|place| format!("w{place} IS NOT NULL")).collect();
    if !imputes {
        usable.insert(0, "active = 1".to_owned());
    }
    for Scaled { place, transform } in scaled(model) {
        let value = format!("w{place}");
        let clipped = transform.clip.map_or_else(
            || value.clone(),
            |[low, high]| {
                let (low, high) = (dialect.number(low), dialect.number(high));
                format!("CASE WHEN {value} < {low} THEN {low} WHEN {value} > {high} THEN {high} ELSE {value} END")
            },
        );
        // The limits of a matrix, and numbers that have a logarithm.
        usable.push(format!("ABS({clipped}) <= {}", dialect.number(LARGEST)));
        if transform.log {
            usable.push(format!("{clipped} >= {}", dialect.number(0.0)));
        }
        columns.push(named(clipped, format!("v{place}")));
    }
    columns.push(named(format!("CASE WHEN {} THEN 1 ELSE 0 END", usable.join("\n    AND ")), "usable"));
    if !model.set_aside.is_empty() {
        let values: Vec<String> = (1..=model.features.len()).map(|place| format!("w{place}")).collect();
        let case = |row: &Vec<f64>| format!("WHEN {} THEN 1", is_row(dialect, &values, row));
        let cases: Vec<String> = model.set_aside.iter().map(case).collect();
        columns.push(named(format!("CASE {} ELSE 0 END", cases.join("\n    ")), "set_aside"));
    }
    query.add_once("clipped", &columns, "FROM segscope_filled");
}

/// `segscope_placed`: the columns of `segscope_clipped`, and the number of the segment (null in none) with its squared
/// distance.
pub(super) fn placed(query: &mut Query, model: &SavedModel, assignment: &Assignment, width: usize) {
    let dialect = query.dialect;
    let scaled = scaled(model);
    let mut kept = vec![named("customer_id", "customer_id"), named("active", "active"), named("usable", "usable")];
    kept.extend((1..=width).map(|place| named(format!("x{place}"), format!("x{place}"))));

    let exception = exception(query, model, &scaled);
    let mut columns = kept.clone();
    columns.push(named(exception, "exception"));
    for (axis, Scaled { place, transform }) in (1..).zip(&scaled) {
        let value = if transform.log { format!("LN({} + v{place})", dialect.number(1.0)) } else { format!("v{place}") };
        let moved = format!("({value} - {}) / {}", dialect.number(transform.center), dialect.number(transform.spread));
        columns.push(named(format!("CASE WHEN usable = 1 THEN {moved} END"), format!("z{axis}")));
    }
    query.add_once("scaled", &columns, "FROM segscope_clipped");
    kept.push(named("exception", "exception"));

    let centroids = &model.predictor.centroids;
    let numbers = 1..=centroids.len();
    let mut columns = kept.clone();
    for (number, centroid) in (1..).zip(centroids) {
        columns.push(named(squares(query, centroid), format!("d{number}")));
    }
    // What is smallest decides; of a mixture, the negative of the log-density.
    let decides = match assignment {
        Assignment::Nearest => "d",
        Assignment::MostProbable(densities) => {
            for (number, density) in (1..).zip(densities) {
                columns.push(named(negative(query, density), format!("p{number}")));
            }
            "p"
        }
    };
    query.add_once("distances", &columns, "FROM segscope_scaled");

    let squares: Vec<_> = numbers.clone().map(|number| format!("d{number}")).collect();
    kept.extend(squares.iter().map(|square| named(square, square)));
    let all: Vec<String> = numbers.clone().map(|number| format!("{decides}{number}")).collect();
    let mut columns = kept.clone();
    columns.extend(all.iter().filter(|_| decides != "d").map(|name| named(name, name)));
    columns.push(named(dialect.least(&all), "least"));
    query.add_once("nearest", &columns, "FROM segscope_distances");

    // Ties go to the first; 0 is an exception that is in no segment.
    let first: Vec<String> =
        numbers.clone().map(|number| format!("WHEN {decides}{number} = least THEN {number}")).collect();
    let label =
        format!("CASE WHEN usable = 0 THEN 0 WHEN exception IS NOT NULL THEN exception {} ELSE 0 END", first.join(" "));
    let mut columns = kept.clone();
    columns.push(named(label, "label"));
    query.add("labelled", &columns, "FROM segscope_nearest");

    let of_label: Vec<String> = numbers.map(|number| format!("WHEN {number} THEN d{number}")).collect();
    kept.truncate(kept.len() - squares.len() - 1);
    kept.push(named("label", "label"));
    kept.push(named(format!("SQRT(CASE label {} END)", of_label.join(" ")), "distance"));
    query.add("placed", &kept, "FROM segscope_labelled");
}

/// The number of the segment of rows that the rule would assign differently, 0 for none; null for all others.
fn exception(query: &Query, model: &SavedModel, scaled: &[Scaled]) -> String {
    let values: Vec<String> = scaled.iter().map(|column| format!("v{}", column.place)).collect();
    let case = |exception: &Labelled| {
        let label = exception.label.map_or(0, |label| label + 1);
        format!("WHEN {} THEN {label}", is_row(query.dialect, &values, &exception.row))
    };
    let set_aside = (!model.set_aside.is_empty()).then(|| "WHEN set_aside = 1 THEN 0".to_owned());
    let cases: Vec<String> = set_aside.into_iter().chain(model.predictor.exceptions.iter().map(case)).collect();
    if cases.is_empty() { "CAST(NULL AS INTEGER)".to_owned() } else { format!("CASE {} END", cases.join("\n    ")) }
}

/// Whether columns have the values of a row.
fn is_row(dialect: Dialect, columns: &[String], row: &[f64]) -> String {
    let is = |(column, value): (&String, &f64)| {
        let distance = format!("ABS({column} - {})", dialect.number(*value));
        format!("{distance} <= {}", dialect.number(SAME * value.abs()))
    };
    columns.iter().zip(row).map(is).collect::<Vec<_>>().join(" AND ")
}

/// The squared distance to a centroid, summed in the order in which the nearest centroid is searched.
fn squares(query: &Query, centroid: &[f64]) -> String {
    let square = |(axis, center): (usize, &f64)| {
        let offset = format!("(z{} - {})", axis + 1, query.dialect.number(*center));
        format!("{offset} * {offset}")
    };
    let squares: Vec<String> = centroid.iter().enumerate().map(square).collect();
    if squares.len() <= IN_ORDER {
        return squares.join(" + ");
    }
    let whole = squares.len() / LANES * LANES;
    let lane = |lane: usize| {
        format!("({})", squares[..whole].iter().skip(lane).step_by(LANES).cloned().collect::<Vec<_>>().join(" + "))
    };
    let mut parts: Vec<String> = (0..LANES).map(lane).collect();
    if whole < squares.len() {
        parts.push(format!("({})", squares[whole..].join(" + ")));
    }
    parts.join(" + ")
}

/// The negative of the logarithm of a component's weight and density.
fn negative(query: &Query, density: &LogDensity) -> String {
    let dialect = query.dialect;
    let offset = |axis: usize| format!("(z{} - {})", axis + 1, dialect.number(density.mean[axis]));
    let row = |row: &Vec<f64>| {
        let product = |(axis, weight): (usize, &f64)| format!("{} * {}", dialect.number(*weight), offset(axis));
        let whitened = row.iter().enumerate().map(product).collect::<Vec<_>>().join(" + ");
        format!("({whitened}) * ({whitened})")
    };
    let squares: Vec<String> = density.whitening.iter().map(row).collect();
    format!("{} * ({}) - {}", dialect.number(0.5), squares.join("\n    + "), dialect.number(density.constant))
}
