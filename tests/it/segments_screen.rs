//! What there is to know of a segment: its profile, its name, advice, and what stays when K changes.

use segscope::app::{Overlay, Panel};
use segscope::ui::theme::{Glyphs, Theme};

use crate::support::{draw, draw_at, driven, sample, seen, text};

#[test]
fn a_segment_has_a_page_with_every_figure_and_the_rule_of_its_name() {
    let mut driver = driven("5 BTab i", 120, 36);
    let segmentation = driver.model.clusters.last().expect("segments").clone();
    for segment in &segmentation.segments.list {
        let drawn = seen(&driver);
        assert!(drawn.contains(&format!("{}: {} customers", segment.name, segment.customers)), "{drawn}");
        assert!(drawn.contains("Named for: ") && drawn.contains("index 100 is"), "{drawn}");
        // The most telling feature of this segment comes first.
        let telling = |effect: Option<f64>| effect.map_or(0.0, f64::abs);
        let profiles = segment.profile.iter().filter(|p| !p.code);
        let first = profiles.max_by(|a, b| telling(a.effect).total_cmp(&telling(b.effect))).expect("features");
        let title = segscope::wording::feature::title(&first.feature);
        let below = drawn.lines().skip_while(|line| !line.contains("│ feature ")).nth(1).expect("a row");
        assert!(below.contains(title), "{title}\n{drawn}");
        driver.press("Right").expect("a key");
    }
    driver.press("Left Left Down G g Escape").expect("keys");
    assert_eq!(driver.model.overlay, Overlay::None);
}

#[test]
fn profiles_begin_with_what_sets_segments_apart_and_say_each_thing_once() {
    let driver = sample(120, 36);
    let telling = driver.model.clusters.last().expect("segments").segments.telling_features();
    assert!(!telling.iter().any(|name| name.ends_with("_encoded")), "{telling:?}");
    // The share of open coupons is what the share of burnt ones leaves: it says nothing new.
    assert_eq!(telling.last(), Some(&"claimed_ratio"), "{telling:?}");
    assert!(telling[..4].contains(&"burnt_ratio") && telling[..4].contains(&"recency_days"), "{telling:?}");
}

#[test]
fn quartiles_stand_under_each_other() {
    let driver = driven("5 BTab v v v z", 200, 50);
    let drawn = seen(&driver);
    assert!(drawn.contains("the middle half of the customers"), "{drawn}");
    let rows: Vec<&str> = drawn.lines().filter(|line| line.contains("╋")).collect();
    assert_eq!(rows.len(), 5, "{drawn}");
    let starts = |row: &&str| row.chars().position(|c| "─━╋".contains(c) && c != '│');
    assert!(rows.windows(2).all(|pair| starts(&pair[0]) == starts(&pair[1])), "{drawn}");
}

#[test]
fn the_profiles_say_what_to_do_about_the_segment_under_the_cursor() {
    let mut driver = driven("5 BTab", 120, 36);
    assert!(seen(&driver).contains("1 reward: More claims than average"), "{}", seen(&driver));
    driver.press("Down").expect("a key");
    assert!(
        seen(&driver).contains("2 fewer, better targeted: More claims than average, but they burn less"),
        "{}",
        seen(&driver)
    );
}

#[test]
fn names_and_colours_stay_with_segments_that_stay() {
    let mut driver = sample(120, 36);
    driver.press("5 - - -").expect("keys");
    for _ in 0..6 {
        let before = driver.model.clusters.last().expect("segments").clone();
        driver.press("+").expect("a key");
        let after = driver.model.clusters.last().expect("segments");
        let labels = |s: &segscope::analysis::Segmentation, label| {
            let members = s.segments.of_customer.iter().enumerate().filter(move |(_, l)| **l == Some(label));
            members.map(|(customer, _)| customer).collect::<std::collections::HashSet<_>>()
        };
        for (old, segment) in before.segments.list.iter().enumerate() {
            let mine = labels(&before, old as u32);
            for (new, next) in after.segments.list.iter().enumerate() {
                let theirs = labels(after, new as u32);
                let (both, either) = (mine.intersection(&theirs).count(), mine.union(&theirs).count());
                if both * 10 >= either * 9 {
                    assert_eq!(segment.name, next.name, "K {}", after.clustering.k);
                    assert_eq!(before.colours[old], after.colours[new], "K {}", after.clustering.k);
                }
            }
        }
    }
}

#[test]
fn no_size_panics_and_ascii_is_ascii() {
    for keys in ["5 BTab i", "5 BTab v v v z", "5 BTab Space Down Space c", "b", "5 e"] {
        let driver = driven(keys, 120, 36);
        let ascii = Theme::dark().with_glyphs(Glyphs::Ascii);
        let drawn = text(&draw(&driver, &ascii));
        assert!(drawn.is_ascii(), "{drawn}");
        for columns in (0..=3).chain([20, 59, 60, 61, 80, 120, 300]) {
            for rows in (0..=3).chain([17, 18, 19, 24, 100]) {
                draw_at(&driver, &Theme::dark(), columns, rows);
            }
        }
    }
    assert_eq!(driven("5 BTab", 120, 36).model.focused(), Panel::Profiles);
}
