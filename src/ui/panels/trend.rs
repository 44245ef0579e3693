//! Claims and burns over time as sparklines on one scale, newest at the right.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::context::Context;
use super::timeline::series;
use crate::data::Table;
use crate::ui::charts::Trends;

pub fn draw(context: &Context<'_>, area: Rect, buf: &mut Buffer) {
    let series = series(context);
    let title = if area.width < 36 { "Claimed vs burnt," } else { "Claimed vs burnt per" };
    let unit = context.model.granularity.to_string();
    let inner = context.frame(&format!("{title} {unit}"), series.view, area, buf);
    if !context.needs(Table::Transactions, inner, buf) {
        return;
    }
    let trends = Trends::new(context.theme).series(series.names[0], &series.claims, context.theme.claims).series(
        series.names[1],
        &series.burns,
        context.theme.burnt,
    );
    trends.partial(&series.partial).labels(&series.labels).render(inner, buf);
}
