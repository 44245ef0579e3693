//! The screens of purchases: order lines with products, places, returns, coupons and times. The numbers are those of
//! `tests/fixtures/purchases/expected.py`.

use std::fmt::Write;
use std::path::PathBuf;
use std::sync::OnceLock;

use segscope::app::headless::Headless;
use segscope::app::{Msg, Panel, Screen, selectors};
use segscope::data::Kind;
use segscope::ui::theme::{Glyphs, Theme};
use segscope::wording::feature::title;

use crate::support::{draw_at, seen, settings, text, tools};

/// The dashboard on the orders, at rest, after some keys. It is read and clustered once for all tests.
fn orders(keys: &str, columns: u16, rows: u16) -> Headless {
    static ORDERS: OnceLock<Headless> = OnceLock::new();
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/purchases/orders.csv");
    let start = || {
        let mut settings = settings();
        "orders.csv".clone_into(&mut settings.source);
        Headless::start(settings, tools(vec![path]), (120, 36))
    };
    let mut driver = ORDERS.get_or_init(start).clone();
    driver.send(Msg::Resize(columns, rows));
    driver.press(keys).expect("known keys");
    driver
}

/// The keys from the screen of a panel to the panel.
fn to(panel: Panel) -> String {
    let driver = orders("", 120, 36);
    let there = |panel: &&Panel| selectors::has(&driver.model, **panel);
    let place = |screen: Screen| Some((screen, screen.panels().iter().filter(there).position(|own| *own == panel)?));
    let (screen, steps) = Screen::all().find_map(place).expect("the data has the panel");
    format!("{}{}", screen.number(), " Tab".repeat(steps))
}

#[test]
fn every_screen_at_every_size() {
    let screens = ["overview", "sales", "products", "loyalty", "segments", "customers", "quality"];
    for (number, name) in (1..).zip(screens) {
        for (columns, rows) in [(80, 24), (120, 36), (200, 60)] {
            let mut drawn = seen(&orders(&number.to_string(), columns, rows));
            // The path of the file depends on the machine.
            drawn = drawn.lines().skip(1).collect::<Vec<_>>().join("\n");
            insta::assert_snapshot!(format!("purchases_{name}_{columns}x{rows}"), drawn);
        }
    }
}

#[test]
fn tabs_and_keys_are_those_of_orders() {
    let driver = orders("", 120, 36);
    let drawn = seen(&driver);
    assert!(drawn.contains("2 Sales  3 Products and places  4 Loyalty"), "{drawn}");
    assert!(!drawn.contains("budget"), "{drawn}");
    let help = text(&draw_at(&orders("?", 120, 100), &Theme::dark(), 120, 100));
    assert!(!help.contains("budget") && !help.contains("claim"), "{help}");
    assert_eq!(orders("b", 120, 36).model.overlay, driver.model.overlay);
}

#[test]
fn the_overview_has_the_key_figures_and_the_top_of_each_list() {
    let drawn = seen(&orders("", 200, 60));
    for words in [
        "$58,410",
        "17 returns, -$2.9k",
        "$25,937",
        "$7,191",
        "Customers by gender",
        "Customers by channel",
        "Revenue by city",
        "Top products by revenue",
    ] {
        assert!(drawn.contains(words), "{words} {drawn}");
    }
    let branches = seen(&orders(&format!("{} v", to(Panel::Branches)), 200, 60));
    assert!(branches.contains("Top branches by revenue"), "{branches}");
}

#[test]
fn sales_are_shown_one_measure_at_a_time() {
    let at_june = "2025-06: 23 orders, $2,839, average $123.44";
    let drawn = seen(&orders("2", 200, 60));
    assert!(drawn.contains(at_june) && drawn.contains("Orders per month"), "{drawn}");
    let titles =
        ["Revenue per month", "Average order per month", "Returns per month", "Orders with a coupon per month"];
    for (views, title) in (1..).zip(titles) {
        let drawn = seen(&orders(&format!("2{}", " v".repeat(views)), 200, 60));
        assert!(drawn.contains(title) && drawn.contains(at_june), "{title} {drawn}");
    }
    let sums = seen(&orders("2 V", 200, 60));
    assert!(sums.contains("All revenue so far"), "{sums}");
}

