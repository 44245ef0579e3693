//! What is written beside the code stays true: the README's table of keys, the screenshots, the sample data.

use std::fs;
use std::path::Path;

use segscope::app::keymap;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The pictures in `screenshots/`: name, size, keys.
const SCREENSHOTS: &[(&str, &str, &str)] = &[
    ("overview-120x36.svg", "120x36", ""),
    ("overview-80x24.svg", "80x24", ""),
    ("segments-120x36.svg", "120x36", "5"),
    ("segments-80x24.svg", "80x24", "5"),
    ("usage-120x36.svg", "120x36", "2"),
    ("places-120x36.svg", "120x36", "3"),
    ("loyalty-120x36.svg", "120x36", "4"),
    ("customer-120x36.svg", "120x36", "6 Right Right Right s Enter"),
    ("budget-120x36.svg", "120x36", "b"),
    ("compare-120x36.svg", "120x36", "5 BTab Space Down Space c"),
    ("filter-120x36.svg", "120x36", "/ b u r n t _ c o u n t > = 3 Enter / c i t y : C"),
];

#[test]
fn the_readme_has_the_table_of_keys() {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).expect("a README");
    let table = keymap::markdown();
    assert!(readme.contains(&table), "README.md lacks the current table of keys:\n\n{table}");
}

#[test]
fn the_readme_shows_every_screenshot() {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).expect("a README");
    for (name, ..) in SCREENSHOTS {
        assert!(readme.contains(&format!("screenshots/{name}")), "{name}");
    }
}

#[test]
fn no_screenshot_is_stale() {
    let mut stale = Vec::new();
    for (name, size, keys) in SCREENSHOTS {
        let output = crate::support::program()
            .args(["screenshot", "--theme", "dark", "--size", size, "--keys", keys])
            .output()
            .expect("the program runs");
        let kept = fs::read(Path::new(ROOT).join("screenshots").join(name)).unwrap_or_default();
        if kept != output.stdout {
            stale.push(format!(
                "segscope screenshot --theme dark --size {size} --keys '{keys}' --output screenshots/{name}"
            ));
        }
    }
    assert!(stale.is_empty(), "stale screenshots; look at the new ones, made by\n{}", stale.join("\n"));
}

#[test]
fn the_readme_has_the_definitions() {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).expect("a README");
    let list = segscope::ui::definitions::markdown();
    assert!(readme.contains(&list), "README.md lacks the current definitions:\n\n{list}");
}
