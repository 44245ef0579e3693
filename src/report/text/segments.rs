//! The segments, how they were found and how far to trust them.

use super::page::{Page, rate};
use crate::cluster::{SilhouetteMethod, Verdict};
use crate::report::table::{Align, Table};
use crate::report::{KSource, SegmentationReport, SweepRow};
use crate::segments::Segment;
use crate::wording::feature::{OF_COUPONS, is_span, title};
use crate::wording::text::{count, number, percent};

/// Features that the table shows where there are no transactions.
const MOST_FEATURES: usize = 4;

pub(super) fn segments(page: &mut Page, report: Option<&SegmentationReport>) {
    let Some(report) = report else {
        page.title("Segments", "");
        page.wrapped("  ", "None: too few customers differ in the chosen features.");
        return;
    };
    page.title("Segments", &format!("{} customers", count(report.customers)));
    page.wrapped("  ", &headline(report));
    page.wrapped("  ", &made_from(report));
    page.table(&table(report));
    for segment in &report.segments.list {
        page.wrapped("  ", &why(segment));
    }
    for warning in &report.warnings {
        page.wrapped("  ", &format!("warning: {warning}"));
    }
    sweep(page, report);
}

/// `kmeans, k = 4 by the highest silhouette: weak structure (silhouette 0.31)`.
pub(in crate::report) fn headline(report: &SegmentationReport) -> String {
    let source = match report.k_source {
        KSource::Silhouette => "the highest silhouette",
        KSource::Bic => "the lowest BIC",
        KSource::Eps => "density",
        KSource::User => "choice",
    };
    let score = report.silhouette.map_or_else(|| "no silhouette".to_owned(), |s| format!("silhouette {s:.2}"));
    let sampled = match (report.silhouette_method, report.silhouette_error) {
        (Some(SilhouetteMethod::Sampled), Some(error)) => format!(", sampled, ± {error:.3}"),
        _ => String::new(),
    };
    let verdict = match report.verdict {
        Verdict::None => "no clear structure".to_owned(),
        verdict => format!("{verdict} structure"),
    };
    let one = report.gap.as_ref().is_some_and(|gap| gap.one_cluster());
    let gap = if one { ", the gap statistic sees one cluster" } else { "" };
    format!("{}, k = {} by {source}: {verdict} ({score}{sampled}{gap})", report.algorithm, report.k)
}

/// What was clustered, and who was not.
pub(in crate::report) fn made_from(report: &SegmentationReport) -> String {
    let density = report.density.map(|(eps, min_points)| format!(", eps {eps}, min points {min_points}"));
    let linkage = report.linkage.map(|linkage| format!(", {linkage} linkage"));
    let how = density.or(linkage).unwrap_or_default();
    let by = format!("by {} ({}){how}", report.features.join(", "), report.scaling);
    let others = [
        (report.noise, "in no segment (noise)"),
        (report.segments.inactive, "never active"),
        (report.left_out, "left out for a missing value"),
    ];
    let others = others.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("; {} {what}", count(*n)));
    others.fold(by, |text, other| text + &other)
}

fn table(report: &SegmentationReport) -> Table {
    let has_claims = report.segments.list.iter().any(|s| s.burn_rate.is_some());
    let chosen: Vec<&str> = if has_claims {
        OF_COUPONS.to_vec()
    } else {
        report.features.iter().map(String::as_str).take(MOST_FEATURES).collect()
    };
    let mut columns = vec![("", Align::Right), ("name", Align::Left), ("size", Align::Right), ("share", Align::Right)];
    columns.extend(chosen.iter().map(|feature| (title(feature), Align::Right)));
    if has_claims {
        columns.extend([("burn rate", Align::Right), ("of burns", Align::Right)]);
    }
    columns.extend([("silh.", Align::Right), ("stab.", Align::Right)]);
    let mut table = Table::new(&columns);
    for s in &report.segments.list {
        let mut cells = vec![s.id.to_string(), s.name.clone(), count(s.customers), percent(s.share, 0)];
        cells.extend(chosen.iter().map(|f| mean(f, s.feature(f).map_or(f64::NAN, |p| p.mean))));
        if has_claims {
            cells.extend([rate(s.burn_rate), rate(s.burnt_share)]);
        }
        cells.extend([s.silhouette, s.stability].map(|score| number(score.unwrap_or(f64::NAN), 2)));
        table.row(cells);
    }
    table
}

/// A mean in its unit.
fn mean(feature: &str, mean: f64) -> String {
    if is_span(feature) { format!("{} d", number(mean, 0)) } else { number(mean, 1) }
}

/// `1 steady burners: mean transaction_count 9.1, index 131. Most are in Cairo and Female.`
fn why(segment: &Segment) -> String {
    let most: Vec<&str> =
        [&segment.top_city, &segment.top_gender].into_iter().flatten().map(|top| top.name.as_str()).collect();
    let most = if most.is_empty() { String::new() } else { format!("; most often {}", most.join(", ")) };
    let text = format!("{} {}: {}{most}", segment.id, segment.name, segment.reason);
    crate::wording::text::clean(&text).into_owned()
}

fn sweep(page: &mut Page, report: &SegmentationReport) {
    if report.sweep.is_empty() {
        return;
    }
    let picks: Vec<String> = report.choices.iter().map(|(name, k)| format!("{name} {k}")).collect();
    page.title("Choosing K", &picks.join(", "));
    let mut heads = vec!["k", "silhouette", "inertia", "Davies-B.", "Calinski-H.", "gap", "±"];
    heads.extend(report.bic.map(|_| "BIC"));
    heads.push("");
    let mut table = Table::new(&heads.into_iter().map(|head| (head, Align::Right)).collect::<Vec<_>>());
    for row in &report.sweep {
        table.row(sweep_cells(report, row));
    }
    page.table(&table);
}

/// The scores of one K as the cells of a table: K, silhouette, inertia, Davies-Bouldin, Calinski-Harabasz, the gap and
/// its error, the BIC where the report has one, and whether this K is shown.
pub(in crate::report) fn sweep_cells(report: &SegmentationReport, row: &SweepRow) -> Vec<String> {
    let gap = report.gap.as_ref().and_then(|gap| gap.points.iter().find(|point| point.k == row.k));
    let score = |score: Option<f64>, decimals| number(score.unwrap_or(f64::NAN), decimals);
    let mut cells = vec![
        row.k.to_string(),
        score(row.silhouette, 3),
        number(row.inertia, 1),
        score(row.davies_bouldin, 3),
        score(row.calinski_harabasz, 1),
        score(gap.map(|point| point.gap), 3),
        score(gap.map(|point| point.error), 3),
    ];
    cells.extend(report.bic.map(|_| score(row.bic, 0)));
    cells.push(if row.k == report.k { "shown".to_owned() } else { String::new() });
    cells
}
