//! The scatter: looked at from nearer, moved, turned; its cursor opens customers, and so does a silhouette.

use segscope::app::headless::Headless;
use segscope::app::state::camera::GRID;
use segscope::app::{Directions, Panel, ScatterView, Screen, selectors};
use segscope::ui::theme::{Glyphs, Theme};

use crate::support::{draw, draw_at, driven, focused_then, keys_to, sample, seen, snapshot, text};

#[test]
fn nearer_with_a_cursor_turned_and_opened() {
    for (name, keys) in [
        ("near", "5 > > H K".to_owned()),
        ("cursor", "5 > > Right Right".to_owned()),
        ("turned", "5 v L J Right".to_owned()),
        ("opened", "5 Right Enter Down".to_owned()),
        ("misfits", keys_to(Panel::Silhouettes) + " Down Enter"),
    ] {
        for (columns, rows) in [(80, 24), (120, 36)] {
            let driver = driven(&keys, columns, rows);
            insta::assert_snapshot!(
                format!("scatter_{name}_{columns}x{rows}"),
                snapshot(&draw(&driver, &Theme::dark()))
            );
        }
    }
}

/// The customers that are listed, by row.
fn listed(driver: &Headless) -> Vec<usize> {
    (0..selectors::rows(&driver.model, Panel::Customers))
        .map(|place| selectors::listed(&driver.model, place).expect("a customer"))
        .collect()
}

#[test]
fn what_is_opened_is_what_is_drawn_in_the_box() {
    for keys in ["5 Right", "5 x Right > > Left", "5 x x Down", "5 > > > H J Down", "5 v L K Right Right > >"] {
        let mut driver = driven(keys, 120, 36);
        let cell = driver.model.camera.cursor.expect("the arrows bring up the cursor");
        let scene = ScatterView::new(&driver.model).expect("segments");
        let box_of_data = scene.stretch(cell);
        let matrix = &scene.segmentation.prepared.matrix;
        let inside = |row: u32| {
            let (x, y) = scene.position(row as usize);
            (box_of_data.x[0]..=box_of_data.x[1]).contains(&x) && (box_of_data.y[0]..=box_of_data.y[1]).contains(&y)
        };
        let drawn: Vec<usize> = (0..)
            .zip(&matrix.row_of)
            .filter(|(_, row)| row.is_some_and(inside))
            .map(|(customer, _)| customer)
            .collect();
        let all: usize =
            (0..GRID.0).flat_map(|x| (0..GRID.1).map(move |y| (x, y))).map(|c| scene.members(c).len()).sum();
        let in_view = (0..scene.rows()).filter(|row| scene.tile(*row).is_some());
        assert_eq!(all, in_view.map(|row| matrix.weights[row] as usize).sum::<usize>(), "each is in one box");
        let segments = driver.model.clusters.last().expect("segments").clone();
        driver.press("Enter").expect("a key");
        if drawn.is_empty() {
            assert!(driver.model.notice.is_some(), "{keys}");
            continue;
        }
        assert_eq!(listed(&driver), drawn, "{keys}: {}", driver.model.filter);
        let now = driver.model.clusters.last().expect("segments");
        assert!(std::sync::Arc::ptr_eq(&segments, now), "nothing is clustered anew");
        // The filter is text that means the same.
        let text = driver.model.filter.to_string();
        assert_eq!(segscope::data::filter::Filter::parse(&text).expect("a filter"), driver.model.filter);
        driver.press("Escape").expect("a key");
        assert_eq!((driver.model.screen, driver.model.camera.cursor), (Screen::Segments, Some(cell)), "{keys}");
        assert!(driver.model.filter.is_empty());
    }
}

#[test]
fn turning_keeps_every_row_in_view_and_at_its_distance() {
    let mut driver = driven("5 v", 120, 36);
    for key in "H J J L L L K H J J J J J".split(' ') {
        driver.press(key).expect("a key");
        let scene = ScatterView::new(&driver.model).expect("segments");
        assert!(matches!(scene.directions, Directions::Turned(_)));
        let points = &scene.segmentation.prepared.projection.points;
        for row in 0..scene.rows() {
            let (x, y) = scene.position(row);
            let turned = x * x + y * y + scene.nearness(row).powi(2);
            let length: f64 = (0..3).map(|c| points[[row, c]].powi(2)).sum();
            assert!((turned - length).abs() < 1e-9 && scene.tile(row).is_some());
        }
    }
}

#[test]
fn the_first_arrow_shows_the_box_with_the_most_customers() {
    let driver = driven("5 Left", 120, 36);
    let scene = ScatterView::new(&driver.model).expect("segments");
    let most = (0..GRID.0).flat_map(|x| (0..GRID.1).map(move |y| (x, y))).map(|c| scene.members(c).len()).max();
    let shown = scene.members(driver.model.camera.cursor.expect("a cursor")).len();
    assert_eq!(Some(shown), most);
    assert!(seen(&driver).contains(&format!("{shown} customers here")), "{}", seen(&driver));
}

