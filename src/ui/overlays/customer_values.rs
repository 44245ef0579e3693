//! The values of one customer of a table without events: where each number is among all customers and in the segment, and
//! how many share each category.
//!
//! ```text
//! column   value   all   percentile   segment   percentile   the middle half of the segment
//! Age         43  42.6          52%      35.2          88%   ─━━━━━━╋━━━━━●──────────────
//! Gender  Female   53%                    61%
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::popup::frame_around;
use crate::analysis::{CustomerDetail, Segmentation};
use crate::app::state::overlay::customer::CustomerPage;
use crate::measures::{CodedColumn, Feature};
use crate::ui::charts::{QuartileStrip, Row, TableCell, TableColumn, TableWidget, scroll_bar, window};
use crate::ui::customer::plain;
use crate::ui::picture;
use crate::ui::theme::Theme;
use crate::wording::feature::{title, value};
use crate::wording::text::{NONE, clean, percent};

/// Columns of a quartile strip.
const STRIP: u16 = 30;

/// Draws the table, scrolled so that the cursor is visible.
pub(super) fn draw(theme: &Theme, page: &CustomerPage, detail: &CustomerDetail, area: Rect, buf: &mut Buffer) {
    let own = page.segmentation.as_deref().zip(page.label());
    let mut columns = vec![
        TableColumn::text("column").min(10),
        TableColumn::number("value"),
        TableColumn::number("all"),
        TableColumn::number("percentile").priority(1),
    ];
    if own.is_some() {
        let strip = "the middle half of the segment";
        columns.extend([TableColumn::number("segment"), TableColumn::number("percentile").priority(2)]);
        columns.push(TableColumn::text(strip).min(STRIP).max(STRIP).priority(3));
    }
    let numbers = page.features.columns.iter().filter(|feature| !feature.code);
    let mut rows: Vec<Row<'_>> = numbers.map(|feature| number_row(theme, page, detail, own, feature)).collect();
    rows.extend(page.features.coded().iter().map(|column| category_row(theme, page, own, column)));
    let legend = "percentile: share of customers with a lower value, equal values by half";
    let below = u16::from(usize::from(area.height) > rows.len() + 2);
    let spare = picture::below(area, rows.len() as u16 + 2);
    let area = match &page.segmentation {
        Some(segmentation) if spare.height >= picture::LEAST.1 => {
            picture::draw(theme, segmentation, (page.label(), Some(page.customer)), spare, buf);
            Rect { height: rows.len() as u16 + 2, ..area }
        }
        _ => area,
    };
    let table = Rect { height: area.height - below, ..area };
    let offset = window(page.cursor, 0, rows.len(), TableWidget::visible_rows(table.height));
    TableWidget::new(theme, &columns, &rows).offset(offset).cursor(Some(page.cursor)).render(table, buf);
    scroll_bar(theme, (offset, TableWidget::visible_rows(table.height), rows.len()), frame_around(table), buf);
    if below > 0 {
        Line::styled(legend, theme.dim).render(Rect { y: area.bottom() - 1, height: 1, ..area }, buf);
    }
}

fn number_row<'a>(
    theme: &Theme,
    page: &CustomerPage,
    detail: &CustomerDetail,
    own: Option<(&Segmentation, usize)>,
    feature: &Feature,
) -> Row<'a> {
    let of_customer = feature.values[page.customer];
    let place = detail.percentiles.iter().find(|place| place.feature == feature.name);
    let share = |share: Option<f64>| TableCell::from(percent(share.unwrap_or(f64::NAN), 0));
    let currency = page.features.currency.as_deref();
    let mean = |mean: f64| TableCell::from(value(&feature.name, mean, currency));
    let name = TableCell::from(title(&feature.name).to_owned());
    let own_value = TableCell::from(plain(&feature.name, of_customer, feature.integer, currency)).style(theme.strong);
    // An id is not compared with others, and has no thousands mark.
    if place.is_none() && of_customer.is_finite() {
        return Row::new([name, TableCell::from(format!("{of_customer:.0}")).style(theme.strong)]);
    }
    let mut cells = vec![
        name,
        own_value,
        mean(place.map_or(f64::NAN, |place| place.mean)),
        share(place.map(|place| place.among_all)),
    ];
    if let Some((segmentation, label)) = own {
        let profile = segmentation.segments.list.get(label).and_then(|segment| segment.feature(&feature.name));
        cells.push(mean(profile.map_or(f64::NAN, |profile| profile.mean)));
        cells.push(share(place.and_then(|place| place.in_segment)));
        cells.extend(profile.map(|profile| {
            let [low, high] = segmentation.segments.quartile_range(&feature.name);
            let slot = segmentation.colours.get(label).copied().unwrap_or(label);
            let strip = QuartileStrip {
                axis: [low.min(of_customer), high.max(of_customer)],
                quartiles: [profile.p25, profile.median, profile.p75],
                mark: Some((of_customer, theme.strong)),
            };
            TableCell::from(strip.line(theme, STRIP, theme.segment_style(slot)))
        }));
    }
    Row::new(cells)
}

/// A category, and the shares of all and of the segment that have it.
fn category_row<'a>(
    theme: &Theme,
    page: &CustomerPage,
    own: Option<(&Segmentation, usize)>,
    CodedColumn { name: column, names, codes, .. }: &CodedColumn<'_>,
) -> Row<'a> {
    let code = codes[page.customer];
    let name = code.and_then(|code| names.get(code as usize));
    let share = |customers: &mut dyn Iterator<Item = Option<u32>>| {
        let (mut with, mut all) = (0_u64, 0_u64);
        for other in customers.flatten() {
            all += 1;
            with += u64::from(Some(other) == code);
        }
        TableCell::from(if all > 0 && code.is_some() { percent(with as f64 / all as f64, 0) } else { NONE.to_owned() })
    };
    let mut cells = vec![
        TableCell::from(clean(column).into_owned()),
        TableCell::from(name.map_or_else(|| NONE.to_owned(), |name| clean(name).into_owned())).style(theme.strong),
        share(&mut codes.iter().copied()),
        TableCell::default(),
    ];
    if let Some((segmentation, label)) = own {
        let labels = &segmentation.segments.of_customer;
        let is_own = |(code, of): (&Option<u32>, &Option<u32>)| (*of == Some(label as u32)).then_some(*code);
        cells.push(share(&mut codes.iter().zip(labels).filter_map(is_own)));
    }
    Row::new(cells)
}
