//! The names that the rows of a panel have, against what is drawn of them: complete or with the mark of a cut, and different
//! where the names are.

use std::collections::BTreeMap;

use ratatui::layout::Rect;
use segscope::app::headless::Headless;
use segscope::app::panel::Lists;
use segscope::app::state::places::PlaceColumn;
use segscope::app::{Panel, selectors};
use segscope::measures::ColumnValues;
use segscope::ui::zones::Zones;
use segscope::wording::text::{clean, width};

/// The mark of a cut.
const CUT: char = '…';

/// The names of the rows of a panel; none if its rows are numbers, periods or customers, or if it repeats names of others.
fn names(driver: &Headless, panel: Panel) -> Vec<String> {
    let model = &driver.model;
    let Some(dataset) = model.shown() else { return Vec::new() };
    let summary = &dataset.summary;
    match panel.lists() {
        Lists::Genders if model.view(panel) != 0 => Vec::new(),
        Lists::Genders | Lists::Cities | Lists::Demographics => {
            selectors::ranked_groups(model, panel, summary).iter().map(|group| group.name.clone()).collect()
        }
        Lists::Places(_) => {
            // Branches that have no other names are called by their ids.
            let table = match selectors::place_table(model, panel) {
                Panel::Branches => Panel::BranchTable,
                table => table,
            };
            let has_names = selectors::place_columns(model, table).contains(&PlaceColumn::Name);
            let lines = selectors::listed_places(model, panel, summary);
            lines.iter().map(|line| if has_names { line.called() } else { line.id.unwrap_or("") }.to_owned()).collect()
        }
        Lists::PlaceMonths => {
            let is_branch = selectors::place_table(model, panel) == Panel::BranchTable;
            let called = |line: &selectors::PlaceLine<'_>| match line.id {
                Some(id) if is_branch => format!("{id} {}", line.called()),
                _ => line.called().to_owned(),
            };
            selectors::listed_places(model, panel, summary).iter().map(called).collect()
        }
        Lists::Coupons => match summary.purchases.as_ref().and_then(|of| of.coupons.as_ref()) {
            Some(coupons) => coupons.names.iter().map(|coupon| coupon.name.clone()).collect(),
            None => selectors::ranked_coupons(model, summary).iter().map(|coupon| coupon.title().to_owned()).collect(),
        },
        Lists::Segments if panel == Panel::SegmentTable => {
            model.clusters.last().map_or_else(Vec::new, |s| s.segments.list.iter().map(|s| s.name.clone()).collect())
        }
        Lists::Missing if !selectors::shows_together(model) => {
            selectors::lacking(summary).iter().map(|column| column.name.clone()).collect()
        }
        Lists::Columns => {
            let categories = |at: usize| {
                let bar = selectors::bar_at(&summary.columns, at)?;
                let column = summary.columns.get(bar.column)?;
                let is_named = matches!(column.values, ColumnValues::Categories(_));
                // The same value can be in several columns.
                let name = selectors::named(column, bar.bar).filter(|_| is_named)?.0;
                Some(name)
            };
            (0..selectors::rows(model, panel)).map(|at| categories(at).unwrap_or_default()).collect()
        }
        _ => Vec::new(),
    }
}

/// The columns of a line of text from one on.
fn part(line: &str, from: u16, columns: u16) -> String {
    let mut at = 0;
    let is_in = |c: &char| {
        let own = at;
        at += width(&c.to_string());
        (usize::from(from)..usize::from(from + columns)).contains(&own)
    };
    line.chars().filter(is_in).collect()
}

/// What is drawn of a name in some lines: the name, or the part with the mark of a cut, or an error.
fn drawn(lines: &[String], name: &str) -> Result<String, String> {
    if lines.iter().any(|line| line.contains(name)) {
        return Ok(name.to_owned());
    }
    let ends = |c: char| matches!(c, '█'..='▏' | '│' | '┃');
    let parts = lines.iter().flat_map(|line| line.split("  ")).flat_map(|part| part.split(ends));
    let cut = parts.map(str::trim).find(|part| part.contains(CUT));
    cut.map(str::to_owned).ok_or_else(|| format!("{name:?} is cut without a mark: {lines:?}"))
}

/// The smallest place of each row; of a heat map, that of its first cell, which has the label. A chart around rows is the place
/// of its first row, which may be scrolled away.
fn places(zones: &Zones, panel: Panel) -> BTreeMap<usize, Rect> {
    let mut places: BTreeMap<usize, (Option<usize>, Rect)> = BTreeMap::new();
    for (row, column, place) in zones.rows_of(panel) {
        let known = places.entry(row).or_insert((column, place));
        let is_better = match column {
            Some(_) => column < known.0,
            None => place.area() < known.1.area(),
        };
        if is_better {
            *known = (column, place);
        }
    }
    let all: Vec<Rect> = places.values().map(|(_, place)| *place).collect();
    let is_around = |place: Rect| all.iter().any(|other| *other != place && place.union(*other) == place);
    places.into_iter().map(|(row, (_, place))| (row, place)).filter(|(_, place)| !is_around(*place)).collect()
}

/// What is wrong with the names of a panel, if anything is.
fn fault_of(driver: &Headless, panel: Panel, (text, zones): &(String, Zones)) -> Option<String> {
    let names = names(driver, panel);
    let lines: Vec<&str> = text.lines().collect();
    let mut seen: Vec<(String, &str, Rect)> = Vec::new();
    for (row, place) in places(zones, panel) {
        let Some(name) = names.get(row).map(String::as_str).filter(|name| !name.trim().is_empty()) else {
            continue;
        };
        let own: Vec<String> = (place.y..place.bottom())
            .filter_map(|y| lines.get(usize::from(y)))
            .map(|line| part(line, place.x, place.width))
            .collect();
        match drawn(&own, clean(name).trim()) {
            Err(why) => return Some(format!("{panel:?}: {why}")),
            Ok(label) => {
                // Charts beside each other have lists of their own.
                let twin = seen
                    .iter()
                    .find(|(other, named, at)| *other == label && named.trim() != name.trim() && at.x == place.x);
                if let Some((_, other, _)) = twin {
                    return Some(format!("{panel:?}: {name:?} and {other:?} are both {label:?}"));
                }
                seen.push((label, name, place));
            }
        }
    }
    None
}

/// What is wrong with the names on the screen.
pub fn fault(driver: &Headless, screen: &(String, Zones)) -> Option<String> {
    driver.model.screen.panels().iter().find_map(|panel| fault_of(driver, *panel, screen))
}

#[test]
fn the_checks_see_names_that_are_cut() {
    let lines = |text: &str| vec![text.to_owned()];
    assert_eq!(drawn(&lines("Cairo  ████ 4"), "Cairo"), Ok("Cairo".to_owned()));
    assert_eq!(
        drawn(&lines("Governor…te of Cairo████ 4"), "Governorate of Cairo"),
        Ok("Governor…te of Cairo".to_owned())
    );
    assert!(drawn(&lines("Governor 4"), "Governorate").is_err());
    assert_eq!(part("a東京 Cairo", 1, 5), "東京 ");
    assert_eq!(part("│ Cairo │", 2, 5), "Cairo");
}
