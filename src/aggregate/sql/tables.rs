//! The tables of measures from the answers of an engine, with the codes of the customers and places of the facts.

use std::collections::BTreeMap;

use super::answer::Answer;
use super::asking::Asking;
use super::codes::Codes;
use super::error::EngineError;
use super::everyone::everyone;
use super::texts::{self, Text};
use crate::aggregate::active::Active;
use crate::aggregate::amount_sums::AmountSums;
use crate::aggregate::amounts::Amounts;
use crate::aggregate::behaviour::Behaviour;
use crate::aggregate::burns::Burns;
use crate::aggregate::columns::MeasureError;
use crate::aggregate::coupon_orders::CouponOrders;
use crate::aggregate::coupons::are_names;
use crate::aggregate::customer_orders::CustomerOrders;
use crate::aggregate::customer_places::CustomerPlaces;
use crate::aggregate::customers::{Customers, Days};
use crate::aggregate::daily::Daily;
use crate::aggregate::everyone::Everyone;
use crate::aggregate::granularity::Granularity;
use crate::aggregate::habits::Habits;
use crate::aggregate::hours::WeekdayHours;
use crate::aggregate::months::{ByMonth, Calendar, MonthCounts};
use crate::aggregate::order_sizes::OrderSizes;
use crate::aggregate::outcomes::Outcome;
use crate::aggregate::places::{BurnsAtPlaces, Places};
use crate::aggregate::products::{ByProduct, MonthSales, OrdersWith};
use crate::aggregate::revenue::Amount;
use crate::aggregate::tables::Tables;
use crate::aggregate::tally::{Counts, Tally};
use crate::data::{Facts, Kind, Table, status};
use crate::progress::Progress;

/// What is asked for first, side by side: all measures of the Overview, the longest statement first.
pub const FIRST: &[Text] = &[
    texts::CUSTOMER_EVENTS,
    texts::ACTIVE,
    texts::CITY_MONTHS,
    texts::BRANCH_EVENTS,
    texts::BRANCH_MONTHS,
    texts::OUTCOMES,
];

/// The tables that an engine makes, each when it is asked for.
pub struct SqlTables<'a> {
    pub(super) asking: Asking<'a>,
    pub(super) customers: Codes<'a>,
}

impl Tables for SqlTables<'_> {
    fn facts(&self) -> &Facts {
        self.asking.facts
    }

    fn begin(&self) {
        self.asking.ask_ahead(FIRST);
    }

    fn customers(&self) -> Result<Customers, MeasureError> {
        Ok(self.customer_table()?)
    }

    fn everyone(&self) -> Result<Option<Everyone>, MeasureError> {
        Ok(everyone(&self.asking)?)
    }

    fn daily(&self) -> Result<Daily, MeasureError> {
        Ok(self.daily_table()?)
    }

    fn places(&self) -> Result<Places, MeasureError> {
        Ok(self.place_table()?)
    }

    fn amount_sums(&self) -> Result<AmountSums, MeasureError> {
        Ok(self.amounts()?)
    }

    fn behaviour(&self) -> Result<Behaviour, MeasureError> {
        self.behaviour_table()
    }

    fn customer_places(&self) -> Result<CustomerPlaces, MeasureError> {
        Ok(self.places_of_customers()?)
    }

    fn customer_orders(&self) -> Result<CustomerOrders, MeasureError> {
        Ok(self.orders_of_customers(self.median_gaps()?)?)
    }

    fn habits(&self) -> Result<Habits, MeasureError> {
        Ok(self.habit_table()?)
    }

    fn products(&self) -> Result<Option<ByProduct>, MeasureError> {
        Ok(self.product_table()?)
    }

    fn products_by_month(&self, top: &[usize], calendar: &Calendar) -> Result<Vec<Vec<MonthSales>>, MeasureError> {
        Ok(self.months_of_products(top, calendar)?)
    }

    fn orders_with(&self, _: &[usize]) -> Result<OrdersWith, MeasureError> {
        Ok(self.orders_with_others()?)
    }

    fn coupon_orders(&self) -> Result<Option<CouponOrders>, MeasureError> {
        Ok(self.orders_by_coupon()?)
    }

    fn order_sizes(&self) -> Result<OrderSizes, MeasureError> {
        Ok(self.sizes_of_orders()?)
    }
}

