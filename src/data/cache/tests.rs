//! Damaged entries are refused, whatever is wrong with them.
#![allow(clippy::unwrap_used)]

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::*;
use crate::data::findings::Check;
use crate::data::{CacheNotes, Finding, Kind, load, today};

const TODAY: i32 = 21_915;

/// A small data set of a kind in a folder, its facts, and the key of its load.
fn small(kind: Kind, folder: &Path) -> (Facts, Key) {
    let text = match kind {
        Kind::Purchases => {
            "order_id,customer_id,order_date,product,quantity,unit_price,coupon\n1,ann,2024-01-02,tea,2,1.5,\n\
             1,ann,2024-01-02,cup,1,4,\n2,bob,2024-01-05,tea,-1,1.5,\n3,,2024-01-06,tea,1,1.5,SPRING\n"
        }
        _ => {
            "transaction_id,customer_id,transaction_date,transaction_status,burn_date,branch_id\n1,7,2024-01-02,burned,\
             2024-01-03,1\n2,7,2024-01-04,claimed,,2\n3,,soon,claimed,,2\n"
        }
    };
    fs::write(folder.join("transactions.csv"), text).unwrap();
    let options = LoadOptions { paths: vec![folder.to_path_buf()], today: TODAY, ..LoadOptions::default() };
    (load(&options, &Progress::new()).unwrap(), Key::of(&options, &Progress::new()).unwrap())
}

fn entry_of(kind: Kind, folder: &Path) -> (Vec<u8>, Key) {
    let (facts, key) = small(kind, folder);
    let mut bytes = Vec::new();
    entry::write(&key, TODAY, &facts, &mut bytes, u64::MAX).unwrap();
    (bytes, key)
}

fn read(path: &Path, key: &Key, today: i32) -> Result<Facts, String> {
    entry::read(&File::open(path).unwrap(), key, today, &Progress::new()).map_err(|why| why.to_string())
}

#[test]
fn an_entry_that_was_cut_or_has_more_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (bytes, key) = entry_of(Kind::Coupons, folder.path());
    let path = folder.path().join("a.cache");
    fs::write(&path, &bytes).unwrap();
    read(&path, &key, TODAY).unwrap();
    for length in 0..bytes.len() {
        fs::write(&path, &bytes[..length]).unwrap();
        let why = read(&path, &key, TODAY).unwrap_err();
        assert!(why.contains("cut short") || why.contains("checksum"), "{length}: {why}");
    }
    let with_more = [bytes.as_slice(), b"x"].concat();
    fs::write(&path, &with_more).unwrap();
    read(&path, &key, TODAY).unwrap_err();
    // The arrays are read where the head says that they are.
    fs::write(&path, [b"x", bytes.as_slice()].concat()).unwrap();
    read(&path, &key, TODAY).unwrap_err();
}

#[test]
fn every_flipped_byte_is_found() {
    for kind in [Kind::Coupons, Kind::Purchases] {
        let folder = tempfile::tempdir().unwrap();
        let (mut bytes, key) = entry_of(kind, folder.path());
        let path = folder.path().join("a.cache");
        for at in 0..bytes.len() {
            let flip = [1, 0x80, 0xff][at % 3];
            bytes[at] ^= flip;
            fs::write(&path, &bytes).unwrap();
            assert!(read(&path, &key, TODAY).is_err(), "byte {at} of {}, {flip:#x}", bytes.len());
            bytes[at] ^= flip;
        }
    }
}

/// A head whose checksum is right, but whose places of arrays are not those of this file.
#[test]
fn an_impossible_head_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (bytes, key) = entry_of(Kind::Purchases, folder.path());
    let path = folder.path().join("a.cache");
    let tail = bytes.len() - 24;
    let length = u64::from_le_bytes(bytes[tail..tail + 8].try_into().unwrap()) as usize;
    let (body, head) = bytes[..tail].split_at(tail - length);
    let head = std::str::from_utf8(head).unwrap();
    let rewrite = |head: &str| {
        let mut out = File::create(&path).unwrap();
        out.write_all(body).unwrap();
        out.write_all(head.as_bytes()).unwrap();
        out.write_all(&(head.len() as u64).to_le_bytes()).unwrap();
        out.write_all(&checksum::Checksum::of(head.as_bytes()).to_le_bytes()).unwrap();
        out.write_all(b"segscope").unwrap();
    };
    rewrite(head);
    read(&path, &key, TODAY).unwrap();
    let biggest = format!("\"count\":{}", usize::MAX);
    for (from, to) in [
        ("\"count\":3", biggest.as_str()),
        ("\"count\":3", "\"count\":2"),
        ("\"height\":", "\"height\":1"),
        ("\"at\":", "\"at\":1844674407370955161"),
        ("\"kind\":\"UInt32\"", "\"kind\":\"Float64\""),
        ("\"kind\":\"UInt8\"", "\"kind\":\"Boolean8\""),
        ("\"by_status\":[[\"completed\"", "\"by_status\":[[\"lost\""),
        ("\"findings\":[", "\"findings\":[],\"more\":["),
        ("{", "["),
    ] {
        assert!(head.contains(from), "{from}");
        rewrite(&head.replace(from, to));
        assert!(read(&path, &key, TODAY).is_err(), "{from} as {to}");
    }
}

