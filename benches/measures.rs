//! How long the measures of a million events take, those of the events that a filter keeps, and a whole report from files to
//! JSON: `cargo bench --bench measures`.

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::OnceLock;

use divan::{Bencher, black_box};
use segscope::analysis::{self, Dataset};
use segscope::data::filter::Filter;
use segscope::data::generate::{GenerateOptions, generate};
use segscope::data::{Kind, LoadOptions};
use segscope::progress::Progress;
use segscope::{commands, config_file, measures};
use tempfile::TempDir;

const KINDS: [Kind; 2] = [Kind::Coupons, Kind::Purchases];

fn main() {
    divan::main();
}

/// A million events of 100,000 customers: as files, and loaded.
struct Events {
    folder: TempDir,
    dataset: Dataset,
}

impl Events {
    fn generated(kind: Kind) -> Self {
        let folder = TempDir::new().expect("a folder for temporary files");
        let options =
            GenerateOptions { kind, customers: 100_000, transactions: 1_000_000, ..GenerateOptions::default() };
        generate(&options, folder.path(), true).expect("room for the files");
        let options = LoadOptions { paths: vec![folder.path().to_owned()], ..LoadOptions::default() };
        let dataset = analysis::load(&options, &Filter::default(), &Progress::new()).expect("what was generated loads");
        Self { folder, dataset }
    }

    fn of(kind: Kind) -> &'static Self {
        static COUPONS: OnceLock<Events> = OnceLock::new();
        static PURCHASES: OnceLock<Events> = OnceLock::new();
        if kind == Kind::Purchases { &PURCHASES } else { &COUPONS }.get_or_init(|| Self::generated(kind))
    }
}

#[divan::bench(args = KINDS, sample_count = 5)]
fn summary(bencher: Bencher<'_, '_>, kind: Kind) {
    let facts = &Events::of(kind).dataset.facts;
    bencher.bench(|| measures::summarise(black_box(facts), &Progress::new()).is_ok());
}

#[divan::bench(args = KINDS, sample_count = 5)]
fn features(bencher: Bencher<'_, '_>, kind: Kind) {
    let facts = &Events::of(kind).dataset.facts;
    bencher.bench(|| measures::features(black_box(facts), &Progress::new()).is_ok());
}

/// Half a year of the events, and the measures of these.
#[divan::bench(args = KINDS, sample_count = 5)]
fn filter(bencher: Bencher<'_, '_>, kind: Kind) {
    let dataset = &Events::of(kind).dataset;
    let filter = Filter::parse("date:2025-01..2025-06").expect("a filter");
    bencher.bench(|| analysis::refilter(dataset, black_box(&filter), &Progress::new()).is_ok());
}

/// `segscope report FOLDER --format json --output FILE`.
#[divan::bench(args = KINDS, sample_count = 3)]
fn report(bencher: Bencher<'_, '_>, kind: Kind) {
    let written = TempDir::new().expect("a folder for temporary files");
    let (folder, file) = (Events::of(kind).folder.path(), written.path().join("report.json"));
    let words = ["segscope", "report", "--format=json", "--output"].map(OsString::from);
    let words: Vec<OsString> = words.into_iter().chain([file.into(), folder.into()]).collect();
    let code = || commands::run(config_file::command_line(&words, None, None).expect("a command line"));
    bencher.bench_local(|| assert_eq!(code(), ExitCode::SUCCESS));
}
