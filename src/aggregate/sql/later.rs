//! What customers did between days, from a database.

use super::asking::Asking;
use super::codes::Codes;
use super::error::EngineError;
use super::texts;
use crate::aggregate::burns::Claims;

/// Whether each customer burnt a coupon after a day, or ordered after it.
pub fn acted_after(asking: &Asking<'_>, day: i32) -> Result<Vec<bool>, EngineError> {
    let ids = &asking.facts.customer_ids;
    let answer = asking.ask_with(texts::ACTED_AFTER, |macros| macros.set_day("after", day))?;
    let mut acted = vec![false; ids.len()];
    for customer in answer.codes("customer", &Codes::of(ids))?.into_iter().flatten() {
        acted[customer as usize] = true;
    }
    Ok(acted)
}

/// The claims of each customer after one day and up to another.
pub fn claims_between(asking: &Asking<'_>, after: i32, until: i32) -> Result<Vec<Claims>, EngineError> {
    let ids = &asking.facts.customer_ids;
    let mut claims = vec![Claims::default(); ids.len()];
    if asking.facts.only_burnt {
        return Ok(claims);
    }
    let answer = asking.ask_with(texts::CLAIMS_BETWEEN, |macros| {
        macros.set_day("after", after);
        macros.set_day("until", until);
    })?;
    let (all, burnt) = (answer.counts("claims")?, answer.counts("burnt")?);
    for (row, customer) in answer.codes("customer", &Codes::of(ids))?.into_iter().enumerate() {
        if let Some(own) = customer.and_then(|customer| claims.get_mut(customer as usize)) {
            *own = Claims { claims: all[row], burnt: burnt[row] };
        }
    }
    Ok(claims)
}