#[test]
fn escape_hides_the_cursor_then_looks_at_everything_then_undoes_the_rest() {
    let mut driver = driven("5 z > > L Down", 120, 36);
    driver.press("Escape").expect("a key");
    assert!(driver.model.camera.cursor.is_none() && !driver.model.camera.is_home());
    driver.press("Escape").expect("a key");
    assert!(driver.model.camera.is_home() && driver.model.maximised);
    driver.press("Escape").expect("a key");
    assert!(!driver.model.maximised);
}

#[test]
fn other_k_are_looked_at_the_same_way_and_other_features_again() {
    let mut driver = driven("5 > > L Down", 120, 36);
    let looked = driver.model.camera;
    driver.model.choice.k_max = 4;
    driver.press("+ -").expect("keys");
    assert_eq!(driver.model.camera, looked);
    driver.press("r").expect("a key");
    assert_eq!(driver.model.camera, looked, "another seed, the same matrix");
    for other in ["S", "x", "v"] {
        let mut driver = driver.clone();
        driver.press(other).expect("keys");
        assert!(driver.model.camera.is_home() && driver.model.camera.cursor.is_none(), "{other}");
    }
}

#[test]
fn misfits_are_the_lowest_silhouettes_of_the_segment() {
    for segment in 0..5 {
        let driver = focused_then(Panel::Silhouettes, &format!("{} Enter", "Down ".repeat(segment)), 120, 36);
        let open = driver.model.clusters.last().expect("segments");
        let (matrix, rows) = (&open.prepared.matrix, &open.clustering.silhouette);
        let silhouette = |customer: usize| {
            rows.as_ref().expect("silhouettes").rows[matrix.row_of[customer].expect("clustered") as usize]
        };
        let listed: Vec<f64> = listed(&driver).into_iter().map(silhouette).collect();
        let of = &open.segments.of_customer;
        let mut all: Vec<f64> =
            (0..).zip(of).filter(|(_, l)| **l == Some(segment as u32)).map(|(c, _)| silhouette(c)).collect();
        all.sort_by(f64::total_cmp);
        let below = all.iter().filter(|s| **s < 0.0).count();
        assert!(listed.is_sorted(), "the worst first");
        assert!(listed.len() >= below.max(20) && (below < 20 || listed.len() == below), "{below} {}", listed.len());
        assert_eq!(all[..listed.len()], listed);
    }
}

#[test]
fn a_mixture_tells_the_next_best_segment() {
    let mut driver = sample(120, 36);
    (driver.model.choice.method.algorithm, driver.model.choice.k_max) = (segscope::cluster::Algorithm::Gmm, 3);
    driver.model.choice.method.restarts = 1;
    driver.press("S 5 Right Enter").expect("keys");
    assert!(seen(&driver).contains("next best"), "{}", seen(&driver));
    driver.press("Enter").expect("a key");
    assert!(seen(&driver).contains("from those of"), "{}", seen(&driver));
}

#[test]
fn two_features_have_no_third_dimension() {
    let mut driver = sample(120, 36);
    driver.model.choice.k_max = 3;
    driver.model.choice.features = vec!["transaction_count".to_owned(), "recency_days".to_owned()];
    driver.press("r 5 v").expect("keys");
    assert!(seen(&driver).contains("3-D needs three features that vary; this is 2-D"), "{}", seen(&driver));
    assert!(matches!(ScatterView::new(&driver.model).expect("segments").directions, Directions::Flat(_)));
    driver.press("> L x Right").expect("keys");
    assert!(seen(&driver).contains("transaction_count") && seen(&driver).contains("here"), "{}", seen(&driver));
}

#[test]
fn keys_that_do_nothing_here_do_nothing() {
    let mut driver = driven("2 > L Right Enter 7 < H", 120, 36);
    assert!(driver.model.camera.is_home() && driver.model.camera.cursor.is_none());
    driver.press("5 L").expect("keys");
    assert!(driver.model.camera.is_home(), "everything is in view: there is nothing to move to");
}

#[test]
fn no_size_panics() {
    let misfits = keys_to(Panel::Silhouettes) + " Enter";
    for keys in ["5 > > L Right", "1 > Down", "5 v J Right >", "5 Right Enter G", &misfits, "5 v z Up"] {
        let driver = driven(keys, 120, 36);
        for theme in [Theme::dark(), Theme::mono(), Theme::dark().with_glyphs(Glyphs::Ascii)] {
            for columns in (0..=3).chain([20, 59, 60, 61, 80, 110, 300]) {
                for rows in (0..=3).chain([17, 18, 19, 24, 30, 100]) {
                    draw_at(&driver, &theme, columns, rows);
                }
            }
        }
    }
}

#[test]
fn ascii_draws_nothing_but_ascii() {
    let misfits = keys_to(Panel::Silhouettes) + " Enter";
    let theme = Theme::dark().with_glyphs(Glyphs::Ascii);
    for keys in ["5 > > L Right", "5 v J Right", "5 Right Enter", &misfits] {
        let text = text(&draw(&driven(keys, 120, 36), &theme));
        assert!(text.is_ascii(), "{text}");
    }
}
