//! Columns of Parquet that are taken by their type give the same facts as rows of cells, whatever is in them.
use super::*;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Date64Array, Decimal128Array, DictionaryArray, Float32Array, Float64Array,
    Int8Array, Int16Array, Int32Array, Int64Array, LargeStringArray, NullArray, RecordBatch, StringArray,
    StringViewArray, Time64MicrosecondArray, TimestampMicrosecondArray, TimestampMillisecondArray,
    TimestampNanosecondArray, TimestampSecondArray, UInt8Array, UInt16Array, UInt32Array, UInt64Array,
};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use proptest::prelude::*;

/// Several batches.
const ROWS: u64 = 350;
const DAY: i64 = 86_400;
const ZONES: [Option<&str>; 4] = [None, Some("UTC"), Some("Africa/Cairo"), Some("-05:30")];
const WORDS: [&str; 6] = ["claimed", "burned", "expired", "7", "2024-01-05", "North 1"];
const ODD_WORDS: [&str; 10] = ["", " 7 ", "NULL", "#REF!", "Err:502", "Total", "07", "2024-01-05 10:30", "1.5 €", "é"];
const ODD_FLOATS: [f64; 6] = [f64::NAN, f64::INFINITY, -0.0, 1e16, 7.5, -3.0];

/// What is in a column: its type, how many of its rows have nothing or something odd (of 100), and a number that the rest follows
/// from.
#[derive(Clone, Copy, Debug)]
struct Content {
    kind: u8,
    nothing: u64,
    odd: u64,
    seed: u64,
}

impl Content {
    /// A number for a row that looks random.
    fn dice(self, row: u64, what: u64) -> u64 {
        let mixed = (self.seed ^ row << 8 ^ what).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed ^ mixed >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 33
    }

    /// The values by row: a usual one, or the odd one with a number.
    fn values<T>(self, usual: impl Fn(u64) -> T, odd: impl Fn(u64) -> T) -> Vec<Option<T>> {
        let value = |row| {
            let chance = self.dice(row, 0) % 100;
            let number = self.dice(row, 1);
            (chance >= self.nothing)
                .then(|| if chance < self.nothing + self.odd { odd(number) } else { usual(number % 40) })
        };
        (0..ROWS).map(value).collect()
    }

    fn integers<T>(self, largest: T, of: impl Fn(u64) -> T) -> Vec<Option<T>>
    where
        T: Copy,
    {
        self.values(of, |_| largest)
    }

    /// Moments by their number per second.
    fn moments(self, per_second: i64) -> Vec<Option<i64>> {
        let day = |number: u64| (19_700 + number as i64) * DAY * per_second;
        self.values(day, |number| day(number % 40) + (number % 86_400) as i64 * per_second - 1)
    }

