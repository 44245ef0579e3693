//! A load from the cache returns what a load of the files returns, and a changed file is never taken from it.
use super::*;
use crate::data::generate::{self, GenerateOptions};
use std::time::{Duration, SystemTime};

/// The cache in a folder of its own.
fn cache(folder: &Path) -> CacheOptions {
    CacheOptions { folder: folder.to_path_buf(), limit: 1 << 30, notes: CacheNotes::default() }
}

fn with_cache(paths: &[&Path], cache: &CacheOptions) -> LoadOptions {
    LoadOptions { cache: Some(cache.clone()), ..options(paths) }
}

/// Loads, and whether the data came from the cache; nothing may go wrong with it.
fn load_told(options: &LoadOptions) -> (Facts, bool) {
    let facts = load(options, &Progress::new()).unwrap();
    let notes = options.cache.as_ref().unwrap().notes.take();
    let detail = |note: &CacheNote| match note {
        CacheNote::Detail(note) => note.clone(),
        CacheNote::Warning(why) => panic!("{why}"),
    };
    let notes: Vec<String> = notes.iter().map(detail).collect();
    let from_cache = notes.iter().any(|note| note.starts_with("the data is read from the cache"));
    let stored = notes.iter().any(|note| note.starts_with("the data is stored in the cache"));
    assert!(from_cache != stored, "{notes:?}");
    (facts, from_cache)
}

/// Everything that is not a frame.
fn rest(facts: &Facts) -> String {
    let none = polars::frame::DataFrame::default;
    let purchases = facts.purchases.clone().map(|purchases| Purchases {
        returns: none(),
        lines_of_products: none(),
        lines_of_returns: none(),
        others: none(),
        lines_of_others: none(),
        ..purchases
    });
    format!("{:#?}", Facts { customers: none(), transactions: none(), purchases, ..facts.clone() })
}

fn assert_equal(found: &Facts, expected: &Facts) {
    let frames = |facts: &Facts| {
        let of = |purchases: &Purchases| {
            let Purchases { returns, others, lines_of_products, lines_of_returns, lines_of_others, .. } =
                purchases.clone();
            vec![returns, others, lines_of_products, lines_of_returns, lines_of_others]
        };
        let more = facts.purchases.as_ref().map(of).unwrap_or_default();
        [vec![facts.customers.clone(), facts.transactions.clone()], more].concat()
    };
    let (found_frames, expected_frames) = (frames(found), frames(expected));
    assert_eq!(found_frames.len(), expected_frames.len());
    for (found, expected) in found_frames.iter().zip(&expected_frames) {
        assert_eq!(found.schema(), expected.schema());
        assert!(found.equals_missing(expected), "{found} is not {expected}");
    }
    assert_eq!(rest(found), rest(expected));
}

/// Loads without the cache, into it and from it.
fn assert_cached(path: &Path) {
    let stored = tempfile::tempdir().unwrap();
    let expected = load_path(path).unwrap();
    let options = with_cache(&[path], &cache(stored.path()));
    for from_cache in [false, true, true] {
        let (facts, told) = load_told(&options);
        assert_eq!(told, from_cache);
        assert_equal(&facts, &expected);
    }
}

#[test]
fn data_of_every_kind() {
    for kind in [Kind::Coupons, Kind::Purchases, Kind::Customers] {
        let options = GenerateOptions { kind, customers: 300, transactions: 3000, ..GenerateOptions::default() };
        let files = generate::in_memory(&options);
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        assert_cached(folder(&files).path());
    }
}

#[test]
fn data_with_flaws() {
    let customers = b"customer_id,join_date,city,age,tier,family\n1,2024-01-01,Giza,30,gold,5+\n2,soon,,x,gold,2\n\
                      c,2024-02-01,Cairo,1e400,silver,3\n";
    assert_cached(folder(&[("customers.csv", customers), ("transactions.csv", &super::parallel::flawed())]).path());
    assert_cached(folder(&[("transactions.csv", &super::parallel::flawed())]).path());
    // Sums that no number holds.
    let orders = "order_id,customer_id,order_date,amount,quantity\n1,ann,2024-01-02,9e307,1\n2,bob,2024-01-03,9e307,2\n\
                  3,cem,2024-01-03,9e307,2\n4,cem,2024-01-03,-5,2\n5,cem,2999-01-03,5,2\n";
    assert_cached(folder(&[("orders.csv", orders.as_bytes())]).path());
    // Tables without rows, and one without times.
    assert_cached(folder(&[("transactions.csv", TRANSACTIONS.as_bytes())]).path());
    assert_cached(folder(&[("customers.csv", CUSTOMERS.as_bytes())]).path());
    // Several files of one table.
    let rows =
        |number: u32| format!("id,customer_id,order_date,total\n{number},é,2024-02-0{number},1\n,,,\nx,,soon,2\n");
    assert_cached(folder(&[("sales_1.csv", rows(1).as_bytes()), ("sales_2.csv", rows(2).as_bytes())]).path());
}

