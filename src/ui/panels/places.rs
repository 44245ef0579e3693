//! Where coupons are burnt, or what is bought where: products, branches, cities and merchants as tables, sorted by any
//! column.
//!
//! ```text
//! ╭ Cities  13 of 20 ──────────────────────────────────────────────────────────────╮
//! │   #  city        claims  burnt↓  of all   rate    95% CI  burnt    burns by month │
//! │   1  Cairo        3,204   1,890    9.9%    59%    57-61%  ██████▏   ▁▂▃▄▅▅▆▆▇███  │
//! │  =2  Giza         3,011   1,702    8.9%    57%    55-59%  █████▌    ▁▂▃▃▄▅▆▆▇▇██  │
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::{Context, in_sight, legend_of_sides, side};
use super::place_months::is_partial;
use crate::app::panel::PlaceKind;
use crate::app::selectors::{MonthMeasure, Months, PlaceLine};
use crate::app::state::places::PlaceColumn;
use crate::app::{Panel, selectors};
use crate::data::{Kind, Table};
use crate::measures::{GroupTest, Sales};
use crate::ui::charts::{Order, Row, Sparkline, TableCell, TableColumn, TableWidget};
use crate::wording::evidence::briefly;
use crate::wording::money::Room;
use crate::wording::text::{NONE, count, counted, number, percent, percent_range, rate_beside, width};

/// Most columns of a sparkline: its header fits.
const SPARK: usize = 18;
/// Most rows that are made whether they are visible or not, so that columns keep their widths.
const FEW: usize = 1000;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let by = selectors::place_order(context.model, context.panel).by;
    let summary = &context.dataset.summary;
    let title = match (context.panel, by) {
        (Panel::Branches, by) => {
            let what = match selectors::place_kind(context.model, context.panel) {
                PlaceKind::Product => "products",
                PlaceKind::City => "cities",
                PlaceKind::Branch => "branches",
                PlaceKind::Merchant => "merchants",
            };
            let by = match by {
                PlaceColumn::Revenue => "revenue",
                PlaceColumn::Claims => "orders",
                _ => "burns",
            };
            format!("Top {what} by {by}")
        }
        (Panel::CityTable, _) => match summary.place {
            "country" => "Countries".to_owned(),
            "state" => "States".to_owned(),
            "region" => "Regions".to_owned(),
            _ => "Cities".to_owned(),
        },
        (panel, _) => panel.title().to_owned(),
    };
    let lines = selectors::listed_places(context.model, context.panel, summary);
    let test = selectors::group_test(context.model, context.panel, summary).filter(|_| context.unrated().is_none());
    let words = context.evidence_below(test.filter(|_| context.panel != Panel::Branches), area);
    let below = words.as_ref().map_or(0, |(rows, _)| *rows);
    let visible = TableWidget::visible_rows(area.height.saturating_sub(2 + below));
    let mut notes = notes(context, visible, &lines);
    if let Some(test) = test.filter(|_| words.is_none()) {
        let brief = briefly(test);
        let marked = legend_of_sides(context.theme, test).map(|marks| format!("{brief}, {marks}"));
        let long = notes.first().filter(|note| !note.is_empty()).map(|note| format!("{note}, {brief}"));
        notes.splice(0..0, marked.into_iter().chain(long).chain([brief]));
    }
    let inner = context.frame_with(&title, &notes, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    if lines.is_empty() {
        return context.say_nothing(context.unknown_places(), inner, buf);
    }
    let rows = Rect { height: inner.height - below.min(inner.height), ..inner };
    table(context, &lines, test, rows, buf);
    if let Some((_, words)) = words {
        context.say(&words, Rect { y: rows.bottom(), height: below, ..inner }, buf);
    }
}

/// How many are visible, and what the products that are not listed make, from long to short.
fn notes(context: &Context<'_>, visible: usize, lines: &[PlaceLine<'_>]) -> Vec<String> {
    let shown = in_sight(visible, lines.len());
    let others = context.dataset.summary.other_products.filter(|_| context.panel == Panel::Products);
    let others = others.map(|others| {
        let share = others.revenue_share.map_or_else(String::new, |share| format!(", {}", percent(share, 1)));
        format!("{}{share}", counted(others.products, "other"))
    });
    let marked = lines.iter().filter(|line| line.sales.is_some_and(|sales| sales.pareto)).count();
    let priced = context.dataset.summary.kpis.amount.is_some();
    let mark = context.theme.glyphs.pick("●", "*");
    let pareto = (context.panel == Panel::Products && priced && marked > 0)
        .then(|| format!("{} make 80% of the revenue {mark}", count(marked as u64)));
    // Once on the screen is enough.
    let unrated = context.unrated().filter(|_| context.panel == Panel::CityTable).map(str::to_owned);
    let all: Vec<String> = [unrated, Some(shown.clone()).filter(|shown| !shown.is_empty()), others, pareto]
        .into_iter()
        .flatten()
        .collect();
    (0..all.len()).rev().map(|last| all[..=last].join(", ")).chain([shown]).collect()
}

