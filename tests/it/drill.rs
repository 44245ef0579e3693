//! From anything on a screen to the customers behind it and back: the filter, the list, one customer.

use segscope::app::headless::Headless;
use segscope::app::{Overlay, Panel, Screen, keymap, selectors};
use segscope::data::Kind;
use segscope::measures::Summary;
use segscope::ui::theme::{Glyphs, Theme};

use crate::support::{draw, draw_at, driven, focused, focused_then, keys_to, seen, text};

fn listed(driver: &Headless) -> Vec<usize> {
    (0..selectors::rows(&driver.model, Panel::Customers))
        .map(|place| selectors::listed(&driver.model, place).expect("a customer"))
        .collect()
}

#[test]
fn enter_opens_the_customers_that_the_row_counts_and_esc_goes_back_to_it() {
    // Keys to a row, and how many customers it says it has.
    type Says = fn(&Summary) -> Option<u64>;
    let cases: [(Panel, &str, Says, &str); 8] = [
        (Panel::Genders, "Down", |s| s.genders.get(1).map(|g| g.customers), "gender:"),
        (Panel::CityTable, "Down Down", |s| s.cities.get(2).map(|c| c.customers), "city:"),
        (Panel::Cities, "", |s| s.cities.iter().map(|c| c.customers).max(), "city:"),
        (Panel::BranchTable, "Down", |_| None, "branch:"),
        (Panel::Merchants, "", |_| None, "merchant:"),
        (Panel::Periods, "Down", |_| None, "date:"),
        (Panel::Frequency, "Down Down Down", |s| s.frequency.get(3).map(|f| f.1), "shown.transaction_count:"),
        (Panel::Frequency, "", |s| s.frequency.first().map(|f| f.1), "shown.transaction_count:0"),
    ];
    for (panel, keys, says, condition) in cases {
        let mut driver = focused_then(panel, keys, 120, 36);
        let all = driver.model.dataset().expect("data").summary.clone();
        let (screen, row) = (driver.model.screen, selectors::cursor(&driver.model, panel));
        driver.press("Enter").expect("a key");
        assert_eq!(driver.model.screen, Screen::Customers, "{panel:?}");
        let filter = driver.model.filter.to_string();
        assert!(filter.starts_with(condition), "{panel:?}: {filter}");
        let shown = driver.model.shown().expect("data").summary.kpis.customers;
        assert_eq!(listed(&driver).len() as u64, shown, "{panel:?}");
        if let Some(customers) = says(&all) {
            assert_eq!(shown, customers, "{panel:?}");
        }
        let drawn = seen(&driver);
        assert!(drawn.contains(&format!("{} › {filter}", screen.titles(Kind::Coupons).0)), "{drawn}");
        driver.press("Escape").expect("a key");
        let now = driver.model.focused();
        assert_eq!(
            (driver.model.screen, now, selectors::cursor(&driver.model, now)),
            (screen, panel, row),
            "{panel:?}"
        );
        assert_eq!(driver.model.shown().expect("data").summary, all, "{panel:?}");
    }
}

#[test]
fn segments_are_opened_without_clustering_again() {
    for (panel, keys) in [(Panel::SegmentTable, "Down"), (Panel::Profiles, "Down"), (Panel::Silhouettes, "v Down")] {
        let mut driver = focused_then(panel, keys, 120, 36);
        let before = driver.model.clusters.last().expect("segments").clone();
        driver.press("Enter").expect("a key");
        let segment = &before.segments.list[1];
        assert_eq!(listed(&driver).len() as u64, segment.customers, "{panel:?}");
        assert!(std::sync::Arc::ptr_eq(&before, driver.model.clusters.last().expect("segments")));
        assert!(seen(&driver).contains(&segment.name));
    }
}

#[test]
fn a_step_down_keeps_the_filter_and_each_esc_undoes_one_step() {
    // A filter typed first, then down through a city, then a gender.
    let mut driver = driven("/", 120, 36);
    for c in "burnt_count>=3".chars() {
        driver.press(&c.to_string()).expect("a key");
    }
    driver.press(&format!("Enter 3 Enter {} Enter", keys_to(Panel::Genders))).expect("keys");
    let conditions: Vec<String> = driver.model.filter.conditions.iter().map(ToString::to_string).collect();
    assert_eq!(conditions.len(), 3, "{conditions:?}");
    assert!(conditions[0] == "burnt_count>=3" && conditions[1].starts_with("city:"), "{conditions:?}");
    let crumbs = format!("Places › {} › Overview › {}", conditions[1], conditions[2]);
    assert!(seen(&driver).contains(&crumbs), "{crumbs}\n{}", seen(&driver));
    driver.press("Escape").expect("a key");
    assert_eq!((driver.model.screen, driver.model.filter.conditions.len()), (Screen::Overview, 2));
    driver.press("6 Escape").expect("keys");
    assert_eq!((driver.model.screen, driver.model.filter.to_string().as_str()), (Screen::Places, "burnt_count>=3"));
    driver.press("Escape").expect("a key");
    assert!(driver.model.filter.is_empty() && driver.model.trail.is_empty());
}