#[test]
fn another_program_or_other_options_have_other_entries() {
    let folder = tempfile::tempdir().unwrap();
    let (bytes, key) = entry_of(Kind::Coupons, folder.path());
    let path = folder.path().join("a.cache");
    fs::write(&path, bytes).unwrap();
    let changed = |from: &str, to: &str| {
        let json = serde_json::to_string(&key).unwrap();
        assert!(json.contains(from), "{json}");
        serde_json::from_str::<Key>(&json.replacen(from, to, 1)).unwrap()
    };
    let program = format!("\"program\":\"{} ", env!("CARGO_PKG_VERSION"));
    for (key, words) in [
        (changed(&program, "\"program\":\"9.9 "), "another version"),
        (changed("\"size\":", "\"size\":1"), "files have changed"),
        (changed("\"written\":[", "\"written\":[1"), "files have changed"),
        (changed("\"options\":\"", "\"options\":\"x"), "other options"),
    ] {
        let why = read(&path, &key, TODAY).unwrap_err();
        assert!(why.contains(words), "{why}");
    }
}

/// A date in the future is a finding, and one in the past is none: the same entry is not for both days.
#[test]
fn dates_after_the_day_of_the_load_are_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let (facts, key) = small(Kind::Coupons, folder.path());
    let path = folder.path().join("a.cache");
    let store = |facts: &Facts, day: i32| {
        let mut bytes = Vec::new();
        entry::write(&key, day, facts, &mut bytes, u64::MAX).unwrap();
        fs::write(&path, bytes).unwrap();
    };
    store(&facts, TODAY);
    read(&path, &key, TODAY + 1).unwrap();
    read(&path, &key, TODAY - 1).unwrap_err();
    for check in [Check::FutureDate, Check::AcceptedError] {
        let finding = Finding { check, ..facts.findings[0].clone() };
        store(&Facts { findings: vec![finding], ..facts.clone() }, TODAY);
        read(&path, &key, TODAY).unwrap();
        let why = read(&path, &key, TODAY + 1).unwrap_err();
        assert!(why.contains("dates after the day"), "{why}");
    }
}

/// A file that was written a moment ago may be written again without leaving another time.
#[test]
fn files_must_be_at_rest() {
    let folder = tempfile::tempdir().unwrap();
    let (_, key) = small(Kind::Coupons, folder.path());
    let now = SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let waits = |seconds: u64, nanoseconds: u32| {
        let mut json = serde_json::to_value(&key).unwrap();
        json["files"][0]["touched"] = serde_json::json!([seconds, nanoseconds]);
        serde_json::from_value::<Key>(json).unwrap().settles()
    };
    assert_eq!(waits(now.as_secs() - 100, 1), Some(std::time::Duration::ZERO));
    assert_eq!(waits(now.as_secs() - 100, 0), Some(std::time::Duration::ZERO));
    assert_eq!(waits(now.as_secs() + 100, 1), None, "a clock that is ahead");
    assert_eq!(waits(now.as_secs() + 1, 0), None, "a file system with whole seconds");
}

/// What is stored is what the next load returns: it does not look into the files.
#[test]
fn a_load_returns_what_is_stored() {
    let [data, stored] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let (facts, _) = small(Kind::Coupons, data.path());
    let cache = CacheOptions { folder: stored.path().to_path_buf(), limit: u64::MAX, notes: CacheNotes::default() };
    let options = LoadOptions {
        paths: vec![data.path().to_path_buf()],
        today: today(),
        cache: Some(cache),
        ..LoadOptions::default()
    };
    let doctored = Facts { currency: Some("stored".to_owned()), ..facts };
    let place = place(&options, &Progress::new()).unwrap().settled(&Progress::new()).unwrap();
    place.store(&doctored, &Progress::new());
    assert_eq!(load(&options, &Progress::new()).unwrap().currency.as_deref(), Some("stored"));
    let without = LoadOptions { cache: None, ..options };
    assert_eq!(load(&without, &Progress::new()).unwrap().currency, None);
}

#[test]
fn the_oldest_entries_make_room() {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = (0..4).map(|number| folder::file(folder.path(), &number.to_string())).collect();
    for (path, age) in paths.iter().zip([1, 4, 3, 2]) {
        fs::write(path, [0; 100]).unwrap();
        let used = SystemTime::now() - std::time::Duration::from_secs(age * 100);
        File::options().write(true).open(path).unwrap().set_modified(used).unwrap();
    }
    fs::write(folder.path().join("other.txt"), [0; 1000]).unwrap();
    let left = || paths.iter().map(|path| path.exists()).collect::<Vec<_>>();
    folder::bound(folder.path(), 400).unwrap();
    assert_eq!(left(), [true; 4]);
    folder::bound(folder.path(), 299).unwrap();
    assert_eq!(left(), [true, false, false, true]);
    assert_eq!(clear(folder.path()).unwrap(), (2, 200));
    assert!(folder.path().join("other.txt").exists() && list(folder.path()).unwrap().is_empty());
    assert_eq!(clear(&folder.path().join("none")).unwrap(), (0, 0));
}
