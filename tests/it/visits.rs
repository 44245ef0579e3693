//! Back and forward through screens, filters and K.

use segscope::app::headless::Headless;
use segscope::app::{Panel, Screen};

use crate::support::sample;

fn place(driver: &Headless) -> (Screen, String, usize) {
    let k = driver.model.clusters.last().expect("segments").clustering.k;
    (driver.model.screen, driver.model.dataset().expect("data").filter.to_string(), k)
}

#[test]
fn the_way_back_and_forward_has_screens_filters_and_k() {
    let mut driver = sample(120, 36);
    driver.press("C-o C-p").expect("keys");
    let overview = place(&driver);
    driver.press("3").expect("a key");
    let focused = driver.model.focused();
    assert_eq!(focused, Panel::CityTable);
    driver.press("Enter").expect("a key");
    let customers = place(&driver);
    assert_eq!((customers.0, customers.1.as_str()), (Screen::Customers, "city:Cairo"));
    driver.press("C-o").expect("a key");
    assert_eq!((driver.model.screen, driver.model.focused()), (Screen::Places, focused));
    assert!(driver.model.dataset().expect("data").filter.is_empty());
    driver.press("C-o").expect("a key");
    assert_eq!(place(&driver), overview);
    driver.press("C-p C-p").expect("keys");
    assert_eq!(place(&driver), customers);
    // Another K is no place of its own, and is there again on the way back.
    driver.press("5 + 1 -").expect("keys");
    let k = place(&driver).2;
    driver.press("C-o").expect("a key");
    assert_eq!((driver.model.screen, place(&driver).2), (Screen::Segments, k + 1));
    // Whoever goes elsewhere from there has no way forward.
    driver.press("2 C-p").expect("keys");
    assert_eq!(driver.model.screen, Screen::Usage);
}
