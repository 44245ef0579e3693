//! One entry: the facts of a load in a file.
//!
//! ```text
//! arrays of the columns ... │ head: JSON │ its length, its checksum, the mark
//! ```
//!
//! The head has the key, everything of the facts that is small, and where each array is. Nothing is used before its
//! checksum is verified.

use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;

use rayon::prelude::*;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::blocks::{Block, Reader, Writer, damaged};
use super::checksum::Checksum;
use super::frames::{self, Frame};
use super::key::Key;
use super::orders;
use crate::data::budget;
use crate::data::facts::{Facts, Ids, Purchases};
use crate::data::findings::Check;
use crate::progress::Progress;

/// The footer of a file.
const MARK: u64 = u64::from_le_bytes(*b"segscope");
/// The bytes after the head.
const TAIL: usize = 24;

/// Everything but the arrays.
#[derive(Serialize, Deserialize)]
struct Head<K, F, A> {
    key: K,
    /// The day of the load.
    today: i32,
    facts: F,
    arrays: A,
}

/// Where the arrays of the facts are.
#[derive(Serialize, Deserialize)]
struct Arrays {
    customers: Frame,
    transactions: Frame,
    customer_ids: IdArrays,
    /// The row numbers of each finding.
    rows: Vec<Block>,
    purchases: Option<PurchaseArrays>,
}

#[derive(Serialize, Deserialize)]
struct PurchaseArrays {
    orders: Frame,
    returns: Frame,
    lines_of_products: Frame,
    lines_of_returns: Frame,
    others: Frame,
    lines_of_others: Frame,
}

#[derive(Serialize, Deserialize)]
enum IdArrays {
    Integers(Block),
    /// The length of each in bytes, and all of them concatenated.
    Text(Block, Block),
}

/// Writes an entry.
///
/// # Errors
/// If the disk is full, or the file becomes larger than `limit`.
pub fn write(key: &Key, today: i32, facts: &Facts, out: impl Write, limit: u64) -> io::Result<()> {
    let out = &mut Writer::new(out, limit);
    let arrays = put(facts, out)?;
    let head = serde_json::to_vec(&Head { key, today, facts, arrays }).map_err(io::Error::other)?;
    out.put(&head)?;
    out.raw(&(head.len() as u64).to_le_bytes())?;
    out.raw(&Checksum::of(&head).to_le_bytes())?;
    out.raw(&MARK.to_le_bytes())
}

fn put(facts: &Facts, out: &mut Writer<impl Write>) -> io::Result<Arrays> {
    // The compiler asks here whether a new field belongs to the head.
    let Facts {
        customers,
        transactions,
        customer_ids,
        findings,
        purchases,
        source: _,
        extra: _,
        categorical: _,
        words_of_numbers: _,
        has_amount: _,
        status_words: _,
        genders: _,
        cities: _,
        branches: _,
        branch_merchant: _,
        merchants: _,
        coupons: _,
        as_of: _,
        claim_horizon: _,
        cut: _,
        currency: _,
        only_burnt: _,
        kind: _,
        place: _,
        // Facts of a database are not stored.
        database: _,
    } = facts;
    Ok(Arrays {
        transactions: frames::put(transactions, out)?,
        customers: frames::put(customers, out)?,
        customer_ids: put_ids(customer_ids, out)?,
        rows: findings.iter().map(|finding| out.put(&finding.row_numbers)).collect::<io::Result<_>>()?,
        purchases: purchases.as_ref().map(|purchases| put_purchases(purchases, out)).transpose()?,
    })
}

fn put_purchases(purchases: &Purchases, out: &mut Writer<impl Write>) -> io::Result<PurchaseArrays> {
    let Purchases {
        orders,
        returns,
        lines_of_products,
        lines_of_returns,
        others,
        lines_of_others,
        lines: _,
        items: _,
        revenue: _,
        orders_with_coupon: _,
        amounts_are_totals: _,
        by_status: _,
        products: _,
    } = purchases;
    Ok(PurchaseArrays {
        orders: frames::put(&orders::frame(orders)?, out)?,
        returns: frames::put(returns, out)?,
        lines_of_products: frames::put(lines_of_products, out)?,
        lines_of_returns: frames::put(lines_of_returns, out)?,
        others: frames::put(others, out)?,
        lines_of_others: frames::put(lines_of_others, out)?,
    })
}

fn put_ids(ids: &Ids, out: &mut Writer<impl Write>) -> io::Result<IdArrays> {
    Ok(match ids {
        Ids::Integers(ids) => IdArrays::Integers(out.put(ids)?),
        Ids::Text(ids) => {
            let lengths: Vec<u32> = ids.iter().map(|id| id.len() as u32).collect();
            let bytes: Vec<u8> = ids.iter().flat_map(|id| id.bytes()).collect();
            IdArrays::Text(out.put(&lengths)?, out.put(&bytes)?)
        }
    })
}