impl<'a> SqlTables<'a> {
    /// The tables of events that are in a database; none where their rows are here.
    pub fn of(facts: &'a Facts, progress: &'a Progress) -> Option<Self> {
        let asking = Asking::of(facts, progress)?;
        Some(Self { asking, customers: Codes::of(&facts.customer_ids) })
    }

    fn facts(&self) -> &'a Facts {
        self.asking.facts
    }

    fn customer_table(&self) -> Result<Customers, EngineError> {
        let answer = self.asking.ask(texts::CUSTOMER_EVENTS)?;
        let keys = answer.codes("customer", &self.customers)?;
        let counts = tally(&answer, &keys, (self.facts().kind, self.facts().customer_ids.len()))?.rated(self.facts());
        let mut days = vec![Days::default(); self.facts().customer_ids.len()];
        let days_of = |column| self.asking.days(&answer, column);
        let (first, last, distinct) = (days_of("first_day")?, days_of("last_day")?, answer.counts("active_days")?);
        for (row, key) in keys.iter().enumerate() {
            if let Some(own) = key.and_then(|key| days.get_mut(key as usize)) {
                *own = Days { first: first[row], last: last[row], distinct: distinct[row] as u32 };
            }
        }
        let mut amounts = Vec::new();
        if self.facts().has_amount {
            // The amounts of orders are less those of returns, which customers without an order have too.
            let (answer, column) = match self.facts().kind {
                Kind::Purchases => (self.asking.ask(texts::CUSTOMER_REVENUE)?, "revenue"),
                Kind::Coupons | Kind::Customers => (self.asking.ask(texts::CUSTOMER_AMOUNTS)?, "amount"),
            };
            let (total, n) = (answer.numbers(column)?, answer.counts("with_amount")?);
            amounts = vec![Amounts::default(); self.facts().customer_ids.len()];
            for (row, key) in answer.codes("customer", &self.customers)?.iter().enumerate() {
                if let Some(own) = key.and_then(|key| amounts.get_mut(key as usize)) {
                    *own = Amounts { total: total[row].unwrap_or(0.0), n: n[row] as f64 };
                }
            }
        }
        Ok(Customers { counts, days, amounts })
    }

    fn daily_table(&self) -> Result<Daily, EngineError> {
        let outcomes = outcomes(&self.asking)?;
        let answer = self.asking.ask(texts::ACTIVE)?;
        let (granularity, first, customers) =
            (answer.words("granularity")?, answer.days("first_day")?, answer.counts("customers")?);
        let mut active = Active::default();
        for (row, customers) in customers.into_iter().enumerate() {
            let granularity = granularity[row].as_deref().and_then(|word| word.parse::<Granularity>().ok());
            if let Some((granularity, first)) = granularity.zip(first[row]) {
                active[granularity as usize].push((first, customers));
            }
        }
        for periods in &mut active {
            periods.sort_unstable();
        }
        let spend = if self.facts().has_amount && self.facts().kind == Kind::Coupons {
            let answer = self.asking.ask(texts::AMOUNTS_BY_DAY)?;
            let amounts = answer.numbers("amount")?;
            answer.days("day")?.into_iter().zip(amounts).filter_map(|(day, amount)| day.zip(amount)).collect()
        } else {
            BTreeMap::new()
        };
        self.with_orders(Daily { outcomes, active, spend, revenue: BTreeMap::new(), orders: BTreeMap::new() })
    }

    fn by_month(&self, text: Text, codes: &Codes<'_>, calendar: &Calendar) -> Result<ByMonth, EngineError> {
        let answer = self.asking.ask(text)?;
        let (keys, months) = (answer.codes("place", codes)?, answer.days("month")?);
        let (claims, burnt, burns) = (answer.counts("claims")?, answer.counts("burnt")?, answer.counts("burns")?);
        let mut counted = ByMonth::new(codes.len(), calendar);
        for row in 0..keys.len() {
            let n = |counts: &[u64]| u32::try_from(counts[row]).unwrap_or(u32::MAX);
            let counts = MonthCounts { claims: n(&claims), burnt: n(&burnt), burns: n(&burns) };
            counted.put(keys[row], calendar.month(months[row]), counts);
        }
        Ok(counted)
    }

    fn burns(&self, text: Text, codes: &Codes<'_>) -> Result<Vec<Burns>, EngineError> {
        let answer = self.asking.ask(text)?;
        let keys = answer.codes("place", codes)?;
        let count = |name| answer.counts(name);
        let (claims, burnt, customers, most) = (count("claims")?, count("burnt")?, count("customers")?, count("most")?);
        let squares = [count("cc")?, count("cb")?, count("bb")?];
        let mut burns = vec![Burns::default(); codes.len() + 1];
        for (row, key) in keys.iter().enumerate() {
            let place = key.map_or(codes.len(), |key| (key as usize).min(codes.len()));
            burns[place] += Burns {
                claims: claims[row],
                burnt: burnt[row],
                customers: customers[row],
                most: most[row],
                squares: [0, 1, 2].map(|of: usize| squares[of][row] as f64),
            };
        }
        Ok(burns)
    }

    fn place_table(&self) -> Result<Places, EngineError> {
        let facts = self.facts();
        let [cities, branches, merchants] =
            [&facts.cities, &facts.branches, &facts.merchants].map(|of| Codes::of(&of.ids));
        let calendar = Calendar::between(self.asking.events.first, facts.claim_horizon);
        let answer = self.asking.ask(texts::BRANCH_EVENTS)?;
        let by_branch = tally(&answer, &answer.codes("branch", &branches)?, (facts.kind, branches.len()))?;
        let open_rows_carry_it = !facts.only_burnt && by_branch.keyed.iter().any(|counts| counts.open > 0);
        let burns = || -> Result<BurnsAtPlaces, EngineError> {
            self.asking.ask_ahead(&[texts::BRANCH_BURNS, texts::MERCHANT_BURNS]);
            Ok(BurnsAtPlaces {
                branches: self.burns(texts::BRANCH_BURNS, &branches)?,
                merchants: self.burns(texts::MERCHANT_BURNS, &merchants)?,
            })
        };
        Ok(Places {
            city_months: self.by_month(texts::CITY_MONTHS, &cities, &calendar)?,
            branch_months: self.by_month(texts::BRANCH_MONTHS, &branches, &calendar)?,
            branches: by_branch,
            burns: open_rows_carry_it.then(burns).transpose()?,
            buyers: self.buyers_at(&branches, &merchants)?,
            calendar,
        })
    }

    fn amounts(&self) -> Result<AmountSums, EngineError> {
        let answer = self.asking.ask(texts::EXTENT)?;
        let rows = Amount { n: answer.count("with_amount")?, sum: answer.number("amount")?.unwrap_or(0.0) };
        let rows = self.facts().has_amount.then_some(rows);
        let (returned, returns) = self.returns()?;
        let branches = Codes::of(&self.facts().branches.ids);
        Ok(AmountSums {
            rows,
            returns,
            returned,
            of_customers: self.revenue(texts::CUSTOMER_REVENUE, "customer", &self.customers)?,
            of_branches: self.revenue(texts::BRANCH_REVENUE, "branch", &branches)?,
        })
    }

    fn behaviour_table(&self) -> Result<Behaviour, MeasureError> {
        let facts = self.facts();
        let coupons = Codes::of(&facts.coupons.ids);
        let has_names = facts.kind == Kind::Coupons && are_names(&facts.coupons, facts.rows(Table::Transactions));
        let by_coupon = || -> Result<Tally, EngineError> {
            let answer = self.asking.ask(texts::COUPON_EVENTS)?;
            Ok(tally(&answer, &answer.codes("coupon", &coupons)?, (facts.kind, coupons.len()))?.rated(facts))
        };
        Ok(Behaviour {
            cohorts: self.cohorts()?,
            rhythms: facts.claim_horizon.map(|horizon| self.rhythms(horizon)).transpose()?,
            weekday_hours: weekday_hours(&self.asking)?,
            coupons: has_names.then(by_coupon).transpose()?,
        })
    }

    fn places_of_customers(&self) -> Result<CustomerPlaces, EngineError> {
        if self.facts().branches.is_empty() {
            return Ok(CustomerPlaces::default());
        }
        let answer = self.asking.ask(texts::CUSTOMER_EVENTS)?;
        let (at_branches, at_merchants) = (answer.counts("branches")?, self.merchants_of_rows(&answer)?);
        let mut places = CustomerPlaces {
            branches: vec![0.0; self.facts().customer_ids.len()],
            merchants: vec![0.0; self.facts().customer_ids.len()],
        };
        for (row, key) in answer.codes("customer", &self.customers)?.iter().enumerate() {
            if let Some(customer) = key.map(|key| key as usize) {
                places.branches[customer] = at_branches[row] as f64;
                places.merchants[customer] = at_merchants[row] as f64;
            }
        }
        Ok(places)
    }
}