#[test]
fn a_changed_file_is_read() {
    let stored = tempfile::tempdir().unwrap();
    let data = folder(&[("customers.csv", CUSTOMERS.as_bytes())]);
    let path = data.path().join("customers.csv");
    let options = with_cache(&[data.path()], &cache(stored.path()));
    let ids = |from_cache: bool| {
        let (facts, told) = load_told(&options);
        assert_eq!(told, from_cache);
        (0..facts.customer_ids.len()).map(|at| facts.customer_ids.text(at).into_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!((ids(false), ids(true)), ("1 2".to_owned(), "1 2".to_owned()));
    let times = fs::metadata(&path).unwrap().modified().unwrap();
    let set_back = || fs::File::options().write(true).open(&path).unwrap().set_modified(times).unwrap();
    let other = CUSTOMERS.replace("\n1,", "\n3,");

    // Another size, with the old time.
    fs::write(&path, format!("{other}\n")).unwrap();
    set_back();
    assert_eq!((ids(false), ids(true)), ("3 2".to_owned(), "3 2".to_owned()));
    // Only the time.
    fs::File::options().write(true).open(&path).unwrap().set_modified(times + Duration::from_nanos(1)).unwrap();
    assert_eq!((ids(false), ids(true)), ("3 2".to_owned(), "3 2".to_owned()));
    #[cfg(unix)]
    {
        // Other bytes in the same file, of the same size and with the same time: the system's own time tells.
        fs::write(&path, CUSTOMERS).unwrap();
        set_back();
        assert_eq!((ids(false), ids(true)), ("1 2".to_owned(), "1 2".to_owned()));
        fs::write(&path, &other).unwrap();
        set_back();
        assert_eq!((ids(false), ids(true)), ("3 2".to_owned(), "3 2".to_owned()));
    }
    // Another file in its place.
    let new = data.path().join("new.tmp");
    fs::write(&new, CUSTOMERS).unwrap();
    fs::rename(&new, &path).unwrap();
    set_back();
    assert_eq!((ids(false), ids(true)), ("1 2".to_owned(), "1 2".to_owned()));
    // A table more, and one less.
    fs::write(data.path().join("cities.csv"), "city_id,city_name\n1,Cairo\n").unwrap();
    assert_eq!((ids(false), ids(true)), ("1 2".to_owned(), "1 2".to_owned()));
    fs::remove_file(data.path().join("cities.csv")).unwrap();
    assert_eq!(ids(false), "1 2");
    assert_eq!(fs::read_dir(stored.path()).unwrap().count(), 1, "the new entry takes the place of the old one");
}

#[test]
fn options_that_change_what_is_read_have_entries_of_their_own() {
    let stored = tempfile::tempdir().unwrap();
    let data =
        folder(&[("orders.csv", b"customer_id,order_date,amount\n1,03/02/2024,\"1,5\"\n2,05/04/2024,\"2,5\"\n")]);
    let path = data.path().join("orders.csv");
    let mapped = |name: &'static str, value: &str| {
        let mut mapping = Mapping::default();
        mapping.set_option(name, value).unwrap();
        mapping
    };
    let base = LoadOptions { date_format: Some("dmy".to_owned()), ..with_cache(&[&path], &cache(stored.path())) };
    let all = [
        base.clone(),
        LoadOptions { date_format: Some("mdy".to_owned()), ..base.clone() },
        LoadOptions { as_of: Some(20_000), ..base.clone() },
        LoadOptions { mapping: Some(mapped("decimal", ",")), ..base.clone() },
        LoadOptions { mapping: Some(mapped("kind", "purchases")), ..base.clone() },
        LoadOptions { mapping: Some(mapped("column", "amount=amount")), ..base.clone() },
        LoadOptions { paths: vec![data.path().to_path_buf()], ..base.clone() },
    ];
    let expected: Vec<Facts> =
        all.iter().map(|one| load(&LoadOptions { cache: None, ..one.clone() }, &Progress::new()).unwrap()).collect();
    for from_cache in [false, true] {
        for (options, expected) in all.iter().zip(&expected) {
            let (facts, told) = load_told(options);
            assert_eq!(told, from_cache, "{options:?}");
            assert_equal(&facts, expected);
        }
    }
    assert_eq!(crate::data::cache::list(stored.path()).unwrap().len(), all.len());
}

#[test]
fn what_is_not_from_files_is_not_stored() {
    let stored = tempfile::tempdir().unwrap();
    let data = folder(&[("customers.csv", CUSTOMERS.as_bytes())]);
    let cache = cache(stored.path());
    load(&LoadOptions { cache: Some(cache.clone()), ..options(&[]) }, &Progress::new()).unwrap();
    load(&LoadOptions { first: Some(1), ..with_cache(&[data.path()], &cache) }, &Progress::new()).unwrap();
    let memory = with_cache(&[], &cache);
    load_bytes("customers.csv", CUSTOMERS.as_bytes().to_vec(), &memory, &Progress::new()).unwrap();
    assert_eq!(fs::read_dir(stored.path()).unwrap().count(), 0);
}

#[test]
fn a_damaged_entry_is_replaced() {
    let stored = tempfile::tempdir().unwrap();
    let data = folder(&[("customers.csv", CUSTOMERS.as_bytes())]);
    let options = with_cache(&[data.path()], &cache(stored.path()));
    let (expected, _) = load_told(&options);
    let entry = || crate::data::cache::list(stored.path()).unwrap().remove(0).path;
    let bytes = fs::read(entry()).unwrap();
    for at in (0..bytes.len()).step_by(97) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 4;
        fs::write(entry(), damaged).unwrap();
        let (facts, from_cache) = load_told(&options);
        assert!(!from_cache, "byte {at}");
        assert_equal(&facts, &expected);
        assert!(load_told(&options).1, "byte {at}");
    }
}