/// The key of an entry, for the list.
///
/// # Errors
/// If it is damaged, or of another version.
pub fn key(file: &File) -> io::Result<Key> {
    let progress = Progress::new();
    Ok(head::<Key, IgnoredAny, IgnoredAny>(&head_bytes(&Reader::new(file, &progress)?)?)?.key)
}

/// Reads an entry for this key.
///
/// # Errors
/// Why it cannot be used, in words.
pub fn read(file: &File, key: &Key, today: i32, progress: &Progress) -> io::Result<Facts> {
    let from = Reader::new(file, progress)?;
    if from.size() > budget::for_reading() {
        return Err(io::Error::other("it takes more memory than there is"));
    }
    progress.begin("reading the cache", from.size());
    let bytes = head_bytes(&from)?;
    let stored: Head<Key, IgnoredAny, IgnoredAny> = head(&bytes)?;
    if let Some(why) = key.differs(&stored.key) {
        return Err(io::Error::other(why));
    }
    let Head { today: then, mut facts, arrays, .. } = head::<IgnoredAny, Facts, Arrays>(&bytes)?;
    // Dates after the day of the load were in the future then, and may be in the past today.
    let depends_on_day = |check: Check| matches!(check, Check::FutureDate | Check::AcceptedError);
    if then != today && (then > today || facts.findings.iter().any(|finding| depends_on_day(finding.check))) {
        return Err(io::Error::other("it has dates after the day on which it was stored"));
    }
    get(&mut facts, &arrays, &from)?;
    Ok(facts)
}

fn get(facts: &mut Facts, arrays: &Arrays, from: &Reader<'_>) -> io::Result<()> {
    if arrays.rows.len() != facts.findings.len() || arrays.purchases.is_some() != facts.purchases.is_some() {
        return Err(damaged("its parts do not match"));
    }
    facts.transactions = frames::get(&arrays.transactions, from)?;
    facts.customers = frames::get(&arrays.customers, from)?;
    facts.customer_ids = get_ids(&arrays.customer_ids, from)?.into();
    let rows = arrays.rows.par_iter().map(|block| Ok(from.get::<u32>(block)?.into()));
    for (finding, rows) in facts.findings.iter_mut().zip(rows.collect::<io::Result<Vec<Arc<[u32]>>>>()?) {
        finding.row_numbers = rows;
    }
    if let (Some(purchases), Some(arrays)) = (&mut facts.purchases, &arrays.purchases) {
        purchases.orders = orders::of(&frames::get(&arrays.orders, from)?)?;
        purchases.returns = frames::get(&arrays.returns, from)?;
        purchases.lines_of_products = frames::get(&arrays.lines_of_products, from)?;
        purchases.lines_of_returns = frames::get(&arrays.lines_of_returns, from)?;
        purchases.others = frames::get(&arrays.others, from)?;
        purchases.lines_of_others = frames::get(&arrays.lines_of_others, from)?;
    }
    Ok(())
}

fn get_ids(arrays: &IdArrays, from: &Reader<'_>) -> io::Result<Ids> {
    Ok(match arrays {
        IdArrays::Integers(ids) => Ids::Integers(from.get(ids)?),
        IdArrays::Text(lengths, bytes) => {
            let lengths: Vec<u32> = from.get(lengths)?;
            let text = String::from_utf8(from.get(bytes)?).map_err(|_| damaged("its ids are not text"))?;
            let mut rest = text.as_str();
            let mut next = |length: u32| {
                let (id, after) = rest.split_at_checked(length as usize)?;
                rest = after;
                Some(id.into())
            };
            let ids = lengths.into_iter().map(&mut next).collect::<Option<_>>();
            Ids::Text(ids.ok_or_else(|| damaged("its ids are cut short"))?)
        }
    })
}

/// The bytes of the head, if they are as they were written.
fn head_bytes(from: &Reader<'_>) -> io::Result<Vec<u8>> {
    let short = || damaged("it is cut short");
    let body = from.size().checked_sub(TAIL as u64).ok_or_else(short)?;
    let mut tail = [0; TAIL];
    from.raw(body, &mut tail)?;
    let number = |at: usize| tail[at..at + 8].try_into().map(u64::from_le_bytes).unwrap_or_default();
    let (length, sum, mark) = (number(0), number(8), number(16));
    let at = body.checked_sub(length).filter(|_| mark == MARK).ok_or_else(short)?;
    let mut bytes = vec![0; length as usize];
    from.raw(at, &mut bytes)?;
    if Checksum::of(&bytes) == sum { Ok(bytes) } else { Err(damaged("a checksum is wrong")) }
}

fn head<'b, K, F, A>(bytes: &'b [u8]) -> io::Result<Head<K, F, A>>
where
    Head<K, F, A>: Deserialize<'b>,
{
    serde_json::from_slice(bytes).map_err(|_| damaged("it was stored by another version of segscope"))
}
