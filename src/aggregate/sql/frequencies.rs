//! How often each branch and coupon is in the events of a database.

use super::asking::Asking;
use super::codes::Codes;
use super::error::EngineError;
use super::texts::{self, Text};
use crate::aggregate::frequencies::Frequencies;
use crate::data::Ids;
use crate::data::filter::Size;

/// The frequencies in the events.
pub fn frequencies(asking: &Asking<'_>) -> Result<Frequencies, EngineError> {
    let (facts, events) = (asking.facts, asking.events);
    let counted = |text: Text, key, ids: &Ids| -> Result<Vec<u64>, EngineError> {
        let answer = asking.ask(text)?;
        let mut counts = vec![0; ids.len()];
        for (code, rows) in answer.codes(key, &Codes::of(ids))?.into_iter().zip(answer.counts("events")?) {
            if let Some(count) = code.and_then(|code| counts.get_mut(code as usize)) {
                *count += rows;
            }
        }
        Ok(counts)
    };
    let (has_amount, has_items) = match &facts.purchases {
        Some(loaded) => (facts.has_amount, loaded.items.is_some()),
        None => (false, false),
    };
    let sizes = [(Size::Amount, has_amount), (Size::Items, has_items)];
    let sizes = sizes.into_iter().filter_map(|(size, has)| has.then_some(size)).collect();
    let expired = asking.ask(texts::BRANCH_EVENTS)?.counts("expired")?;
    Ok(Frequencies {
        branches: counted(texts::BRANCH_EVENTS, "branch", &facts.branches.ids)?,
        coupons: match facts.coupons.len() {
            0 => Vec::new(),
            _ => counted(texts::COUPON_EVENTS, "coupon", &facts.coupons.ids)?,
        },
        products: match &facts.purchases {
            Some(loaded) if !loaded.products.is_empty() => {
                counted(texts::PRODUCT_LINES, "product", &loaded.products.ids)?
            }
            _ => Vec::new(),
        },
        has_expired: expired.iter().any(|rows| *rows > 0),
        days: events.first.zip(events.last),
        has_hours: events.has_hours,
        sizes,
    })
}
