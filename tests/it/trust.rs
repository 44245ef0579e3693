//! How often conclusions are right, on generated data of which the truth is known: `benches/trust.py` in small.

use std::f64::consts::TAU;
use std::fmt::Write;
use std::sync::Arc;

use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256Plus;
use segscope::analysis::{self, Choice, KChoice, Known, Later, Segmentation};
use segscope::cluster::{InputColumn, Matrix, Method, Scaling, structure, sweep};
use segscope::data::filter::Filter;
use segscope::data::format_day;
use segscope::measures;
use segscope::progress::Progress;
use segscope::segments::budget::{leaders, propose};

/// A draw of the gamma distribution with a mean of its shape: a sum of exponential draws, and half of a squared normal
/// one for half a shape.
fn gamma(halves: usize, rng: &mut Xoshiro256Plus) -> f64 {
    let whole: f64 = (0..halves / 2).map(|_| -(1.0 - rng.r#gen::<f64>()).ln()).sum();
    whole + if halves % 2 == 1 { normal(rng).powi(2) / 2.0 } else { 0.0 }
}

fn normal(rng: &mut Xoshiro256Plus) -> f64 {
    (-2.0 * (1.0 - rng.r#gen::<f64>()).ln()).sqrt() * (TAU * rng.r#gen::<f64>()).cos()
}

/// A draw of the Poisson distribution: exponential waits within its mean.
fn poisson(mean: f64, rng: &mut Xoshiro256Plus) -> f64 {
    let (mut waited, mut count) = (gamma(2, rng), 0.0);
    while waited < mean {
        (waited, count) = (waited + gamma(2, rng), count + 1.0);
    }
    count
}

fn matrix(rows: &[Vec<f64>]) -> Matrix {
    let columns: Vec<Vec<f64>> = (0..rows[0].len()).map(|j| rows.iter().map(|row| row[j]).collect()).collect();
    let columns: Vec<_> = columns.iter().map(|values| InputColumn { name: "f", values }).collect();
    Matrix::new(&columns, &vec![true; rows.len()], Scaling::Zscore, None).expect("a matrix")
}

/// One population of customers: negative binomial claims, beta-binomial burns, exponential recency.
fn shop(customers: usize, rng: &mut Xoshiro256Plus) -> Vec<Vec<f64>> {
    let customer = |_| {
        let claims = 1.0 + poisson(3.0 * gamma(1, rng) / 0.5, rng);
        let (a, b) = (gamma(2, rng), gamma(2, rng));
        let burnt = (0..claims as usize).filter(|_| rng.r#gen::<f64>() < a / (a + b)).count() as f64;
        vec![claims, burnt / claims, (90.0 * gamma(2, rng)).floor()]
    };
    (0..customers).map(customer).collect()
}

/// Round clouds of unequal size, the nearest two `apart` standard deviations from each other.
fn clouds(k: usize, columns: usize, apart: f64, customers: usize, rng: &mut Xoshiro256Plus) -> Vec<Vec<f64>> {
    let between = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum::<f64>().sqrt();
    let (centres, nearest) = loop {
        let centres: Vec<Vec<f64>> = (0..k).map(|_| (0..columns).map(|_| rng.gen_range(-1.0..1.0)).collect()).collect();
        let pairs = (0..k).flat_map(|i| (0..i).map(move |j| (i, j)));
        let gaps: Vec<f64> = pairs.map(|(i, j)| between(&centres[i], &centres[j])).collect();
        let (least, most) = gaps.iter().fold((f64::MAX, 0.0_f64), |(low, high), &x| (low.min(x), high.max(x)));
        if most < 4.0 * least {
            break (centres, least);
        }
    };
    // The first cloud is the largest.
    let cloud = |i: usize| ((i as f64 / customers as f64).powf(1.5) * k as f64) as usize;
    let customer = |i| centres[cloud(i)].iter().map(|c| c * apart / nearest + normal(rng)).collect();
    (0..customers).map(customer).collect()
}

/// Whether the data look structured.
fn structured(rows: &[Vec<f64>]) -> bool {
    structure(&matrix(rows), 42, &Progress::new()).expect("no cancel").is_clear()
}

#[test]
fn single_populations_have_no_structure() {
    let mut rng = Xoshiro256Plus::seed_from_u64(16);
    // By the gap statistic alone, 7 of 10 were structured.
    let shops = (0..12).filter(|_| structured(&shop(600, &mut rng))).count();
    assert!(shops <= 1, "{shops} of 12 shops");
    let mut oval = |columns: usize| -> Vec<Vec<f64>> {
        let factors: Vec<f64> = (0..columns * columns).map(|_| normal(&mut rng)).collect();
        let customer = |_| {
            let draws: Vec<f64> = (0..columns).map(|_| normal(&mut rng)).collect();
            factors.chunks(columns).map(|row| row.iter().zip(&draws).map(|(f, x)| f * x).sum()).collect()
        };
        (0..250).map(customer).collect()
    };
    let ovals = [2, 2, 2, 3, 3, 3, 4, 4, 4].into_iter().filter(|&columns| structured(&oval(columns))).count();
    assert!(ovals <= 1, "{ovals} of 9 oval clouds");
}

#[test]
fn uniform_noise_has_no_structure() {
    let mut rng = Xoshiro256Plus::seed_from_u64(7);
    let mut noise =
        |columns: usize| -> Vec<Vec<f64>> { (0..250).map(|_| (0..columns).map(|_| rng.r#gen()).collect()).collect() };
    let found = [1, 2, 2, 2, 3, 3, 3, 4].into_iter().filter(|&columns| structured(&noise(columns))).count();
    assert!(found <= 1, "{found} of 8");
}

#[test]
fn planted_clouds_are_found_however_they_lie() {
    let mut rng = Xoshiro256Plus::seed_from_u64(3);
    let layouts: [&[(f64, f64, usize)]; 4] = [
        // One axis only: at 5.0 one of six such sets looks like uniform noise.
        &[(0.0, 0.0, 150), (5.5, 0.0, 100)],
        // Along the diagonal.
        &[(0.0, 0.0, 150), (4.0, 4.0, 100)],
        &[(0.0, 0.0, 150), (5.0, 0.0, 60), (2.5, 4.5, 40)],
        &[(0.0, 0.0, 60), (5.0, 0.0, 60), (0.0, 5.0, 60), (5.0, 5.0, 60)],
    ];
    for layout in layouts {
        let centres = layout.iter().flat_map(|&(x, y, count)| std::iter::repeat_n((x, y), count));
        let rows: Vec<Vec<f64>> = centres.map(|(x, y)| vec![x + normal(&mut rng), y + normal(&mut rng)]).collect();
        assert!(structured(&rows), "{layout:?}");
    }
    let (mut right, mut clear) = (0, 0);
    for (k, columns) in [(3, 2), (4, 2), (5, 2), (3, 4), (4, 4), (5, 4)] {
        let rows = clouds(k, columns, 6.0, 300, &mut rng);
        let found = sweep(&matrix(&rows), &Method::default(), 8, &Progress::new(), |_| ()).expect("a sweep");
        right += usize::from(found.best == Some(k));
        clear += usize::from(structured(&rows));
    }
    assert!(clear == 6 && right >= 5, "{clear} structured, {right} with the right K");
}

/// Days of the generated claims.
const DAYS: i32 = 730;

/// A claim: its day, and the day of its burn.
type Claim = (i32, Option<i32>);

/// Claims on random days, in order.
fn claims(count: usize, chance: f64, rng: &mut Xoshiro256Plus) -> Vec<Claim> {
    let mut days: Vec<i32> = (0..count).map(|_| rng.gen_range(0..DAYS)).collect();
    days.sort_unstable();
    days.into_iter().map(|day| (day, (rng.r#gen::<f64>() < chance).then(|| day + rng.gen_range(0..30)))).collect()
}

/// Two types of customers by turns: seldom and often. A share of the coupons of each is burnt.
fn two_types(customers: usize, burnt: [f64; 2], rng: &mut Xoshiro256Plus) -> Vec<Vec<Claim>> {
    let customer = |i: usize| {
        let chance = (burnt[i % 2] + 0.15 * normal(rng)).clamp(0.02, 0.98);
        let count = 3.0 + poisson([5.0, 18.0][i % 2], rng);
        claims(count as usize, chance, rng)
    };
    (0..customers).map(customer).collect()
}

/// The later claims of customers dealt out to customers at random.
fn dealt_out(customers: &[Vec<Claim>], rng: &mut Xoshiro256Plus) -> Vec<Vec<Claim>> {
    let cut = measures::three_quarters(0, DAYS - 1).expect("a day");
    let mut later: Vec<Vec<Claim>> =
        customers.iter().map(|claims| claims.iter().filter(|claim| claim.0 > cut).copied().collect()).collect();
    later.shuffle(rng);
    let early = customers.iter().map(|claims| claims.iter().filter(|claim| claim.0 <= cut).copied());
    early.zip(later).map(|(early, later)| early.chain(later).collect()).collect()
}

/// Segments of the customers, and what they burnt later.
fn measured(customers: &[Vec<Claim>], features: &[&str], k: usize) -> (Segmentation, Later) {
    let mut csv = "customer_id,transaction_date,transaction_status,burn_date\n".to_owned();
    let date = |day: i32| format_day(19_358 + day);
    let ends = [(0, 0, None), (0, DAYS - 1, None)];
    let all = customers.iter().enumerate().flat_map(|(who, claims)| claims.iter().map(move |c| (who, c.0, c.1)));
    for (who, day, burn) in ends.into_iter().chain(all) {
        let status = if burn.is_some() { "burnt" } else { "claimed" };
        writeln!(csv, "{who},{},{status},{}", date(day), burn.map_or_else(String::new, date)).expect("text");
    }
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("transactions.csv"), csv).expect("a file");
    let progress = Progress::new();
    let options = crate::support::options(vec![folder.path().to_owned()]);
    let dataset = analysis::load(&options, &Filter::default(), &progress).expect("data");
    let features = features.iter().map(|&name| name.to_owned()).collect();
    let choice = Choice { features, k: KChoice::Fixed(k), ..Choice::default() };
    let prepared = Arc::new(analysis::prepare(&dataset.features, &choice).expect("a matrix"));
    let params = choice.method.params(k).expect("parameters");
    let known = Known::Nothing;
    let shown = analysis::segment(&dataset.features, &prepared, &choice, &params, known, None, &progress);
    let shown = shown.expect("segments");
    let later = analysis::later(&dataset, &shown, &progress).expect("rates");
    (shown, later)
}

/// Whether the later burn rates of the segments differ, by segscope's test.
fn differ(customers: &[Vec<Claim>], features: &[&str], k: usize) -> bool {
    measured(customers, features, k).1.differ() == Some(true)
}

#[test]
fn segments_differ_only_if_their_customers_do() {
    let mut rng = Xoshiro256Plus::seed_from_u64(60);
    let features = ["transaction_count", "burnt_ratio", "recency_days"];
    let mut chance = || dealt_out(&two_types(240, [0.4, 0.6], &mut rng), &mut rng);
    // By intervals that took claims for independent, 23% of such data differed.
    let alarms = (0..24).filter(|_| differ(&chance(), &features, 4)).count();
    assert!(alarms <= 3, "{alarms} of 24");

    // Ten points between 500 customers each.
    let found = (0..6).filter(|_| differ(&two_types(1000, [0.45, 0.55], &mut rng), &features[..1], 2)).count();
    assert!(found >= 4, "{found} of 6");
}

/// Customers with chances of their own to burn a coupon, which do not change: what they claimed is measured, a budget is planned
/// from it, and then its coupons come. The interval of the expectation alone held the burns in 22 of 40 runs.
#[test]
fn the_interval_of_the_budget_holds_the_burns_that_come() {
    const RUNS: usize = 40;
    const COUPONS: u64 = 24;
    let mut rng = Xoshiro256Plus::seed_from_u64(11);
    // The ends of the intervals, and what came between them.
    let (mut held, mut sums) = (0, [0.0; 3]);
    for _ in 0..RUNS {
        let chances: Vec<f64> =
            (0..160).map(|i| ([0.4, 0.6][i % 2] + 0.2 * normal(&mut rng)).clamp(0.02, 0.98)).collect();
        let customers: Vec<Vec<Claim>> = chances
            .iter()
            .enumerate()
            .map(|(i, chance)| claims(3 + poisson([5.0, 18.0][i % 2], &mut rng) as usize, *chance, &mut rng))
            .collect();
        let (shown, later) = measured(&customers, &["transaction_count"], 2);
        let candidates = later.candidates(&shown.segments);
        let plan = propose(COUPONS, &candidates, &leaders(&candidates, later.p)).expect("a plan");
        let mut came = 0.0;
        for (label, coupons) in plan.coupons.iter().enumerate() {
            let ids = shown.features.customer_ids.iter().zip(&shown.segments.of_customer);
            let own =
                ids.filter(|(_, of)| **of == Some(label as u32)).map(|(id, _)| id.parse::<usize>().expect("a number"));
            let mut own: Vec<usize> = own.collect();
            own.shuffle(&mut rng);
            let given = own.iter().cycle().take(*coupons as usize);
            came += given.filter(|customer| rng.r#gen::<f64>() < chances[**customer]).count() as f64;
        }
        let [low, high] = plan.interval;
        held += usize::from((low..=high).contains(&came));
        sums = [sums[0] + low, sums[1] + came, sums[2] + high];
    }
    assert!(held * 10 >= RUNS * 8, "{held} of {RUNS}");
    assert!(sums[0] < sums[1] && sums[1] < sums[2], "{sums:?}");
}