    fn words(self) -> Vec<Option<&'static str>> {
        self.values(|n| WORDS[(n + self.seed) as usize % 2 + (self.seed % 5) as usize], |n| ODD_WORDS[n as usize % 10])
    }

    fn array(self) -> ArrayRef {
        let zone = ZONES[self.seed as usize % ZONES.len()];
        let floats = || self.values(|n| n as f64 / 4.0, |n| ODD_FLOATS[n as usize % ODD_FLOATS.len()]);
        match self.kind {
            0 => Arc::new(Int64Array::from(self.integers(i64::MIN, |n| n as i64))),
            1 => Arc::new(Int32Array::from(self.integers(i32::MAX, |n| n as i32))),
            2 => Arc::new(Date32Array::from(self.values(|n| 19_700 + n as i32, |n| (n % 100_000) as i32 * 1000))),
            3 => Arc::new(StringArray::from(self.words())),
            4 => Arc::new(TimestampMicrosecondArray::from(self.moments(1_000_000)).with_timezone_opt(zone)),
            5 => Arc::new(TimestampNanosecondArray::from(self.moments(1_000_000_000)).with_timezone_opt(zone)),
            6 => Arc::new(TimestampMillisecondArray::from(self.moments(1000)).with_timezone_opt(zone)),
            7 => Arc::new(TimestampSecondArray::from(self.moments(1)).with_timezone_opt(zone)),
            8 => Arc::new(Float64Array::from(floats())),
            9 => Arc::new(floats().into_iter().map(|v| v.map(|v| v as f32)).collect::<Float32Array>()),
            10 => Arc::new(self.words().into_iter().collect::<DictionaryArray<Int32Type>>()),
            11 => Arc::new(LargeStringArray::from(self.words())),
            12 => Arc::new(StringViewArray::from(self.words())),
            13 => Arc::new(UInt64Array::from(self.integers(u64::MAX, |n| n))),
            14 => Arc::new(UInt32Array::from(self.integers(u32::MAX, |n| n as u32))),
            15 => Arc::new(UInt16Array::from(self.integers(u16::MAX, |n| n as u16))),
            16 => Arc::new(UInt8Array::from(self.integers(u8::MAX, |n| n as u8))),
            17 => Arc::new(Int16Array::from(self.integers(i16::MIN, |n| n as i16))),
            18 => Arc::new(Int8Array::from(self.integers(i8::MIN, |n| n as i8))),
            19 => {
                let values = self.values(i128::from, |n| i128::from(n) << 70);
                Arc::new(Decimal128Array::from(values).with_precision_and_scale(38, (self.seed % 3) as i8).unwrap())
            }
            20 => Arc::new(BooleanArray::from(self.values(|n| n % 2 == 0, |_| true))),
            21 => Arc::new(Date64Array::from(self.moments(1000))),
            22 => Arc::new(Time64MicrosecondArray::from(self.values(|n| n as i64 * 60_000_000, |n| n as i64))),
            _ => Arc::new(NullArray::new(ROWS as usize)),
        }
    }
}

/// A column that is more often of its usual type than of another one.
fn column(usual: u8) -> impl Strategy<Value = Content> {
    let kind = prop_oneof![5 => Just(usual), 3 => 0..24_u8];
    let nothing = prop_oneof![4 => Just(0), 2 => Just(1), 2 => Just(40), 1 => Just(100)];
    let odd = prop_oneof![5 => Just(0), 2 => Just(1), 1 => Just(30)];
    (kind, nothing, odd, 0..1000_u64).prop_map(|(kind, nothing, odd, seed)| Content { kind, nothing, odd, seed })
}

/// The columns of coupons or purchases, with their usual types.
const COLUMNS: [(&str, u8); 9] = [
    ("transaction_id", 0),
    ("customer_id", 0),
    ("transaction_date", 2),
    ("transaction_status", 3),
    ("burn_date", 2),
    ("branch_id", 0),
    ("coupon_name", 3),
    ("amount", 8),
    ("note", 3),
];

fn loaded(path: &Path, first: Option<u64>) -> Result<Facts, String> {
    load(&LoadOptions { first, ..options(&[path]) }, &Progress::new()).map_err(|error| error.to_string())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, ..ProptestConfig::default() })]

    #[test]
    fn columns_of_every_type(
        contents in COLUMNS.map(|(_, usual)| column(usual)),
        has in prop::array::uniform9(prop::bool::weighted(0.85)),
        has_customers in prop::bool::ANY,
        group in 60..400_usize,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("transactions.parquet");
        let there = |at: &usize| has[*at] || COLUMNS[*at].0 == "customer_id";
        let columns = (0..COLUMNS.len()).filter(there).map(|at| (COLUMNS[at].0, contents[at].array(), true));
        let batch = RecordBatch::try_from_iter_with_nullable(columns).unwrap();
        let groups = WriterProperties::builder().set_max_row_group_row_count(Some(group)).build();
        let mut writer = ArrowWriter::try_new(fs::File::create(&path).unwrap(), batch.schema(), Some(groups)).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        if has_customers {
            fs::write(folder.path().join("customers.csv"), "customer_id,join_date\n1,2023-01-01\n7,2023-01-02\n").unwrap();
        }
        // Somebody who watches the rows gets them one by one.
        match (loaded(folder.path(), None), loaded(folder.path(), Some(u64::MAX))) {
            (Ok(facts), Ok(expected)) => {
                assert_twins(&facts, &expected);
                prop_assert_eq!(facts.source.readings, expected.source.readings);
                prop_assert_eq!(facts.status_words, expected.status_words);
            }
            (facts, expected) => prop_assert_eq!(facts.err(), expected.err()),
        }
    }
}
