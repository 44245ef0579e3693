//! The explanation of a panel: definition, formula, source columns, number of rows behind it, and the filter.
//!
//! ```text
//! ╭ Days to burn  what the numbers mean ────────────────────────────────╮
//! │ of 11,401 burnt claims; filter city:Cairo                          │
//! │                                                                    │
//! │ days to burn                                                       │
//! │ Days between claim and burn, for burnt claims with both dates.     │
//! │ computed: burn date − claim date                                   │
//! │ from: transactions.transaction_date, burn_date, transaction_status │
//! ╰────────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::popup::text_popup;
use crate::analysis::Dataset;
use crate::app::panel::Counts;
use crate::app::state::overlay::explain::{Explanation, Page};
use crate::app::{Action, Model, Panel, keymap, selectors};
use crate::data::Kind;
use crate::measures::{Demographic, Rfm, Summary};
use crate::ui::definitions;
use crate::ui::theme::Theme;
use crate::ui::zones::Zones;
use crate::wording::database::computed_by;
use crate::wording::definitions::Definition;
use crate::wording::evidence::differ;
use crate::wording::feature;
use crate::wording::feature::words_in_no_mean;
use crate::wording::kind_words::words;
use crate::wording::rfm::{limits, limits_of_money};
use crate::wording::statements::{self, Part};
use crate::wording::text::{clean, count, counted, number, wrapped};

/// Columns of the text.
const WIDEST: u16 = 86;

/// Draws the explanation of a panel.
pub fn draw((model, theme, zones): (&Model, &Theme, &Zones), open: &Explanation, area: Rect, buf: &mut Buffer) {
    let (note, columns, lines) = match open.page {
        Page::Meaning => {
            let columns = usize::from(WIDEST.min(area.width.saturating_sub(8)).max(1));
            ("what the numbers mean", columns, lines(model, theme, open, columns))
        }
        Page::Statements => {
            let columns = statements::columns(area.width);
            ("the statements that made the numbers", columns, of_statements(theme, open, columns))
        }
    };
    let title = open.panel.title_of(selectors::kind(model));
    text_popup((theme, zones), title, note, (columns as u16, lines), open.scroll.top, area, buf);
}

/// The statements, as they are copied.
fn of_statements(theme: &Theme, open: &Explanation, columns: usize) -> Vec<Line<'static>> {
    let styled = |(part, line): (Part, String)| match part {
        Part::Name => Line::styled(line, theme.strong),
        Part::Comment => Line::styled(line, theme.dim),
        Part::Sql => Line::styled(line, theme.text),
    };
    statements::lines(&open.statements, columns).into_iter().map(styled).collect()
}

/// What made the numbers, and the keys that show and copy it.
fn made_by(model: &Model, open: &Explanation) -> Option<String> {
    let engine = model.shown()?.summary.source.engine.filter(|_| !open.statements.is_empty())?;
    let names: Vec<&str> = open.statements.iter().map(|statement| statement.name).collect();
    let [shows, copies] = [Action::View(true), Action::CopyRow].map(|action| keymap::pressed(&model.own_keys, action));
    let (number, them) = (counted(names.len() as u64, "statement"), if names.len() == 1 { "it" } else { "them" });
    let computed = computed_by(engine);
    Some(format!("{computed} with {number}: {}. {shows} shows {them}, {copies} copies {them}", names.join(", ")))
}

fn lines(model: &Model, theme: &Theme, open: &Explanation, columns: usize) -> Vec<Line<'static>> {
    let panel = open.panel;
    let ascii = |text: &str| {
        let text = if theme.glyphs.is_ascii() {
            [('−', "-"), ('×', "x"), ('≥', ">="), ('▲', "+"), ('▼', "-")]
                .iter()
                .fold(text.to_owned(), |text, (from, to)| text.replace(*from, to))
        } else {
            text.to_owned()
        };
        clean(&text).into_owned()
    };
    let mut lines: Vec<Line<'static>> = Vec::new();
    let mut put = |text: &str, style| {
        lines.extend(wrapped(&ascii(text), columns).into_iter().map(|line| Line::styled(line, style)));
    };
    let filter = if model.filter.is_empty() { "no filter".to_owned() } else { format!("filter {}", model.filter) };
    put(&format!("of {}; {filter}", of_what(model, panel)), theme.accent);
    if let Some(made) = made_by(model, open) {
        put(&made, theme.accent);
    }
    // A panel that has no room for them ends in the key that opens this.
    let cautions: Vec<String> = selectors::warnings(model).into_iter().chain(selectors::why_verdict(model)).collect();
    if panel == Panel::Choosing && !cautions.is_empty() {
        put("", theme.text);
        put("cautions", theme.strong);
        for words in &cautions {
            put(words, theme.text);
        }
    }
    for Definition { term, meaning, formula, columns: source } in definitions::of(panel, selectors::kind(model)) {
        put("", theme.text);
        put(term, theme.strong);
        put(meaning, theme.text);
        if !formula.is_empty() {
            put(&format!("computed: {formula}"), theme.dim);
        }
        if !source.is_empty() {
            put(&format!("from: {source}"), theme.dim);
        }
    }
    if let Some(dataset) = model.shown()
        && let Some(test) = selectors::group_test(model, panel, &dataset.summary)
    {
        put("", theme.text);
        put(&differ(&dataset.summary, test), theme.strong);
    }
    if panel.names_features()
        && let Some(segmentation) = model.clusters.last()
    {
        put("", theme.text);
        put("features of the clustering", theme.strong);
        for name in &segmentation.prepared.features {
            put(&format!("{name}: {}", feature::meaning(selectors::kind(model), name)), theme.text);
        }
    }
    if let (Panel::Rfm, Some(dataset)) = (panel, model.shown())
        && let Some(rfm) = &dataset.summary.rfm
    {
        put("", theme.text);
        put("thresholds of this data", theme.strong);
        for words in thresholds(theme, rfm, &dataset.summary) {
            put(&words, theme.text);
        }
    }
    if lines.is_empty() {
        lines.push(Line::from(Span::raw("")));
    }
    lines
}