/// Axes of amounts have the currency at each value.
#[test]
fn the_axis_of_revenue_has_its_currency() {
    let drawn = seen(&orders("2 v", 120, 36));
    let ticks: Vec<&str> = drawn.lines().filter_map(|line| line.split_once('┤')).map(|(before, _)| before).collect();
    assert!(ticks.len() > 2 && ticks.iter().all(|tick| tick.contains('$')), "{drawn}");
    let counts = seen(&orders("2", 120, 36));
    assert!(!counts.lines().any(|line| line.split_once('┤').is_some_and(|(tick, _)| tick.contains('$'))), "{counts}");
}

/// On a small screen the text about a segment scrolls away, so that each of its features can be read.
#[test]
fn the_page_of_a_segment_shows_every_feature_on_a_small_screen() {
    let mut driver = orders(&format!("{} i", to(Panel::Profiles)), 80, 24);
    let segments = driver.model.clusters.last().expect("segments").segments.clone();
    let mut missing: Vec<&str> = segments.telling_features().into_iter().map(title).collect();
    assert!(seen(&driver).contains("Named for"), "{}", seen(&driver));
    for _ in 0..60 {
        let drawn = seen(&driver);
        missing.retain(|title| !drawn.lines().any(|line| line.starts_with(&format!("│ {title} "))));
        driver.press("Down").expect("a key");
    }
    assert!(missing.is_empty(), "{missing:?}\n{}", seen(&driver));
}

/// Differences of amounts have their sign and currency, and so have the ends of their intervals.
#[test]
fn differences_of_amounts_have_a_sign_and_a_currency() {
    let drawn = seen(&orders(&format!("{} c", to(Panel::Profiles)), 120, 36));
    let spend = drawn.lines().find(|line| line.contains("│ spend ")).expect("the feature");
    let note = spend.split_whitespace().find(|word| word.starts_with("+$") || word.starts_with("-$"));
    assert!(note.is_some() && spend.matches('$').count() == 5, "{spend}");
}

#[test]
fn coupons_of_orders_are_compared_and_opened() {
    let mut driver = orders(&to(Panel::Coupons), 200, 60);
    let drawn = seen(&driver);
    assert!(drawn.contains("60 of 439 orders, 13.7%"), "{drawn}");
    assert!(
        drawn.contains("Average order $148.29 with, $138.31 without") && drawn.contains("clear difference"),
        "{drawn}"
    );
    driver.press("Enter").expect("a key");
    assert_eq!(driver.model.filter.to_string(), "coupon:SPRING10");
    assert_eq!(driver.model.shown().expect("data").summary.kpis.transactions, 26);
}

#[test]
fn products_are_sorted_marked_and_opened() {
    let mut driver = orders("3", 200, 60);
    let drawn = seen(&driver);
    assert!(drawn.contains("10 make 80% of the revenue"), "{drawn}");
    let first = drawn.lines().find(|line| line.contains("Classic Tea")).expect("the top product");
    for number in ["46", "81", "$7,191", "11.7% ●", "52%"] {
        assert!(first.contains(number), "{number}: {first}");
    }
    driver.press("Enter").expect("a key");
    assert_eq!(driver.model.filter.to_string(), "product:\"Classic Tea\"");
    assert_eq!(driver.model.shown().expect("data").summary.kpis.transactions, 81);
    driver.press("Escape Left s").expect("known keys");
    let by_orders = seen(&driver);
    let first = by_orders.lines().find(|line| line.contains(" 1  ")).expect("a first row");
    assert!(first.contains("Classic Lamp"), "{first}");
}