/// Rows of a kind by status, by the code of a key.
pub fn tally(answer: &Answer, keys: &[Option<u32>], (kind, codes): (Kind, usize)) -> Result<Tally, EngineError> {
    let [all, open, burnt, expired] = ["events", "open", "burnt", "expired"].map(|name| answer.counts(name));
    let (all, open, burnt, expired) = (all?, open?, burnt?, expired?);
    let mut tally = Tally::new(codes);
    for (row, key) in keys.iter().enumerate() {
        let n = |counts: &[u64]| u32::try_from(counts[row]).unwrap_or(u32::MAX);
        let (all, open, burnt, expired) = (n(&all), n(&open), n(&burnt), n(&expired));
        // Completed orders have none of these statuses.
        let other = if kind == Kind::Purchases {
            0
        } else {
            all.saturating_sub(open).saturating_sub(burnt).saturating_sub(expired)
        };
        let own = Counts { all, open, burnt, expired, other, ..Counts::default() };
        tally.slot(*key).merge(own);
    }
    Ok(tally)
}

/// What became of the events of each day.
pub fn outcomes(asking: &Asking<'_>) -> Result<Vec<Outcome>, EngineError> {
    let answer = asking.ask(texts::OUTCOMES)?;
    let (day, status, end, rows) =
        (answer.days("day")?, answer.words("status")?, answer.days("end_day")?, answer.counts("events")?);
    let outcome =
        |row: usize| Outcome { day: day[row], status: code(status[row].as_deref()), end: end[row], rows: rows[row] };
    Ok((0..rows.len()).map(outcome).collect())
}