#[test]
fn a_filter_typed_on_the_way_is_undone_before_the_way() {
    let mut driver = driven("3 Enter /", 120, 36);
    for c in "transaction_count>=2".chars() {
        driver.press(&c.to_string()).expect("a key");
    }
    driver.press("Enter Escape").expect("keys");
    assert_eq!((driver.model.screen, driver.model.filter.conditions.len()), (Screen::Customers, 1));
    driver.press("Escape").expect("a key");
    assert_eq!((driver.model.screen, driver.model.filter.is_empty()), (Screen::Places, true));
    // What no longer holds of the way is forgotten: the filter is cleared, and there is nowhere to go back to.
    driver.press("Enter / C-u Enter").expect("keys");
    assert!(driver.model.trail.is_empty() && driver.model.filter.is_empty());
    driver.press("Escape").expect("a key");
    assert_eq!(driver.model.screen, Screen::Customers);
}

#[test]
fn the_list_is_sorted_by_the_column_of_the_cursor() {
    let mut driver = driven("6 Right Right Right s", 120, 36);
    let features = driver.model.dataset().expect("data").features.clone();
    let claims = |driver: &Headless| -> Vec<f64> {
        let column = &features.get("transaction_count").expect("a feature").values;
        listed(driver).into_iter().map(|customer| column[customer]).collect()
    };
    assert!(claims(&driver).is_sorted_by(|a, b| a >= b) && listed(&driver).len() == features.len());
    assert!(seen(&driver).contains("claims↓"), "{}", seen(&driver));
    driver.press("s").expect("a key");
    assert!(claims(&driver).is_sorted());
    assert!(seen(&driver).contains("claims↑"));
    // The order stays when segments are narrowed and K changes.
    driver.press(&format!("{} Enter", keys_to(Panel::SegmentTable))).expect("keys");
    assert!(claims(&driver).is_sorted() && listed(&driver).len() < features.len());
    driver.press("6 Left Left s +").expect("keys");
    let labels = &driver.model.clusters.last().expect("segments").segments.of_customer;
    assert!(listed(&driver).into_iter().map(|c| labels[c].map_or(u32::MAX, |l| l)).is_sorted());
}

#[test]
fn columns_are_hidden_and_shown_again() {
    let mut driver = driven("6 o", 120, 36);
    assert!(seen(&driver).contains("[x] silhouette"), "{}", seen(&driver));
    driver.press("Down Down Space Enter").expect("keys");
    assert!(!seen(&driver).contains("silhouette"), "{}", seen(&driver));
    driver.press("o Down Down Space Up Up Space Enter").expect("keys");
    assert!(seen(&driver).contains("silhouette") && seen(&driver).contains(" id "), "{}", seen(&driver));
    driver.press("o Down Space Escape").expect("keys");
    assert!(seen(&driver).contains("segment "), "esc takes nothing");
    // Every column can be brought into sight.
    let all = selectors::listed_by(&driver.model);
    for attribute in &all {
        let drawn = seen(&driver);
        let title = match attribute {
            segscope::analysis::Attribute::Feature(name) => segscope::wording::feature::title(name).to_owned(),
            other => format!("{other:?}").to_lowercase(),
        };
        assert!(drawn.contains(&title), "{title}\n{drawn}");
        driver.press("Right").expect("a key");
    }
}

