//! Enter opens the customers behind every bar, row and cell of every panel, whatever the kind of data.

use segscope::app::headless::Headless;
use segscope::app::panel::Opens;
use segscope::app::{Overlay, Panel, Screen, selectors};
use segscope::data::{GenerateOptions, Kind, generate};

use crate::walk::opened;

/// Panels without a bar or cell that stands for customers: curves, gaps between the orders of a customer, and texts.
const OPENS_NOTHING: [Panel; 9] = [
    Panel::Trend,
    Panel::DaysToBurn,
    Panel::OrderGaps,
    Panel::Gaps,
    Panel::Recency,
    Panel::Tenure,
    Panel::Lorenz,
    Panel::Choosing,
    Panel::Examples,
];

/// Presses enter in the row of the cursor; says what is wrong if nothing opens.
fn wrong(driver: &Headless, place: &str) -> Option<String> {
    let panel = driver.model.focused();
    // Bars of nothing, and burns by day, which no filter asks for.
    let may_be_empty = [Panel::Periods, Panel::Timeline, Panel::Weekdays, Panel::Columns, Panel::OrderSizes];
    if may_be_empty.contains(&panel) && !selectors::drills(&driver.model) {
        return None;
    }
    let mut driver = driver.clone();
    let before = driver.model.filter.conditions.len();
    driver.press("Enter").expect("a key");
    let model = &driver.model;
    match panel.opens() {
        Opens::Nothing => (!OPENS_NOTHING.contains(&panel)).then(|| format!("{place}, {panel:?}: opens nothing")),
        Opens::Rows | Opens::Customer | Opens::Files => {
            (model.overlay == Overlay::None).then(|| format!("{place}, {panel:?}: no page"))
        }
        Opens::Scatter => (model.focused() != Panel::Scatter && model.notice.is_none())
            .then(|| format!("{place}, {panel:?}: no scatter plot")),
        Opens::Customers => {
            let is_open = model.screen == Screen::Customers && model.filter.conditions.len() > before;
            (!is_open && model.notice.is_none()).then(|| format!("{place}, {panel:?}: {}", model.filter))
        }
    }
}

#[test]
fn enter_opens_something_on_every_panel_of_the_three_kinds() {
    let mut opened_panels: Vec<Panel> = Vec::new();
    for kind in [Kind::Coupons, Kind::Purchases, Kind::Customers] {
        let folder = tempfile::tempdir().expect("a folder");
        let options =
            GenerateOptions { kind, customers: 200, transactions: 2000, products: 30, ..GenerateOptions::default() };
        generate(&options, folder.path(), false).expect("written");
        let mut driver = opened(vec![folder.path().to_owned()]);
        let mut errors = Vec::new();
        for screen in Screen::all() {
            driver.press(&screen.number().to_string()).expect("a key");
            for _ in 0..screen.panels().len() {
                for view in 0..3 {
                    let panel = driver.model.focused();
                    let place = format!("{kind:?} {} view {view}", screen.number());
                    if selectors::rows(&driver.model, panel) > 0 && !OPENS_NOTHING.contains(&panel) {
                        opened_panels.push(panel);
                        errors.extend(wrong(&driver, &place));
                        let mut below = driver.clone();
                        below.press("Down").expect("a key");
                        errors.extend(wrong(&below, &place));
                    }
                    driver.press("v").expect("a key");
                }
                driver.press("Tab").expect("a key");
            }
        }
        assert!(errors.is_empty(), "{}", errors.join("\n"));
    }
    for panel in [Panel::OrderSizes, Panel::Repeat, Panel::Products, Panel::Columns, Panel::Rfm, Panel::Weekdays] {
        assert!(opened_panels.contains(&panel), "{panel:?} was not seen");
    }
}

#[test]
fn the_bars_of_order_sizes_open_exactly_their_orders() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = GenerateOptions {
        kind: Kind::Purchases,
        customers: 200,
        transactions: 2000,
        products: 30,
        ..GenerateOptions::default()
    };
    generate(&options, folder.path(), false).expect("written");
    let mut driver = opened(vec![folder.path().to_owned()]);
    driver.press("2 Tab Tab").expect("keys");
    assert_eq!(driver.model.focused(), Panel::OrderSizes);
    for view in ["amount", "items"] {
        let summary = driver.model.shown().expect("data").summary.clone();
        let purchases = summary.purchases.as_ref().expect("orders");
        let sizes = if view == "amount" { &purchases.amounts } else { &purchases.pieces };
        let bars = sizes.as_ref().expect("sizes").orders.clone();
        assert!(bars.len() > 2 && bars.iter().sum::<u64>() <= summary.kpis.transactions);
        for orders in bars {
            let mut inside = driver.clone();
            inside.press("Enter").expect("a key");
            let found = inside.model.shown().expect("data").summary.kpis.transactions;
            let filter = inside.model.filter.to_string();
            assert!(orders == 0 || found == orders, "{filter}: {found} of {orders}");
            assert!(orders == 0 || filter.contains(&format!("order_{view}")), "{filter}");
            driver.press("Right").expect("a key");
        }
        driver.press("g v").expect("keys");
    }
}