/// Whether dates have times, and not each time is midnight.
pub fn has_hours(asking: &Asking<'_>) -> Result<bool, EngineError> {
    if !asking.tables().may_have_hours() {
        return Ok(false);
    }
    Ok(asking.ask(texts::WEEKDAY_HOURS)?.counts("hour")?.iter().any(|hour| *hour > 0))
}

/// Events by weekday and hour; none where dates have no times.
pub fn weekday_hours(asking: &Asking<'_>) -> Result<Option<WeekdayHours>, EngineError> {
    if !asking.events.has_hours {
        return Ok(None);
    }
    let answer = asking.ask(texts::WEEKDAY_HOURS)?;
    let (weekdays, hours, events) = (answer.counts("weekday")?, answer.counts("hour")?, answer.counts("events")?);
    let mut cells: WeekdayHours = [[0; 24]; 7];
    for (row, events) in events.iter().enumerate() {
        if let Some(cell) = cells.get_mut(weekdays[row] as usize).and_then(|day| day.get_mut(hours[row] as usize)) {
            *cell += events;
        }
    }
    Ok(Some(cells))
}

/// The code of a status that statements write out.
pub fn code(status: Option<&str>) -> u8 {
    match status {
        Some("open") => status::OPEN,
        Some("burnt") => status::BURNT,
        Some("expired") => status::EXPIRED,
        Some("completed") => status::COMPLETED,
        _ => status::OTHER,
    }
}
