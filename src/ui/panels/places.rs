//! Where coupons are burnt: branches, cities and merchants as tables, sorted by any column.
//!
//! ```text
//! ╭ Cities  13 of 20 ──────────────────────────────────────────────────────────────╮
//! │   #  city        claims  burnt↓  of all   rate    95% CI  burnt    burns by month │
//! │   1  Cairo        3,204   1,890    9.9%    59%    57-61%  ██████▏   ▁▂▃▄▅▅▆▆▇███  │
//! │  =2  Giza         3,011   1,702    8.9%    57%    55-59%  █████▌    ▁▂▃▃▄▅▆▆▇▇██  │
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::{Context, in_sight, rows_of};
use super::place_months::is_partial;
use crate::app::selectors::PlaceLine;
use crate::app::state::places::PlaceColumn;
use crate::app::{Panel, selectors};
use crate::data::{Kind, Table};
use crate::measures::{GroupTest, MonthCounts};
use crate::ui::charts::{Cell, Column, Order, Row, Sparkline, Table as TableWidget, window};
use crate::wording::evidence::{briefly, differ};
use crate::wording::text::{NONE, count, number, percent, percent_range, rate_beside, width};

/// Most columns of a sparkline: its header fits.
const SPARK: usize = 18;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let by = selectors::place_order(context.model, context.panel).by;
    let title = match (context.panel, by) {
        (Panel::Branches, PlaceColumn::Revenue) => "Top branches by revenue",
        (Panel::Branches, PlaceColumn::Claims) => "Top branches by orders",
        (Panel::Branches, _) => "Top branches by burns",
        (Panel::CityTable, _) => match context.dataset.summary.place {
            "country" => "Countries",
            "state" => "States",
            "region" => "Regions",
            _ => "Cities",
        },
        (panel, _) => panel.title(),
    };
    let lines = selectors::listed_places(context.model, context.panel, &context.dataset.summary);
    let summary = &context.dataset.summary;
    let test = selectors::group_test(context.model, context.panel, summary);
    // The sentence takes rows of the table only where it leaves enough.
    let columns = area.width.saturating_sub(4);
    let words = test.filter(|_| context.panel != Panel::Branches).map(|test| differ(summary, test));
    let words = words.map(|words| (rows_of(&words, columns), words)).filter(|(rows, _)| area.height >= 10 + 2 * rows);
    let below = words.as_ref().map_or(0, |(rows, _)| *rows);
    let visible = TableWidget::visible_rows(area.height.saturating_sub(2 + below));
    let sight = in_sight(visible, lines.len());
    let brief = test.filter(|_| words.is_none()).map(briefly).unwrap_or_default();
    let both = if sight.is_empty() || brief.is_empty() { brief.clone() } else { format!("{sight}, {brief}") };
    let notes = [both, brief, sight.clone()];
    let inner = match notes.iter().find(|note| !note.is_empty()) {
        Some(_) if words.is_none() && test.is_some() => context.frame_with(title, &notes, area, buf),
        _ => context.frame(title, &sight, area, buf),
    };
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    if lines.is_empty() {
        return context.say(context.unknown_places(), inner, buf);
    }
    let rows = Rect { height: inner.height - below.min(inner.height), ..inner };
    table(context, &lines, test, rows, buf);
    if let Some((_, words)) = words {
        context.say(&words, Rect { y: rows.bottom(), height: below, ..inner }, buf);
    }
}

/// All columns that a panel can have; the Overview has few.
fn listed(context: &Context<'_>) -> Vec<PlaceColumn> {
    use PlaceColumn::{Burnt, Claims, Id, Name, Rate, Revenue};
    let summary = &context.dataset.summary;
    match context.panel {
        Panel::Branches if summary.kind != Kind::Purchases => vec![Id, Name, Burnt, Rate],
        Panel::Branches if summary.kpis.amount.is_some() => vec![Id, Name, Claims, Revenue],
        Panel::Branches => vec![Id, Name, Claims],
        panel => selectors::place_columns(context.model, panel),
    }
}

fn table(
    context: &Context<'_>,
    lines: &[PlaceLine<'_>],
    test: Option<&GroupTest>,
    area: Rect,
    buf: &mut Buffer,
) {
    let theme = context.theme;
    let full = context.panel != Panel::Branches;
    let order = selectors::place_order(context.model, context.panel);
    let shown = listed(context);
    // The bars show the column that the table is sorted by; text has no bars.
    let barred = if lines.iter().any(|line| line.figure(order.by).is_some()) {
        order.by
    } else {
        selectors::first_order(context.model).by
    };
    let peak = lines.iter().filter_map(|line| line.figure(barred)).fold(0.0, f64::max);
    let months = lines.iter().map(|line| line.months.len()).max().unwrap_or(0);
    let partial = is_partial(&context.dataset.summary);

    let mut columns = vec![Column::number("#").priority(3)];
    columns.extend(shown.iter().map(|column| {
        let made = self::column(context, *column, area.width);
        let made = if context.focused && full && *column == order.column { made.current().priority(0) } else { made };
        match (*column == order.by && full, order.descending) {
            (true, true) => made.sorted(Order::Descending),
            (true, false) => made.sorted(Order::Ascending),
            _ => made,
        }
    }));
    if full {
        columns.push(Column::text(header(context, barred)).min(6).max(20).priority(4));
        let spark = months.clamp(12, SPARK) as u16;
        let header = if partial {
            format!("by month {} partial", theme.glyphs.partial())
        } else {
            format!("{} by month", context.words().counted)
        };
        columns.push(Column::text(&header).min(spark.max(width(&header) as u16)).max(SPARK as u16).priority(9));
    }
    let visible = TableWidget::visible_rows(area.height);
    let first = window(selectors::cursor(context.model, context.panel), 0, lines.len(), visible);
    let rows: Vec<Row<'_>> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let rank = format!("{}{}", if line.is_tied { "=" } else { "" }, line.rank);
            let mut cells = vec![Cell::from(rank)];
            cells.extend(shown.iter().map(|column| cell(context, line, test, *column)));
            if full {
                let style = if barred == PlaceColumn::Claims { theme.claims } else { theme.burnt };
                let figure = line.figure(barred).unwrap_or(0.0);
                cells.push(Cell::bar(if peak > 0.0 { figure / peak } else { 0.0 }, style));
                // Only the visible ones: there may be thousands.
                let in_sight = (first..first + visible).contains(&at);
                cells.push(if in_sight { spark(context, line.months, partial) } else { Cell::default() });
            }
            Row::new(cells)
        })
        .collect();
    context.table(&columns, &rows, if area.width < 60 { 1 } else { 2 }, area, buf);
}

