//! Cities, branches and merchants as their tables list them: the panel draws from it, the cursor opens by it and the
//! search goes through it, so that what is opened is what is seen.

use std::collections::HashMap;

use super::groups::known_groups;
use super::model::{Model, Overlay};
use super::panel::Panel;
use crate::data::filter::{Condition, Field, Filter};
use crate::measures::{Group, MonthCounts, Place, Summary};

/// A column that places can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum PlaceColumn {
    Id,
    Name,
    Customers,
    Claims,
    #[default]
    Burnt,
    Share,
    Rate,
    Interval,
}

/// The column of the cursor, and what a table is sorted by; most burns first to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceOrder {
    /// The column of the cursor.
    pub column: PlaceColumn,
    /// What is sorted by.
    pub by: PlaceColumn,
    /// Whether the largest come first.
    pub descending: bool,
}

impl Default for PlaceOrder {
    fn default() -> Self {
        Self { column: PlaceColumn::Burnt, by: PlaceColumn::Burnt, descending: true }
    }
}

/// How places are looked at.
#[derive(Clone, Debug, Default)]
pub struct Places {
    orders: HashMap<Panel, PlaceOrder>,
    /// The month of the heatmap's cursor, counted back from the last.
    month_back: usize,
}

/// One place, whatever its kind.
#[derive(Clone, Copy, Debug)]
pub struct PlaceLine<'a> {
    /// Its id; none for the rows without a known key.
    pub id: Option<&'a str>,
    /// Its own name.
    pub name: Option<&'a str>,
    /// Of a branch: its merchant's name.
    pub owner: Option<&'a str>,
    /// Of a city: its customers.
    pub customers: Option<u64>,
    /// Claims.
    pub claims: u64,
    /// Burnt ones among them.
    pub burnt: u64,
    /// Part of all burns.
    pub share: Option<f64>,
    /// Burn rate.
    pub rate: Option<f64>,
    /// Its 95% interval.
    pub interval: Option<[f64; 2]>,
    /// Of a city: customers by gender.
    pub genders: &'a [u64],
    /// What happened in the last months.
    pub months: &'a [MonthCounts],
    /// Its rank by what is sorted by, from 1; equals share one.
    pub rank: usize,
    /// Whether it shares its rank.
    pub is_tied: bool,
}

impl<'a> PlaceLine<'a> {
    fn of_city(city: &'a Group) -> Self {
        Self {
            id: city.id.as_deref(),
            name: Some(&city.name),
            owner: None,
            customers: Some(city.customers),
            claims: city.transactions,
            burnt: city.burnt,
            share: city.burnt_share,
            rate: city.burn_rate,
            interval: city.interval,
            genders: &city.genders,
            months: &city.months,
            rank: 0,
            is_tied: false,
        }
    }

    fn of_place(place: &'a Place) -> Self {
        Self {
            id: place.id.as_deref(),
            name: place.name.as_deref(),
            owner: place.merchant.as_ref().and_then(Option::as_deref),
            customers: None,
            claims: place.transactions,
            burnt: place.burnt,
            share: place.burnt_share,
            rate: place.burn_rate,
            interval: place.interval,
            genders: &[],
            months: &place.months,
            rank: 0,
            is_tied: false,
        }
    }

    /// What it is called: a branch without a name by its merchant.
    pub fn called(&self) -> &'a str {
        self.name.or(self.owner).unwrap_or(crate::measures::NONE)
    }

    /// The figure of a column; of an interval its low end. None of words.
    pub fn figure(&self, column: PlaceColumn) -> Option<f64> {
        match column {
            PlaceColumn::Id | PlaceColumn::Name => None,
            PlaceColumn::Customers => self.customers.map(|n| n as f64),
            PlaceColumn::Claims => Some(self.claims as f64),
            PlaceColumn::Burnt => Some(self.burnt as f64),
            PlaceColumn::Share => self.share,
            PlaceColumn::Rate => self.rate,
            PlaceColumn::Interval => self.interval.map(|[low, _]| low),
        }
    }

    /// What is compared; none comes last. Ids that are numbers go by their value.
    fn key(&self, column: PlaceColumn) -> Option<(f64, String)> {
        match column {
            PlaceColumn::Id => self.id.map(|id| (id.parse().unwrap_or(f64::INFINITY), id.to_owned())),
            PlaceColumn::Name => self.id.map(|_| (0.0, self.called().to_lowercase())),
            column => self.figure(column).map(|figure| (figure, String::new())),
        }
    }

    /// The condition that keeps just this place.
    fn condition(&self, field: Field) -> Condition {
        Condition::named(field, self.id.map(|id| self.name.unwrap_or(id)))
    }
}