#[test]
fn a_cache_that_cannot_be_used_is_one_warning() {
    let stored = tempfile::tempdir().unwrap();
    let data = folder(&[("customers.csv", CUSTOMERS.as_bytes())]);
    let warnings = |cache: &CacheOptions| {
        load(&with_cache(&[data.path()], cache), &Progress::new()).unwrap();
        let notes = cache.notes.take().into_iter();
        notes.filter_map(|n| if let CacheNote::Warning(why) = n { Some(why) } else { None }).collect::<Vec<_>>()
    };
    // A file where the folder should be.
    let file = stored.path().join("file");
    fs::write(&file, "").unwrap();
    let told = warnings(&cache(&file.join("segscope")));
    assert!(told.len() == 1 && told[0].starts_with("the data is not stored in the cache: "), "{told:?}");
    // Less space than one entry takes.
    let told = warnings(&CacheOptions { limit: 100, ..cache(stored.path()) });
    assert!(told.len() == 1 && told[0].contains("--cache-limit"), "{told:?}");
    assert_eq!(fs::read_dir(stored.path()).unwrap().count(), 1, "nothing is left behind");
}

#[test]
fn entries_that_are_not_used_make_room() {
    let stored = tempfile::tempdir().unwrap();
    let data: Vec<_> = (0..3).map(|_| folder(&[("customers.csv", CUSTOMERS.as_bytes())])).collect();
    let all: Vec<LoadOptions> = data.iter().map(|one| with_cache(&[one.path()], &cache(stored.path()))).collect();
    all[..2].iter().for_each(|options| assert!(!load_told(options).1));
    // The second is the older one now.
    let age = |at: usize, seconds: u64| {
        let label = data[at].path().to_string_lossy().into_owned();
        let entry =
            crate::data::cache::list(stored.path()).unwrap().into_iter().find(|e| e.data == [label.clone()]).unwrap();
        let used = SystemTime::now() - Duration::from_secs(seconds);
        fs::File::options().write(true).open(&entry.path).unwrap().set_modified(used).unwrap();
        entry.bytes
    };
    let bytes = age(0, 500) + age(1, 400);
    assert!(load_told(&all[0]).1);
    let limit = CacheOptions { limit: bytes + 10, ..cache(stored.path()) };
    assert!(!load_told(&with_cache(&[data[2].path()], &limit)).1);
    assert!(load_told(&all[0]).1 && load_told(&all[2]).1 && !load_told(&all[1]).1);
}

#[test]
fn many_at_once_load_the_same() {
    let stored = tempfile::tempdir().unwrap();
    let data = folder(&[("customers.csv", CUSTOMERS.as_bytes())]);
    let expected = load_path(data.path()).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..10 {
                    let (facts, from_cache) = load_told(&with_cache(&[data.path()], &cache(stored.path())));
                    assert_equal(&facts, &expected);
                    if from_cache {
                        crate::data::cache::clear(stored.path()).unwrap();
                    }
                }
            });
        }
    });
    let left = fs::read_dir(stored.path()).unwrap().map(|entry| entry.unwrap().path());
    assert!(left.into_iter().all(|path| path.extension().is_some_and(|ending| ending == "cache")));
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let parent = tempfile::tempdir().unwrap();
    let stored = parent.path().join("segscope");
    fs::create_dir(&stored).unwrap();
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    set(&stored, 0o755);
    let data = folder(&[("customers.csv", CUSTOMERS.as_bytes())]);
    let options = with_cache(&[data.path()], &cache(&stored));
    load_told(&options);
    let entry = crate::data::cache::list(&stored).unwrap().remove(0).path;
    assert_eq!((mode(&stored), mode(&entry)), (0o700, 0o600));
    // A folder that others may write to is not used.
    for (path, loose, tight) in [(&entry, 0o666, 0o600), (&stored, 0o777, 0o700)] {
        set(path, loose);
        assert!(!load_told(&options).1);
        assert_eq!(mode(path), tight);
        assert!(load_told(&options).1);
    }
}
