//! What `y` copies: the row at the cursor, with complete names and all columns whatever the size of the terminal.

use segscope::app::{Cmd, Panel, keymap, update};
use segscope::ui::copied;
use segscope::ui::theme::Theme;

use crate::support::{driven, focused, focused_then};

fn row(driver: &segscope::app::headless::Headless) -> Option<String> {
    copied::row(&driver.model, &Theme::dark())
}

#[test]
fn a_row_has_all_its_columns() {
    // Cairo: 353 customers, 3,477 claims, 1,892 burnt (tests/golden/sample.json has the same counts).
    for (columns, rows) in [(80, 24), (200, 50)] {
        let cities = row(&focused(Panel::CityTable, columns, rows)).expect("a row");
        let cells: Vec<&str> = cities.split('\t').collect();
        assert_eq!(&cells[..3], ["1", "1", "Cairo"], "{cities}");
        assert!(cells.contains(&"1,892"), "{cities}");
    }
    let giza = row(&focused_then(Panel::Cities, "j j", 80, 24)).expect("a bar");
    assert_eq!(giza.split('\t').next(), Some("Giza"), "{giza}");
    assert!(!giza.contains('█'));
    let customer = row(&driven("6 j j", 80, 24)).expect("a row");
    assert_eq!(customer.split('\t').next(), Some("3"), "{customer}");
    // A chart over time has no row in one line.
    assert_eq!(row(&driven("2", 120, 36)), None);
}

#[test]
fn the_keys_ask_for_both() {
    let mut model = driven("3", 120, 36).model;
    let mut press = |key: &str| update(&mut model, segscope::app::Msg::Key(keymap::parse(key).expect("a key")));
    assert!(matches!(press("y"), Some(Cmd::CopyRow)));
    assert!(matches!(press("Y"), Some(Cmd::CopyCommand)));
}