/// The meaning of each score, from 5 to 1 as in the grid, or from 1 up if more is better.
fn thresholds(theme: &Theme, rfm: &Rfm, summary: &Summary) -> [String; 3] {
    let words = words(summary.kind);
    let at_most = theme.glyphs.pick("≤", "<=");
    let [recency, frequency] =
        [&rfm.thresholds.recency, &rfm.thresholds.frequency].map(|days| limits(at_most, days, true).join(", "));
    let monetary = if rfm.is_of_amounts() {
        limits_of_money(at_most, &rfm.thresholds.monetary, summary.currency.as_deref()).join(", ")
    } else {
        limits(at_most, &rfm.thresholds.monetary, true).join(", ")
    };
    [
        format!("R5 to R1, days since the last {}: {recency}", words.event),
        format!("F1 to F5, {}: {frequency}", words.events),
        format!("M1 to M5, {}: {monetary}", if rfm.is_of_amounts() { "sum of amounts" } else { words.counted }),
    ]
}

/// `2,000 customers by customers.age: 17 without, 18 to 212, median 45, quartiles 37 and 53, mean 45.2`.
fn by_column(of: &Demographic, customers: &str) -> String {
    let without = of.groups.iter().find(|group| group.id.is_none()).map_or(0, |group| group.customers);
    let figures = of.numbers.as_ref().map_or_else(String::new, |v| {
        let [min, max, median, p25, p75] = [v.min, v.max, v.median, v.p25, v.p75].map(short);
        let words = words_in_no_mean(of).map_or_else(String::new, |words| format!("; {words}"));
        format!(", {min} to {max}, median {median}, quartiles {p25} and {p75}, mean {}{words}", number(v.mean, 1))
    });
    format!("{customers} by customers.{}: {} without{figures}", of.column, count(without))
}

fn short(value: f64) -> String {
    number(value, usize::from(value.fract() != 0.0))
}

/// How many of what the numbers of a panel count.
fn of_what(model: &Model, panel: Panel) -> String {
    let Some(dataset) = model.shown() else { return "nothing yet".to_owned() };
    let kpis = &dataset.summary.kpis;
    let clustered = model.clusters.last().map_or(0, |s| s.segments.clustered);
    if selectors::is_of_sample(model, panel) {
        return of_sample(model, panel, dataset);
    }
    match panel.counts() {
        Counts::Customers => counted(kpis.customers, "customer"),
        Counts::Demographics => {
            let customers = counted(kpis.customers, "customer");
            selectors::demographic(model, &dataset.summary).map_or(customers.clone(), |of| by_column(of, &customers))
        }
        Counts::Active => counted(kpis.active_customers, "active customer"),
        Counts::DaysToBurn => {
            let n = dataset.summary.days_to_burn.as_ref().map_or(0, |days| days.n);
            format!("{} with both dates", counted(n, "burnt claim"))
        }
        Counts::Claims | Counts::Burnt if dataset.summary.kind == Kind::Purchases => {
            counted(kpis.transactions, "order")
        }
        Counts::Claims | Counts::Burnt if dataset.summary.kind == Kind::Customers => {
            counted(kpis.customers, "customer")
        }
        Counts::Burnt => counted(kpis.burnt, "burnt claim"),
        Counts::Clustered => counted(clustered, "clustered customer"),
        Counts::AllRows => "all rows of the data, whatever the filter".to_owned(),
        Counts::Claims => format!("{}, {} burnt", counted(kpis.transactions, "claim"), count(kpis.burnt)),
    }
}

/// The same for a panel whose numbers are of a sample of the customers.
fn of_sample(model: &Model, panel: Panel, dataset: &Dataset) -> String {
    let customers = match panel.counts() {
        Counts::Active => {
            let active = dataset.features.active.iter().filter(|active| **active).count();
            counted(active as u64, "active customer")
        }
        Counts::Clustered => {
            let fitted = model.clusters.last().map_or(0.0, |s| s.prepared.matrix.weights.iter().sum());
            counted(fitted as u64, "clustered customer")
        }
        _ => counted(dataset.kept.customer_ids.len() as u64, "customer"),
    };
    let customers = format!("{customers} of the sample");
    match panel.counts() {
        Counts::Demographics => {
            selectors::demographic(model, &dataset.summary).map_or(customers.clone(), |of| by_column(of, &customers))
        }
        Counts::Claims | Counts::Burnt | Counts::DaysToBurn => format!("what {customers} did"),
        Counts::Customers | Counts::Active | Counts::Clustered | Counts::AllRows => customers,
    }
}