fn header(context: &Context<'_>, column: PlaceColumn) -> &'static str {
    match column {
        PlaceColumn::Id => "id",
        PlaceColumn::Name if context.panel == Panel::CityTable => context.dataset.summary.place,
        PlaceColumn::Name => "merchant",
        PlaceColumn::Customers => "cust.",
        PlaceColumn::Claims => context.words().events,
        PlaceColumn::Revenue => "revenue",
        PlaceColumn::Burnt => "burnt",
        PlaceColumn::Share => "of all",
        PlaceColumn::Rate => "rate",
        PlaceColumn::Interval => "95% CI",
    }
}

fn column(context: &Context<'_>, column: PlaceColumn, room: u16) -> Column {
    let panel = context.panel;
    let number = Column::number(header(context, column));
    match column {
        // Names are complete before other columns are added. A small panel shows its numbers first.
        PlaceColumn::Name => Column::text(header(context, column)).min(if room < 50 { 10 } else { 16 }).grow(),
        // A city has a name, but many branches of a merchant do not.
        PlaceColumn::Id => number.priority(if panel == Panel::CityTable { 8 } else { 2 }),
        PlaceColumn::Customers => number.priority(6),
        PlaceColumn::Claims => number.priority(7),
        PlaceColumn::Burnt | PlaceColumn::Revenue => number,
        PlaceColumn::Share => number.priority(2),
        PlaceColumn::Rate => number.priority(1),
        PlaceColumn::Interval => number.priority(5),
    }
}

fn cell<'a>(context: &Context<'_>, line: &PlaceLine<'a>, test: Option<&GroupTest>, column: PlaceColumn) -> Cell<'a> {
    let of_rate = |rate: Option<f64>, decimals| rate.map_or_else(|| NONE.to_owned(), |rate| percent(rate, decimals));
    match column {
        PlaceColumn::Id => Cell::from(line.id.unwrap_or("")),
        PlaceColumn::Name => Cell::from(line.called()),
        PlaceColumn::Customers => Cell::from(line.customers.map_or_else(String::new, count)),
        PlaceColumn::Claims => Cell::from(count(line.claims)),
        PlaceColumn::Burnt => Cell::from(count(line.burnt)).style(context.theme.strong),
        PlaceColumn::Revenue => {
            let revenue = line.revenue.map_or_else(|| NONE.to_owned(), |revenue| number(revenue, 0));
            Cell::from(revenue).style(context.theme.strong)
        }
        PlaceColumn::Share => Cell::from(of_rate(line.share, 1)),
        PlaceColumn::Rate => {
            let rate = rate_beside(line.rate.unwrap_or(f64::NAN), line.interval, 0);
            Cell::from(rate + side(context, line, test))
        }
        PlaceColumn::Interval => Cell::from(line.interval.map_or_else(|| NONE.to_owned(), percent_range)),
    }
}

/// A mark for a rate that differs from the others; room for it if any does.
fn side(context: &Context<'_>, line: &PlaceLine<'_>, test: Option<&GroupTest>) -> &'static str {
    let glyphs = context.theme.glyphs;
    match (test, test.zip(line.id).and_then(|(test, id)| test.side(id))) {
        (_, Some(true)) => if glyphs.is_ascii() { "+" } else { "▲" },
        (_, Some(false)) => if glyphs.is_ascii() { "-" } else { "▼" },
        (Some(test), None) if !test.above.is_empty() || !test.below.is_empty() => " ",
        _ => "",
    }
}

/// Burns by burn month, or orders by month, from none to the most of this place.
fn spark<'a>(context: &Context<'_>, months: &[MonthCounts], last_is_partial: bool) -> Cell<'a> {
    let is_purchases = context.dataset.summary.kind == Kind::Purchases;
    let counted = |month: &MonthCounts| if is_purchases { month.claims } else { month.burns };
    let burns: Vec<f64> = months.iter().map(|month| f64::from(counted(month))).collect();
    let partial: Vec<bool> = (1..=burns.len()).map(|month| last_is_partial && month == burns.len()).collect();
    let text = Sparkline::new(context.theme, &burns).partial(&partial).text(SPARK as u16);
    Cell::from(text).style(context.theme.burnt)
}