/// The columns of a table of places; none of another panel.
pub fn place_columns(panel: Panel) -> &'static [PlaceColumn] {
    use PlaceColumn::{Burnt, Claims, Customers, Id, Interval, Name, Rate, Share};
    match panel {
        Panel::CityTable => &[Id, Name, Customers, Claims, Burnt, Share, Rate, Interval],
        Panel::BranchTable | Panel::Merchants => &[Id, Name, Claims, Burnt, Share, Rate, Interval],
        _ => &[],
    }
}

/// The branches or merchants that any row kept belongs to, where the data has any.
pub(super) fn known_places(places: &[Place]) -> Vec<&Place> {
    let known = places.iter().any(|place| place.id.is_some());
    places.iter().filter(|place| known && place.transactions > 0).collect()
}

/// Whether the focused panel is a table of places that can be sorted.
pub fn sorts_places(model: &Model) -> bool {
    let panel = model.focused();
    model.overlay == Overlay::None
        && model.view(panel) == 0
        && !place_columns(panel).is_empty()
        && model.rows(panel) > 0
}

/// Whether the cursor of the focused panel goes to the left and right among places.
pub fn has_place_columns(model: &Model) -> bool {
    let on_months = model.focused() == Panel::PlaceMonths && model.rows(Panel::PlaceMonths) > 0;
    sorts_places(model) || model.overlay == Overlay::None && on_months
}

impl Model {
    /// How a table of places is sorted.
    pub fn place_order(&self, panel: Panel) -> PlaceOrder {
        self.places.orders.get(&panel).copied().unwrap_or_default()
    }

    /// The table whose places a panel shows: the heatmap those of a table, in its order.
    pub fn place_table(&self, panel: Panel) -> Panel {
        match panel {
            Panel::PlaceMonths if self.view(panel) < 2 => Panel::CityTable,
            Panel::PlaceMonths => Panel::BranchTable,
            panel => panel,
        }
    }

    /// Whether the heatmap shows burnt claims rather than all.
    pub fn months_of_burnt(&self) -> bool {
        self.view(Panel::PlaceMonths) % 2 == 1
    }

    /// The column of the heatmap's cursor, among `months`.
    pub fn place_month(&self, months: usize) -> usize {
        months.saturating_sub(1).saturating_sub(self.places.month_back)
    }

    /// The places of a panel in its order, ranked.
    pub fn listed_places<'a>(&self, panel: Panel, summary: &'a Summary) -> Vec<PlaceLine<'a>> {
        let table = self.place_table(panel);
        let lines: Vec<PlaceLine<'a>> = match table {
            Panel::CityTable => known_groups(&summary.cities).into_iter().map(PlaceLine::of_city).collect(),
            Panel::Merchants => known_places(&summary.merchants).into_iter().map(PlaceLine::of_place).collect(),
            _ => known_places(&summary.branches).into_iter().map(PlaceLine::of_place).collect(),
        };
        ranked(lines, self.place_order(table))
    }

    /// Moves the cursor to another column.
    pub(super) fn step_place_column(&mut self, right: bool) {
        let panel = self.focused();
        let step = |at: usize, last: usize| if right { (at + 1).min(last) } else { at.saturating_sub(1) };
        if panel == Panel::PlaceMonths {
            let last = self.shown().map_or(0, |dataset| dataset.summary.months.len()).saturating_sub(1);
            self.places.month_back = last - step(self.place_month(last + 1), last);
            return;
        }
        if !sorts_places(self) {
            return;
        }
        let columns = place_columns(panel);
        let order = self.places.orders.entry(panel).or_default();
        let at = columns.iter().position(|column| *column == order.column).unwrap_or(0);
        order.column = columns[step(at, columns.len() - 1)];
    }

    /// Sorts by the column of the cursor; by the same again the other way round.
    pub(super) fn sort_places(&mut self) {
        let order = self.places.orders.entry(self.focused()).or_default();
        let words = matches!(order.column, PlaceColumn::Id | PlaceColumn::Name);
        order.descending = if order.by == order.column { !order.descending } else { !words };
        order.by = order.column;
    }

    /// What the cursor of a panel of places is on, as conditions that keep just those claims.
    pub(super) fn place_under_cursor(&self, panel: Panel, summary: &Summary) -> Result<Vec<Condition>, String> {
        const NOTHING: &str = "there is nothing to open here";
        let field = match self.place_table(panel) {
            Panel::CityTable => Field::City,
            Panel::Merchants => Field::Merchant,
            _ => Field::Branch,
        };
        let lines = self.listed_places(panel, summary);
        let line = lines.get(self.cursor(panel)).ok_or(NOTHING)?;
        let mut conditions = vec![line.condition(field)];
        if panel == Panel::PlaceMonths {
            let at = self.place_month(summary.months.len());
            let month = summary.months.get(at).ok_or(NOTHING)?;
            let counts = month_of(line, at, summary.months.len()).unwrap_or_default();
            if (if self.months_of_burnt() { counts.burnt } else { counts.claims }) == 0 {
                return Err(format!("no such claims in {month}"));
            }
            let status = if self.months_of_burnt() { " status:burnt" } else { "" };
            let of_month = Filter::parse(&format!("date:{month}{status}")).map_err(|e| e.to_string())?;
            conditions.extend(of_month.conditions);
        }
        Ok(conditions)
    }
}