/// All columns that a panel can have; the Overview has few.
fn listed(context: &Context<'_>) -> Vec<PlaceColumn> {
    use PlaceColumn::{Burnt, Claims, Id, Name, Rate, Revenue};
    let summary = &context.dataset.summary;
    match context.panel {
        Panel::Branches if summary.kind != Kind::Purchases => {
            let mut columns = selectors::place_columns(context.model, Panel::BranchTable);
            columns.retain(|column| matches!(column, Id | Name | Burnt | Rate));
            columns
        }
        Panel::Branches => {
            let table = selectors::place_table(context.model, context.panel);
            let mut columns = selectors::place_columns(context.model, table);
            columns.retain(|column| matches!(column, Id | Name | Claims | Revenue));
            columns
        }
        panel => selectors::place_columns(context.model, panel),
    }
}

fn table(context: &Context<'_>, lines: &[PlaceLine<'_>], test: Option<&GroupTest>, area: Rect, buf: &mut Buffer) {
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

    let mut columns = vec![TableColumn::number("#").priority(3).yields()];
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
        let header = header(context, barred);
        let bar = (area.width / 3).max(20);
        columns.push(TableColumn::text(header).min(6.max(width(header) as u16)).max(bar).priority(4));
        let spark = months.clamp(12, SPARK) as u16;
        let header = if partial {
            format!("by month {} partial", theme.glyphs.partial())
        } else {
            format!(
                "{} by month",
                if monthly(context, lines) == MonthMeasure::Revenue { "revenue" } else { context.words().counted }
            )
        };
        columns.push(TableColumn::text(&header).min(spark.max(width(&header) as u16)).max(SPARK as u16).priority(9));
    }
    let visible = TableWidget::visible_rows(area.height);
    let first = context.first(lines.len(), visible);
    context.hidden((first, visible, lines.len()), buf);
    // There may be thousands: then only the visible ones are made.
    let made = if lines.len() > FEW { first..lines.len().min(first + visible) } else { 0..lines.len() };
    let measure = monthly(context, lines);
    // The small table of the Overview leaves the room to the names.
    let room = if !full && area.width < 50 { Room::Short } else { Room::Units };
    let rows: Vec<Row<'_>> = made
        .clone()
        .map(|at| (at, &lines[at]))
        .map(|(at, line)| {
            let rank = format!("{}{}", if line.is_tied { "=" } else { "" }, line.rank);
            let mut cells = vec![TableCell::from(rank)];
            cells.extend(shown.iter().map(|column| cell(context, line, test, *column, room)));
            if full {
                let style = if barred == PlaceColumn::Claims { theme.claims } else { theme.burnt };
                let figure = line.figure(barred).unwrap_or(0.0);
                cells.push(TableCell::bar(if peak > 0.0 { figure / peak } else { 0.0 }, style));
                let in_sight = (first..first + visible).contains(&at);
                cells.push(if in_sight { spark(context, line.months, measure, partial) } else { TableCell::default() });
            }
            Row::new(cells)
        })
        .collect();
    let gap = if area.width < 60 { 1 } else { 2 };
    let cursor = context.cursor().map(|cursor| cursor.saturating_sub(made.start));
    let table = TableWidget::new(theme, &columns, &rows).gap(gap).offset(first - made.start).cursor(cursor);
    let table = table.roomy(area.height);
    context.rows(table.places(area).map(|(row, place)| (made.start + row, place)));
    if full {
        let sorted = selectors::place_columns(context.model, context.panel);
        // The rank comes before the columns of the table.
        let column = |head: usize| shown.get(head.checked_sub(1)?).and_then(|of| sorted.iter().position(|c| c == of));
        context.heads(table.heads(area), column);
    }
    table.render(area, buf);
}

/// What the small charts show of a month.
fn monthly(context: &Context<'_>, lines: &[PlaceLine<'_>]) -> MonthMeasure {
    let of_products = lines.iter().any(|line| matches!(line.months, Months::Sales(_)));
    match context.dataset.summary.kind {
        Kind::Purchases if of_products && context.dataset.summary.kpis.amount.is_some() => MonthMeasure::Revenue,
        Kind::Purchases => MonthMeasure::Events,
        Kind::Coupons | Kind::Customers => MonthMeasure::Burns,
    }
}

