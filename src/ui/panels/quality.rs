//! Findings of the quality checks, worst first, and examples of the one at the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget, Wrap};
use strum::IntoEnumIterator;

use super::context::Context;
use crate::app::state::overlay::OverlayKind;
use crate::app::{Action, Model, Panel, keymap, selectors};
use crate::data::{Check, Severity};
use crate::measures::Summary;
use crate::ui::charts::{Row, TableCell, TableColumn, TableWidget};
use crate::ui::theme::Theme;
use crate::wording::database::rows_stay;
use crate::wording::text::{clean, count, counted};

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    if context.panel == Panel::Checks {
        checks(context, area, buf);
    } else {
        examples(context, area, buf);
    }
}

fn checks(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let theme = context.theme;
    let findings = &context.dataset.summary.findings;
    let of = |severity| findings.iter().filter(|f| f.check.severity() == severity).count() as u64;
    let note = match findings.len() {
        0 => "every check passed".to_owned(),
        _ => format!("{}, {}", counted(of(Severity::Error), "error"), counted(of(Severity::Warning), "warning")),
    };
    let inner = context.frame("Quality checks", &note, area, buf);
    let columns = [
        TableColumn::text("severity").min(13),
        TableColumn::text("check").min(18),
        TableColumn::text("table").min(12),
        TableColumn::text("column").min(16).priority(1),
        TableColumn::number("rows"),
        TableColumn::text("what it means").min(24).grow().priority(2),
    ];
    let mut rows: Vec<Row<'_>> = findings
        .iter()
        .map(|f| {
            let severity = f.check.severity();
            Row::new([
                TableCell::from(Span::styled(format!("{} {severity}", sign(severity)), style(theme, severity))),
                TableCell::from(f.check.to_string()),
                TableCell::from(f.table.to_string()),
                TableCell::from(f.column.clone().unwrap_or_default()),
                TableCell::from(count(f.rows)),
                TableCell::from(f.check.meaning()),
            ])
        })
        .collect();
    let visible = TableWidget::visible_rows(inner.height);
    let offset = context.first(rows.len(), visible);
    context.hidden((offset, visible, rows.len()), buf);
    // What was looked for and not found takes the rows that are left, and is not for the cursor.
    let passed: Vec<Check> = Check::iter().filter(|check| is_passed(*check, &context.dataset.summary)).collect();
    let is_in_database = context.dataset.summary.source.engine.is_some();
    let room = visible.saturating_sub(rows.len() + usize::from(is_in_database));
    let shown = if passed.len() > room { room.saturating_sub(1) } else { passed.len() };
    let passed_row = |check: &Check| {
        let meaning = format!("not found: {}", check.meaning());
        Row::new(["  passed".to_owned(), check.to_string(), String::new(), String::new(), "0".to_owned(), meaning])
    };
    rows.extend(passed[..shown].iter().map(|check| passed_row(check).style(theme.dim)));
    let more = || Row::new([format!("  {} more", passed.len() - shown)]).style(theme.dim);
    rows.extend((shown < passed.len() && room > 0).then(more));
    let left_out = context.dataset.summary.source.engine.filter(|_| rows.len() < visible).map(|engine| {
        let checks =
            Check::iter().filter(|check| is_looked_for(*check, &context.dataset.summary) && check.needs_rows());
        let words = format!("{} of rows, which stay in {engine}", counted(checks.count() as u64, "check"));
        Row::new(["  not made".to_owned(), String::new(), String::new(), String::new(), String::new(), words])
    });
    rows.extend(left_out.map(|row| row.style(theme.dim)));
    let table = TableWidget::new(theme, &columns, &rows).offset(offset).cursor(context.cursor());
    context.rows(table.places(inner).filter(|(row, _)| *row < findings.len()));
    table.render(inner, buf);
}

/// Whether a check was made, and found nothing.
fn is_passed(check: Check, summary: &Summary) -> bool {
    let is_made = summary.source.engine.is_none() || !check.needs_rows();
    is_looked_for(check, summary) && is_made && !is_found(check, summary)
}

fn is_found(check: Check, summary: &Summary) -> bool {
    summary.findings.iter().any(|finding| finding.check == check)
}

/// Whether a check looks for something wrong that this kind of data can have.
fn is_looked_for(check: Check, summary: &Summary) -> bool {
    check.severity() != Severity::Information && check.is_of(summary.kind)
}

fn examples(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let finding = selectors::finding(context.model);
    let title = finding.map_or_else(|| "Examples".to_owned(), |f| f.check.to_string());
    let note = finding
        .map_or_else(String::new, |f| f.column.as_ref().map_or(f.table.to_string(), |c| format!("{}.{c}", f.table)));
    let inner = context.frame(&title, &note, area, buf);
    let Some(finding) = finding else {
        return Paragraph::new(Span::styled("No findings.", context.theme.dim)).render(inner, buf);
    };
    let mut lines = vec![Line::from(Span::styled(finding.check.meaning(), context.theme.dim))];
    lines.extend(finding.examples.iter().map(|example| Line::from(clean(example).into_owned())));
    lines.extend(selectors::keeps_rows(context.model).map(|engine| Line::from(kept(context.model, engine))));
    Paragraph::new(lines).wrap(Wrap { trim: true }).render(inner, buf);
}

/// Why there are no examples, and what says more.
fn kept(model: &Model, engine: &str) -> String {
    let [explains, shows] =
        [Action::Show(OverlayKind::Explain), Action::View(true)].map(|action| keymap::pressed(&model.own_keys, action));
    let stay = rows_stay(engine);
    format!("No examples: {stay}. {explains} and {shows} show the statements that count them.")
}

/// A sign in addition to the colour.
fn sign(severity: Severity) -> char {
    match severity {
        Severity::Error => '!',
        Severity::Warning => '~',
        Severity::Information => ' ',
    }
}

fn style(theme: &Theme, severity: Severity) -> Style {
    match severity {
        Severity::Error => theme.error,
        Severity::Warning => theme.warning,
        Severity::Information => theme.info,
    }
}