/// What happened in a place in one of so many months; none where its months do not go back so far.
pub fn month_of(line: &PlaceLine<'_>, month: usize, months: usize) -> Option<MonthCounts> {
    line.months.get((month + line.months.len()).checked_sub(months)?).copied()
}

/// In order, each with its rank. Equals stay as they were: by burns, then by id.
fn ranked(lines: Vec<PlaceLine<'_>>, order: PlaceOrder) -> Vec<PlaceLine<'_>> {
    let mut keyed: Vec<_> = lines.into_iter().map(|line| (line.key(order.by), line)).collect();
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) => {
            let ascending = a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1));
            if order.descending { ascending.reverse() } else { ascending }
        }
        (a, b) => b.is_some().cmp(&a.is_some()),
    });
    let same = |i: usize, j: usize| keyed[i].0.is_some() && keyed.get(j).is_some_and(|(key, _)| *key == keyed[i].0);
    let mut rank = 0;
    let ranks: Vec<(usize, bool)> = (0..keyed.len())
        .map(|i| {
            let follows = i > 0 && same(i, i - 1);
            if !follows {
                rank = i + 1;
            }
            (rank, follows || same(i, i + 1))
        })
        .collect();
    let lines = keyed.iter().zip(ranks);
    lines.map(|((_, line), (rank, is_tied))| PlaceLine { rank, is_tied, ..*line }).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::measures::fixture::facts;
    use crate::measures::summarise;

    fn order(by: PlaceColumn, descending: bool) -> PlaceOrder {
        PlaceOrder { column: by, by, descending }
    }

    fn names<'a>(lines: &[PlaceLine<'a>]) -> Vec<&'a str> {
        lines.iter().map(PlaceLine::called).collect()
    }

    #[test]
    fn places_are_sorted_and_what_is_not_known_comes_last() {
        let summary = summarise(&facts()).unwrap();
        let cities = || summary.cities.iter().map(PlaceLine::of_city).collect::<Vec<_>>();
        let sorted = |by, descending| names(&ranked(cities(), order(by, descending)));
        assert_eq!(sorted(PlaceColumn::Burnt, true), ["Giza", "Cairo", "(none)", "Aswan"]);
        assert_eq!(sorted(PlaceColumn::Burnt, false), ["Aswan", "(none)", "Cairo", "Giza"]);
        assert_eq!(sorted(PlaceColumn::Customers, true), ["Cairo", "Giza", "(none)", "Aswan"]);
        assert_eq!(sorted(PlaceColumn::Rate, false), ["Cairo", "(none)", "Giza", "Aswan"]);
        assert_eq!(sorted(PlaceColumn::Rate, true), ["Giza", "(none)", "Cairo", "Aswan"]);
        assert_eq!(sorted(PlaceColumn::Name, false), ["Aswan", "Cairo", "Giza", "(none)"]);
        assert_eq!(sorted(PlaceColumn::Id, true), ["Aswan", "Giza", "Cairo", "(none)"]);
    }

    #[test]
    fn equals_share_a_rank_and_stay_in_order() {
        let summary = summarise(&facts()).unwrap();
        let branches = summary.branches.iter().map(PlaceLine::of_place).collect::<Vec<_>>();
        let ranks = |lines: &[PlaceLine<'_>]| lines.iter().map(|l| (l.rank, l.is_tied)).collect::<Vec<_>>();
        let by_burns = ranked(branches.clone(), PlaceOrder::default());
        assert_eq!(ranks(&by_burns), [(1, false), (2, false), (3, false), (4, true), (4, true)]);
        let by_claims = ranked(branches, order(PlaceColumn::Claims, true));
        assert_eq!(by_claims.iter().map(|l| l.id).collect::<Vec<_>>()[..3], [Some("10"), Some("20"), None]);
        assert_eq!(ranks(&by_claims), [(1, false), (2, true), (2, true), (4, false), (5, false)]);
    }

    #[test]
    fn a_place_with_fewer_months_has_the_last() {
        let summary = summarise(&facts()).unwrap();
        let line = PlaceLine::of_city(&summary.cities[0]);
        let last = PlaceLine { months: &line.months[2..], ..line };
        assert_eq!(month_of(&last, 1, 4), None);
        assert_eq!(month_of(&last, 2, 4), month_of(&line, 2, 4));
        assert_eq!(month_of(&line, 4, 4), None);
    }
}