fn header(context: &Context<'_>, column: PlaceColumn) -> &'static str {
    match column {
        PlaceColumn::Id if !listed(context).contains(&PlaceColumn::Name) => {
            if selectors::place_kind(context.model, context.panel) == PlaceKind::Branch { "branch" } else { "merchant" }
        }
        PlaceColumn::Id => "id",
        PlaceColumn::Name if selectors::place_kind(context.model, context.panel) == PlaceKind::Product => "product",
        PlaceColumn::Name if context.panel == Panel::CityTable => context.dataset.summary.place,
        PlaceColumn::Name => "merchant",
        PlaceColumn::Customers => "cust.",
        PlaceColumn::Claims => context.words().events,
        PlaceColumn::Revenue => "revenue",
        PlaceColumn::Burnt => "burnt",
        PlaceColumn::Items => "items",
        PlaceColumn::Share => "of all",
        PlaceColumn::Returned => "returned",
        PlaceColumn::Repeat => "repeat",
        PlaceColumn::Rate => "rate",
        PlaceColumn::Interval => "95% CI",
    }
}

fn column(context: &Context<'_>, column: PlaceColumn, room: u16) -> TableColumn {
    let panel = context.panel;
    let number = TableColumn::number(header(context, column));
    let of_orders = context.dataset.summary.kind == Kind::Purchases;
    match column {
        // Where branches have no other name, their ids are their names.
        PlaceColumn::Id if !listed(context).contains(&PlaceColumn::Name) => {
            TableColumn::text(header(context, column)).min(if room < 50 { 10 } else { 16 }).grow()
        }
        // Names are complete before other columns are added. A small panel shows its numbers first, but most names of
        // products begin alike.
        PlaceColumn::Name => {
            let least = match (panel, room) {
                (Panel::Products, 100..) => 20,
                (Panel::Products, _) | (_, 50..) => 16,
                _ => 10,
            };
            TableColumn::text(header(context, column)).min(least).grow()
        }
        // A city has a name, but many branches of a merchant do not.
        PlaceColumn::Id => number.priority(if panel == Panel::CityTable { 8 } else { 2 }),
        PlaceColumn::Customers => number.priority(7),
        // A rate says little without the claims that it is of.
        PlaceColumn::Claims => number.priority(if of_orders { 3 } else { 2 }),
        PlaceColumn::Burnt | PlaceColumn::Revenue => number,
        PlaceColumn::Items => number.priority(8),
        PlaceColumn::Share => number.priority(if of_orders { 2 } else { 6 }),
        PlaceColumn::Repeat => number.priority(3),
        PlaceColumn::Rate => number.priority(1),
        PlaceColumn::Returned | PlaceColumn::Interval => number.priority(5),
    }
}

fn cell<'a>(
    context: &Context<'_>,
    line: &PlaceLine<'a>,
    test: Option<&GroupTest>,
    column: PlaceColumn,
    room: Room,
) -> TableCell<'a> {
    let of_rate = |rate: Option<f64>, decimals| percent(rate.unwrap_or(f64::NAN), decimals);
    match column {
        PlaceColumn::Id => TableCell::from(line.id.unwrap_or("")),
        PlaceColumn::Name => TableCell::from(line.called()),
        PlaceColumn::Customers => TableCell::from(line.customers.map_or_else(String::new, count)),
        PlaceColumn::Claims => TableCell::from(count(line.claims)),
        PlaceColumn::Burnt => TableCell::from(count(line.burnt)).style(context.theme.strong),
        PlaceColumn::Revenue => {
            let money = |revenue| context.money(revenue, room);
            TableCell::from(line.revenue.map_or_else(|| NONE.to_owned(), money)).style(context.theme.strong)
        }
        PlaceColumn::Items => TableCell::from(line.items.map_or_else(|| NONE.to_owned(), |items| number(items, 0))),
        // The fewest that make most of the revenue are in the accent colour and marked.
        PlaceColumn::Share if line.sales.is_some_and(|sales| sales.pareto) => {
            let mark = context.theme.glyphs.pick("●", "*");
            TableCell::from(format!("{} {mark}", of_rate(line.share, 1))).style(context.theme.accent)
        }
        PlaceColumn::Share if line.sales.is_some() => TableCell::from(format!("{}  ", of_rate(line.share, 1))),
        PlaceColumn::Share => TableCell::from(of_rate(line.share, 1)),
        PlaceColumn::Returned => TableCell::from(of_rate(line.returned, 1)),
        PlaceColumn::Repeat => {
            let rate = line.sales.and_then(Sales::repeat_rate).unwrap_or(f64::NAN);
            let interval = line.sales.and_then(Sales::repeat_interval);
            TableCell::from(rate_beside(rate, interval, 0) + side(context.theme, test, line.id))
        }
        PlaceColumn::Rate => {
            let rate = rate_beside(line.rate.unwrap_or(f64::NAN), line.interval, 0);
            TableCell::from(rate + side(context.theme, test, line.id))
        }
        PlaceColumn::Interval => {
            let range = |interval| percent_range(line.rate.unwrap_or(f64::NAN), interval);
            TableCell::from(line.interval.map_or_else(|| NONE.to_owned(), range))
        }
    }
}

/// Burns by burn month, or orders or revenue by month, from none to the most of this place.
fn spark<'a>(context: &Context<'_>, months: Months<'_>, measure: MonthMeasure, last_is_partial: bool) -> TableCell<'a> {
    let values: Vec<f64> = (0..months.len()).filter_map(|month| months.value(month, measure)).collect();
    let partial: Vec<bool> = (1..=values.len()).map(|month| last_is_partial && month == values.len()).collect();
    let text = Sparkline::new(context.theme, &values).partial(&partial).text(SPARK as u16);
    TableCell::from(text).style(context.theme.burnt)
}