#[test]
fn search_goes_to_the_rows_that_hold_the_words() {
    let mut driver = driven("6 \\ 1 9 9 9 Enter", 120, 36);
    let features = driver.model.dataset().expect("data").features.clone();
    let id = |driver: &Headless| {
        let place = selectors::cursor(&driver.model, Panel::Customers);
        features.customer_ids.text(selectors::listed(&driver.model, place).expect("a customer")).into_owned()
    };
    assert_eq!(id(&driver), "1999");
    driver.press("\\ C-u A l e x Enter").expect("keys");
    let city = |driver: &Headless| {
        let customer =
            selectors::listed(&driver.model, selectors::cursor(&driver.model, Panel::Customers)).expect("a customer");
        features.city[customer].map(|code| features.city_names[code as usize].clone())
    };
    assert_eq!(city(&driver).as_deref(), Some("Alexandria"));
    let first = id(&driver);
    driver.press("n").expect("a key");
    assert!(id(&driver) != first && city(&driver).as_deref() == Some("Alexandria"));
    driver.press("N").expect("a key");
    assert_eq!(id(&driver), first);
    driver.press("\\ C-u q z q z Enter").expect("keys");
    assert_eq!((driver.model.notice.as_deref(), id(&driver)), (Some("nothing here contains qzqz"), first));
    // Letters that are keys elsewhere are text here, and esc takes nothing.
    driver.press("\\ q Escape").expect("keys");
    assert!(!driver.model.quit && driver.model.sought == "qzqz");
    driver.press("3 \\ C-u g i z a Enter").expect("keys");
    let row = selectors::cursor(&driver.model, Panel::CityTable);
    assert_eq!(driver.model.dataset().expect("data").summary.cities[row].name, "Giza");
}

#[test]
fn one_customer_has_a_page() {
    let mut driver = driven("6 Right Right Right s Enter", 120, 36);
    let drawn = seen(&driver);
    let dataset = driver.model.dataset().expect("data").clone();
    let customer = selectors::listed(&driver.model, 0).expect("a customer");
    let claims = dataset.features.get("transaction_count").expect("a feature").values[customer];
    assert!(drawn.contains(&format!("Customer {}", dataset.features.customer_ids.text(customer))), "{drawn}");
    assert!(drawn.contains(&format!("{claims} claims")) && drawn.contains("silhouette"), "{drawn}");
    assert!(drawn.contains("burn rate") && drawn.contains("from those of"), "{drawn}");
    let Overlay::Customer(page) = &driver.model.overlay else { panic!("the page is open") };
    assert_eq!(page.coupons(), claims as usize);
    driver.press("G Right").expect("keys");
    let next = selectors::listed(&driver.model, 1).expect("a customer");
    assert!(seen(&driver).contains(&format!("Customer {}", dataset.features.customer_ids.text(next))));
    driver.press("Left Left Escape").expect("keys");
    assert!(driver.model.overlay == Overlay::None && selectors::cursor(&driver.model, Panel::Customers) == 0);
    // One who never claimed.
    driver.press("s Enter").expect("keys");
    assert!(seen(&driver).contains("0 claims") && seen(&driver).contains("no coupons"), "{}", seen(&driver));
}

#[test]
fn no_size_panics_and_ascii_is_ascii() {
    for keys in ["3 Enter", "6 o Down", "6 \\ a", "6 Right Right Right s Enter", "6 Right Right Right s s Enter"] {
        let driver = driven(keys, 120, 36);
        let ascii = Theme::dark().with_glyphs(Glyphs::Ascii);
        let drawn = text(&draw(&driver, &ascii));
        // A merchant of the sample is a café.
        assert!(drawn.replace('é', "e").is_ascii(), "{drawn}");
        for columns in (0..=3).chain([20, 59, 60, 61, 80, 149, 150, 300]) {
            for rows in (0..=3).chain([17, 18, 19, 24, 100]) {
                draw_at(&driver, &Theme::dark(), columns, rows);
            }
        }
    }
}

#[test]
fn enter_is_offered_only_where_it_opens_something() {
    use Panel::{CityTable, CohortCurve, Customers, DaysToBurn, Retention, Rfm, Timeline};
    let opens = |driver: Headless| {
        keymap::bindings(&driver.model).iter().any(|b| b.footer == Some("open") && (b.live.holds)(&driver.model))
    };
    for panel in [CityTable, Customers, Retention, CohortCurve, Rfm, Timeline] {
        assert!(opens(focused(panel, 120, 36)), "{panel:?}");
    }
    assert!(opens(driven("5 Right", 120, 36)), "a customer under the cursor");
    assert!(!opens(driven("5", 120, 36)) && !opens(focused(DaysToBurn, 120, 36)));
}

#[test]
fn enter_opens_all_marked_segments() {
    let mut driver = focused_then(Panel::Profiles, "Space Down Space Down", 120, 36);
    let list = &driver.model.clusters.last().expect("segments").segments.list;
    let (expected, names) = (list[0].customers + list[1].customers, [list[0].name.clone(), list[1].name.clone()]);
    driver.press("Enter").expect("a key");
    assert_eq!(listed(&driver).len() as u64, expected);
    assert!(
        names.iter().all(|name| driver.model.filter.to_string().contains(name.as_str())),
        "{}",
        driver.model.filter
    );
}