#[test]
fn a_cell_of_product_and_month_opens_its_orders() {
    let mut driver = orders(&to(Panel::PlaceMonths), 200, 60);
    let drawn = seen(&driver);
    assert!(drawn.contains("Classic Tea 2025-06: 5 orders, $412.20"), "{drawn}");
    driver.press("Enter").expect("a key");
    assert_eq!(driver.model.shown().expect("data").summary.kpis.transactions, 5);
    let cities = seen(&orders(&format!("{} v v", to(Panel::PlaceMonths)), 200, 60));
    assert!(cities.contains("Orders by city and month"), "{cities}");
}

#[test]
fn an_hour_of_a_weekday_opens_its_orders() {
    let mut driver = orders(&format!("{} Left Left Left Left Left", to(Panel::Weekdays)), 200, 60);
    let drawn = seen(&driver);
    assert!(drawn.contains("Mon 18:00: 7"), "{drawn}");
    driver.press("Enter").expect("a key");
    assert_eq!(driver.model.filter.to_string(), "weekday:Mon hour:18");
    assert_eq!(driver.model.shown().expect("data").summary.kpis.transactions, 7);
}

#[test]
fn revenue_has_a_lorenz_curve_and_scores_have_limits() {
    let concentration =
        orders("", 120, 36).model.shown().expect("data").summary.concentration.clone().expect("revenue");
    assert_eq!((concentration.customers, concentration.contributors), (80, 79));
    assert!((concentration.total - 58_409.91).abs() < 1e-6, "{}", concentration.total);
    assert!((concentration.top_share() - 0.434_933_044_752_166).abs() < 1e-12);
    assert!((concentration.gini - 0.431_056_876_735_471).abs() < 1e-12);
    let drawn = seen(&orders("4", 200, 60));
    for words in
        ["Lorenz curve of revenue", "the 20% of customers who spend most make 43.5%", "M is revenue", "M1 to M5: ≤$"]
    {
        assert!(drawn.contains(words), "{words} {drawn}");
    }
}

#[test]
fn a_customer_has_orders_with_amounts_on_a_time_line() {
    let drawn = seen(&orders("6 Enter", 120, 36));
    assert!(drawn.contains("7 orders, $845.78 in all, $120.83 on average"), "{drawn}");
    let first = drawn.lines().find(|line| line.contains("2024-01-23")).expect("the first order");
    assert!(first.contains("$231.20") && first.contains('◆') && first.contains("Winter Book, Classic Tea"), "{drawn}");
}

#[test]
fn ascii_screens_are_drawn_at_any_size() {
    for number in 1..=7 {
        let driver = orders(&number.to_string(), 80, 24);
        for (columns, rows) in [(60, 18), (200, 60)] {
            let drawn = text(&draw_at(&driver, &Theme::dark().with_glyphs(Glyphs::Ascii), columns, rows));
            assert!(drawn.contains("Sales"), "{drawn}");
        }
    }
    assert_eq!(selectors::kind(&orders("", 80, 24).model), Kind::Purchases);
}

/// Everyone buys tea again, and nobody a mug: the products that the words name have the marks.
#[test]
fn products_that_stand_out_are_marked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("orders.csv");
    let mut csv = "order_id,customer_id,order_date,product,quantity,unit_price\n".to_owned();
    for (order, product) in ["Tea", "Tea", "Mug", "Cup"].into_iter().enumerate() {
        for customer in 0..60 {
            let (day, price) = (1 + (customer + order) % 28, 5 + order);
            let month = 1 + order;
            let _ = writeln!(csv, "{order}-{customer},c{customer},2024-0{month}-{day:02},{product},1,{price}");
        }
    }
    std::fs::write(&path, csv).expect("a file");
    let mut driver = Headless::start(settings(), tools(vec![path]), (160, 40));
    driver.press("3").expect("a key");
    let drawn = seen(&driver);
    let row = drawn.lines().find(|line| line.contains(" Tea ") && line.contains('%')).unwrap_or_default();
    assert!(row.contains('▲'), "{drawn}");
}
