//! The state machine: what it asks for, what it drops.

use std::sync::Arc;

use segscope::analysis::{self, Dataset, refilter};
use segscope::app::headless::Headless;
use segscope::app::message::{FilterRequest, Outcome};
use segscope::app::state::job::Job;
use segscope::app::update::load::start_load;
use segscope::app::{ClusterState, Cmd, DataState, Model, Msg, Overlay, Panel, Screen, keymap, selectors, update};
use segscope::data::Facts;
use segscope::data::filter::Filter;
use segscope::progress::{Progress, Reading, Step};
use segscope::ui::theme::Theme;

use crate::support::{draw_at, focused, sample, settings, text};

fn press(model: &mut Model, key: &str) -> Option<Cmd> {
    update(model, Msg::Key(keymap::parse(key).expect("a key")))
}

#[test]
fn a_stale_result_is_dropped() {
    let driver = sample(120, 36);
    let mut model = driver.model.clone();
    let shown = model.clusters.last().expect("segments").clone();
    let Some(Cmd::Segment(first, _)) = press(&mut model, "+") else { panic!("+ asks for segments") };
    let Some(Cmd::Segment(second, _)) = press(&mut model, "+") else { panic!("+ asks for segments") };
    assert!(second > first);
    update(&mut model, Msg::Done(first, Outcome::Segmented(shown.clone())));
    assert!(matches!(model.clusters, ClusterState::Running(Some(_))), "the older result changes nothing");
    update(&mut model, Msg::Done(second, Outcome::Segmented(shown)));
    assert!(matches!(model.clusters, ClusterState::Ready(_)));
}

#[test]
fn a_new_sweep_makes_waiting_segments_stale() {
    let driver = sample(120, 36);
    let mut model = driver.model.clone();
    let shown = model.clusters.last().expect("segments").clone();
    let Some(Cmd::Segment(generation, _)) = press(&mut model, "+") else { panic!("+ asks for segments") };
    assert!(matches!(press(&mut model, "S"), Some(Cmd::Sweep(..))));
    update(&mut model, Msg::Done(generation, Outcome::Segmented(shown)));
    assert!(matches!(model.clusters, ClusterState::Running(_)));
}

#[test]
fn the_last_good_result_stays_while_the_next_is_computed_or_fails() {
    let driver = sample(120, 36);
    let mut model = driver.model.clone();
    let k = model.clusters.last().expect("segments").clustering.k;
    let Some(Cmd::Sweep(generation, ..)) = press(&mut model, "S") else { panic!("S sweeps anew") };
    assert_eq!(model.clusters.last().expect("the last result").clustering.k, k);
    update(&mut model, Msg::Done(generation, Outcome::Failed(Job::Sweep, "a mistake in segscope: unlucky".into())));
    assert_eq!(model.clusters.last().expect("the last result").clustering.k, k);
    let drawn = text(&draw_at(&sample_with(model), &Theme::dark(), 120, 36));
    assert!(
        drawn.contains("unlucky") && drawn.contains("Segments") && drawn.contains("Gender".to_lowercase().as_str()),
        "{drawn}"
    );
}

fn sample_with(model: Model) -> segscope::app::headless::Headless {
    let mut driver = sample(120, 36);
    driver.model = model;
    driver
}

#[test]
fn escape_stops_the_sweep_and_goes_back() {
    let driver = sample(120, 36);
    let mut model = driver.model.clone();
    let before = model.choice.clone();
    press(&mut model, "S");
    assert_ne!(model.choice, before);
    assert!(matches!(press(&mut model, "Escape"), Some(Cmd::Cancel(Job::Sweep))));
    assert_eq!(model.choice.scaling, before.scaling);
    assert!(matches!(model.clusters, ClusterState::Ready(_)));
    assert!(!model.busy());
}

#[test]
fn escape_goes_back_from_customers_that_are_still_clustered() {
    let mut driver = focused(Panel::Cities, 120, 36);
    let model = &mut driver.model;
    let Some(Cmd::Filter(generation, request)) = press(model, "Enter") else { panic!("enter opens a city") };
    let opened = Arc::new(refilter(&request.dataset, &request.filter, &Progress::new()).expect("a filter"));
    update(model, Msg::Done(generation, Outcome::Filtered(opened, None)));
    assert!(model.busy() && model.screen == Screen::Customers);
    // What the user asked for meanwhile is stopped first.
    let mut other = model.clone();
    press(&mut other, "S");
    assert!(matches!(press(&mut other, "Escape"), Some(Cmd::Cancel(Job::Sweep))));
    assert!(matches!(press(model, "Escape"), Some(Cmd::Filter(..))));
    assert_eq!((model.screen, model.filter.is_empty(), model.trail.len()), (Screen::Overview, true, 0));
}

#[test]
fn a_filter_of_data_that_was_read_again_is_not_shown() {
    let mut model = sample(120, 36).model;
    press(&mut model, "/");
    update(&mut model, Msg::Paste("city:Cairo".to_owned()));
    let Some(Cmd::Filter(filtering, request)) = press(&mut model, "Enter") else { panic!("enter filters") };
    let old = Arc::new(refilter(&request.dataset, &request.filter, &Progress::new()).expect("a filter"));
    // The files are read again with the filter, and are there before what was filtered.
    let Cmd::Load(reading, _) = start_load(&mut model) else { panic!("a load") };
    let facts = Arc::new(Facts::clone(&old.facts));
    let new = Arc::new(Dataset { facts: Arc::clone(&facts), ..Dataset::clone(&old) });
    update(&mut model, Msg::Done(reading, Outcome::Loaded(new)));
    assert!(update(&mut model, Msg::Done(filtering, Outcome::Filtered(old, None))).is_none());
    assert!(model.dataset().is_some_and(|shown| Arc::ptr_eq(&shown.facts, &facts)));
    assert_eq!(model.overlay, Overlay::None, "the prompt does not wait for it");
}

#[test]
fn escape_undoes_one_step_at_a_time() {
    let mut model = sample(120, 36).model;
    press(&mut model, "z");
    press(&mut model, "?");
    press(&mut model, "Escape");
    assert!(model.maximised, "the help went first");
    press(&mut model, "Escape");
    assert!(!model.maximised);
    press(&mut model, "Escape");
    assert!(!model.quit, "esc never quits a dashboard at rest");
}

#[test]
fn q_closes_what_lies_over_the_screen_and_then_quits() {
    let mut model = sample(120, 36).model;
    press(&mut model, "f");
    press(&mut model, "q");
    assert!(!model.quit);
    press(&mut model, "q");
    assert!(model.quit);
}

#[test]
fn enter_opens_the_rows_behind_a_finding() {
    let mut driver = sample(120, 36);
    driver.press("7").expect("a key");
    let findings = driver.model.dataset().expect("data").summary.findings.clone();
    for (at, finding) in findings.iter().enumerate() {
        driver.press("Enter").expect("a key");
        match &driver.model.overlay {
            Overlay::Rows(open) => {
                let numbers: Vec<u32> = open.ready().expect("rows").rows.iter().map(|(n, _)| *n).collect();
                assert_eq!(numbers, open.numbers().as_ref(), "{}", finding.check);
                driver.press("Right Down G g Left Escape").expect("keys");
            }
            _ => assert!(finding.row_numbers.is_empty() && driver.model.notice.is_some(), "{}", finding.check),
        }
        assert_eq!(driver.model.overlay, Overlay::None);
        assert_eq!(selectors::cursor(&driver.model, driver.model.focused()), at);
        driver.press("Down").expect("a key");
    }
}

#[test]
fn closing_rows_that_are_still_read_stops_the_reading() {
    let mut model = sample(120, 36).model;
    press(&mut model, "7");
    let Some(Cmd::Rows(generation, ..)) = press(&mut model, "Enter") else { panic!("enter reads rows") };
    assert!(matches!(press(&mut model, "q"), Some(Cmd::Cancel(Job::Rows))));
    update(&mut model, Msg::Done(generation, Outcome::Failed(Job::Rows, "late".into())));
    assert!(!model.quit && model.overlay == Overlay::None && model.notice.is_none());
}

#[test]
fn a_paste_is_no_key() {
    let mut model = sample(120, 36).model;
    assert!(update(&mut model, Msg::Paste("q+S\u{1b}[2J".into())).is_none());
    assert!(!model.quit && model.notice.is_none());
}

#[test]
fn data_that_cannot_be_read_again_leaves_the_last() {
    let mut model = sample(120, 36).model;
    let Some(Cmd::Load(generation, _)) = press(&mut model, "R") else { panic!("R reads again") };
    update(&mut model, Msg::Done(generation, Outcome::Failed(Job::Load, "gone".into())));
    assert!(model.dataset().is_some() && !model.quit);
    assert!(model.notice.as_deref().is_some_and(|n| n.contains("gone")));
}

#[test]
fn data_that_cannot_be_read_at_all_ends_the_dashboard_with_its_reason() {
    let mut model = Model::new(settings(), (80, 24));
    let Cmd::Load(generation, _) = start_load(&mut model) else { panic!("loading begins with a load") };
    update(&mut model, Msg::Done(generation, Outcome::Failed(Job::Load, "nothing there".into())));
    assert!(model.quit);
    assert!(matches!(model.data, DataState::Failed(why) if why == "nothing there"));
}

#[test]
fn the_first_frame_needs_no_data() {
    let mut driver = sample(80, 24);
    driver.model = Model::new(settings(), (80, 24));
    let drawn = text(&draw_at(&driver, &Theme::dark(), 80, 24));
    assert!(drawn.contains("segscope") && drawn.contains("reading sample"), "{drawn}");
}

#[test]
fn while_rows_are_read_the_screen_tells_how_fast() {
    let mut driver = sample(80, 24);
    driver.model = Model::new(settings(), (80, 24));
    let reading = Reading { rows: 4_300_000, per_second: 1_234_567, seconds_left: Some(65) };
    let step = Step { label: "reading transactions.csv".into(), done: 43, total: 100, reading: Some(reading) };
    update(&mut driver.model, Msg::Progress(step));
    let drawn = text(&draw_at(&driver, &Theme::dark(), 80, 24));
    assert!(drawn.contains("reading transactions.csv  43%"), "{drawn}");
    assert!(drawn.contains("4,300,000 rows, 1.2M a second, 1 min 5 s left"), "{drawn}");
}

#[test]
fn the_overview_is_shown_while_the_rest_is_measured() {
    let mut driver = sample(120, 36);
    let whole = driver.model.dataset().expect("the sample").clone();
    let first = std::cell::RefCell::new(None);
    let tell = |dataset| *first.borrow_mut() = Some(Arc::new(dataset));
    analysis::load_by_steps(&crate::support::options(Vec::new()), &Filter::default(), &Progress::new(), Some(&tell))
        .expect("data");
    let first = first.into_inner().expect("the Overview is told first");

    driver.model = Model::new(settings(), (120, 36));
    let Cmd::Load(generation, _) = start_load(&mut driver.model) else { panic!("loading begins with a load") };
    assert!(
        update(&mut driver.model, Msg::Done(generation, Outcome::Measured(Job::Load, Arc::clone(&first)))).is_none()
    );
    let early = text(&draw_at(&driver, &Theme::dark(), 120, 36));
    assert!(early.contains("2,000 customers") && early.contains("Cairo") && driver.model.busy(), "{early}");
    // What needs the features waits, and no key starts it.
    for key in ["f", "/", "e", "R"] {
        assert!(press(&mut driver.model, key).is_none(), "{key}");
        assert_eq!(driver.model.overlay, Overlay::None, "{key}");
    }
    press(&mut driver.model, "4");
    let loyalty = text(&draw_at(&driver, &Theme::dark(), 120, 36));
    assert!(loyalty.contains("measuring Loyalty"), "{loyalty}");
    press(&mut driver.model, "1");

    let sweep = update(&mut driver.model, Msg::Done(generation, Outcome::Loaded(whole)));
    assert!(matches!(sweep, Some(Cmd::Sweep(..) | Cmd::All(_))), "{sweep:?}");
    let late = text(&draw_at(&driver, &Theme::dark(), 120, 36));
    let at_rest = |drawn: &str| drawn.lines().skip(2).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(at_rest(&early)[..30], at_rest(&late)[..30], "nothing of the Overview moves");

    // Data that is read again stays whole until the new is.
    let Some(Cmd::Load(generation, _)) = press(&mut driver.model, "R") else { panic!("R reads again") };
    update(&mut driver.model, Msg::Done(generation, Outcome::Measured(Job::Load, first)));
    assert!(driver.model.dataset().is_some());
}

/// A dashboard of which the Overview is measured, and the number of the request.
fn measuring(driver: &mut segscope::app::headless::Headless, settings: segscope::app::Settings) -> u64 {
    let first = std::cell::RefCell::new(None);
    let tell = |dataset| *first.borrow_mut() = Some(Arc::new(dataset));
    analysis::load_by_steps(&crate::support::options(Vec::new()), &Filter::default(), &Progress::new(), Some(&tell))
        .expect("data");
    driver.model = Model::new(settings, (120, 36));
    let Cmd::Load(generation, _) = start_load(&mut driver.model) else { panic!("loading begins with a load") };
    let measured = Outcome::Measured(Job::Load, first.into_inner().expect("the Overview is told first"));
    assert!(update(&mut driver.model, Msg::Done(generation, measured)).is_none());
    generation
}

#[test]
fn escape_stops_what_is_measured_after_the_overview() {
    let mut driver = sample(120, 36);
    let whole = driver.model.dataset().expect("the sample").clone();
    let generation = measuring(&mut driver, settings());
    let drawn = |driver: &segscope::app::headless::Headless| text(&draw_at(driver, &Theme::dark(), 120, 36));
    assert!(matches!(press(&mut driver.model, "Esc"), Some(Cmd::Cancel(Job::Load))));
    assert!(!driver.model.busy() && !driver.model.quit);
    let stopped = drawn(&driver);
    assert!(stopped.contains("loading stopped; the Overview stays, R reads the rest"), "{stopped}");
    assert!(stopped.contains("Cairo") && !stopped.contains("clustering"), "{stopped}");
    // What ended just before is late.
    assert!(update(&mut driver.model, Msg::Done(generation, Outcome::Loaded(Arc::clone(&whole)))).is_none());
    assert!(driver.model.dataset().is_none());
    press(&mut driver.model, "4");
    let loyalty = drawn(&driver);
    assert!(loyalty.contains("Loyalty is not measured: loading was stopped"), "{loyalty}");
    assert!(press(&mut driver.model, "/").is_none() && driver.model.overlay == Overlay::None);

    let Some(Cmd::Load(generation, _)) = press(&mut driver.model, "R") else { panic!("R reads again") };
    assert!(driver.model.busy() && driver.model.measuring().is_some(), "the Overview stays");
    update(&mut driver.model, Msg::Done(generation, Outcome::Loaded(whole)));
    assert!(driver.model.is_complete());
}

#[test]
fn the_overview_stays_where_the_rest_cannot_be_measured() {
    let mut driver = sample(120, 36);
    let generation = measuring(&mut driver, segscope::app::Settings { asks: true, ..settings() });
    update(&mut driver.model, Msg::Done(generation, Outcome::Failed(Job::Load, "no connection".to_owned())));
    let drawn = text(&draw_at(&driver, &Theme::dark(), 120, 36));
    assert!(
        !driver.model.quit && drawn.contains("not everything is measured; R reads the rest: no connection"),
        "{drawn}"
    );
    press(&mut driver.model, "5");
    let segments = text(&draw_at(&driver, &Theme::dark(), 120, 36));
    assert!(segments.contains("Segments is not measured: no connection"), "{segments}");
    // Without a user there is an error.
    let generation = measuring(&mut driver, segscope::app::Settings { asks: false, ..settings() });
    update(&mut driver.model, Msg::Done(generation, Outcome::Failed(Job::Load, "no connection".to_owned())));
    assert!(driver.model.quit && matches!(driver.model.data, DataState::Failed(_)));
}

/// A filter typed on the screen, its request, and what is measured of it first and in the end.
fn filtering(model: &mut Model, filter: &str) -> (u64, FilterRequest, Option<Arc<Dataset>>, Arc<Dataset>) {
    press(model, "/");
    update(model, Msg::Paste(filter.to_owned()));
    let Some(Cmd::Filter(generation, request)) = press(model, "Enter") else { panic!("enter filters") };
    let first = std::cell::RefCell::new(None);
    let tell = |dataset| *first.borrow_mut() = Some(Arc::new(dataset));
    let whole = analysis::refilter_by_steps(&request.dataset, &request.filter, &Progress::new(), Some(&tell));
    (generation, request, first.into_inner(), Arc::new(whole.expect("matching customers")))
}

#[test]
fn a_filter_shows_the_overview_while_the_rest_is_measured() {
    let mut driver = sample(120, 36);
    let (generation, request, first, whole) = filtering(&mut driver.model, "city:Cairo");
    let first = first.expect("the Overview is told first");
    assert!(request.overview_first);
    // 353 customers of 2,000 live in Cairo: `customers.csv` of the sample, counted by pandas.
    assert_eq!((first.summary.kpis.customers, whole.summary.kpis.customers), (353, 353));
    assert!(first.summary.frequency.is_empty() && !whole.summary.frequency.is_empty());

    let measured = || Outcome::Measured(Job::Filter, Arc::clone(&first));
    assert!(update(&mut driver.model, Msg::Done(generation, measured())).is_none());
    assert_eq!(driver.model.overlay, Overlay::None);
    let early = text(&draw_at(&driver, &Theme::dark(), 120, 36));
    assert!(early.contains("353 of 2,000 customers") && driver.model.busy(), "{early}");
    // What needs the rest waits, and says so; the segments are those of everyone.
    for key in ["f", "/", "e", "R", "+", "b", "Enter"] {
        assert!(press(&mut driver.model, key).is_none(), "{key}");
        let why = driver.model.notice.take().expect("why the key does nothing");
        assert!(why.ends_with("waits until everything is measured"), "{why}");
    }
    press(&mut driver.model, "4");
    let loyalty = text(&draw_at(&driver, &Theme::dark(), 120, 36));
    assert!(loyalty.contains("measuring Loyalty"), "{loyalty}");
    press(&mut driver.model, "1");

    let back = driver.model.clone();
    update(&mut driver.model, Msg::Done(generation, Outcome::Filtered(whole, None)));
    let late = text(&draw_at(&driver, &Theme::dark(), 120, 36));
    // Clusters and segments, on the right, are those of before until the others are computed.
    let of_data = |drawn: &str| drawn.lines().skip(5).map(|l| l.chars().take(72).collect()).collect::<Vec<String>>();
    assert_eq!(of_data(&early)[..27], of_data(&late)[..27], "nothing of the Overview moves");
    assert!(driver.model.is_complete());

    // The newest request wins: what is told of an older one changes nothing.
    driver.model = back.clone();
    let Some(Cmd::Filter(newer, request)) = press(&mut driver.model, "Esc") else { panic!("esc takes it back") };
    update(&mut driver.model, Msg::Done(generation, measured()));
    update(&mut driver.model, Msg::Done(newer, Outcome::Filtered(request.dataset, None)));
    assert!(driver.model.is_complete() && driver.model.filter.is_empty());
    assert_eq!(driver.model.shown().expect("data").summary.kpis.customers, 2_000);

    // Where the rest fails, the last data and its filter are there again.
    driver.model = back;
    let unlucky = Outcome::Failed(Job::Filter, "unlucky".into());
    update(&mut driver.model, Msg::Done(generation, unlucky));
    assert!(driver.model.is_complete() && driver.model.filter.is_empty());
    assert_eq!(driver.model.shown().expect("data").summary.kpis.customers, 2_000);
}

#[test]
fn a_filter_shows_other_screens_and_segments_at_once() {
    let mut model = sample(120, 36).model;
    let (.., request, _, _) = filtering(&mut model, "segment:1");
    assert!(!request.overview_first, "it waits for the segments");
    let mut model = sample(120, 36).model;
    press(&mut model, "4");
    let (_, request, ..) = filtering(&mut model, "city:Cairo");
    assert!(!request.overview_first, "nobody sees the Overview");
}

#[test]
fn reloading_keeps_screen_and_cursor() {
    let mut driver = sample(120, 36);
    driver.press("6 Down Down Down R").expect("keys");
    assert_eq!(driver.model.screen.number(), 6);
    assert_eq!(selectors::cursor(&driver.model, driver.model.focused()), 3);
    assert!(!driver.model.busy());
}

#[test]
fn going_back_to_a_choice_sweeps_nothing_again() {
    let mut driver = sample(120, 36);
    let (k, sweep) = {
        let shown = driver.model.clusters.last().expect("segments");
        (shown.clustering.k, driver.model.sweep.points.len())
    };
    // Another scaling, and through all the others back to the first.
    for _ in 0..4 {
        driver.press("S").expect("a key");
    }
    let Some(Cmd::All(commands)) = press(&mut driver.model, "S") else { panic!("nothing is swept anew") };
    assert!(matches!(commands[..], [Cmd::Cancel(Job::Sweep), Cmd::Segment(..)]), "{commands:?}");
    assert_eq!((driver.model.k(), driver.model.sweep.points.len()), (Some(k), sweep));
    assert!(driver.model.sweep.gap.is_some());

    // The same for a filter that was there before, and a K beyond the sweep.
    let mut driver = sample(120, 36);
    driver.press("5 + + + + + +").expect("keys");
    assert_eq!(driver.model.k(), Some(11));
    driver.press("-").expect("a key");
    let Some(Cmd::Segment(_, request)) = press(&mut driver.model, "+") else { panic!("+ asks for segments") };
    assert!(matches!(request.known, segscope::analysis::Known::Clustering(_)));
}

#[test]
fn going_back_to_a_filter_measures_and_sweeps_nothing_again() {
    let mut driver = sample(120, 36);
    let apply = |driver: &mut Headless, keys: &str| driver.press(keys).expect("keys");
    apply(&mut driver, "/ g e n d e r : M a l e Enter");
    let of_one = Arc::clone(driver.model.dataset().expect("data"));
    assert!(!of_one.filter.is_empty());
    apply(&mut driver, "/ C-u Enter");
    let of_all = Arc::clone(driver.model.dataset().expect("data"));
    assert!(of_all.filter.is_empty());
    apply(&mut driver, "/ g e n d e r : M a l e");
    let Some(Cmd::Filter(_, request)) = press(&mut driver.model, "Enter") else { panic!("the filter is applied") };
    assert!(Arc::ptr_eq(&request.dataset.kept, &of_one.kept) && request.dataset.summary == of_one.summary);
    // Data that was read again is other data.
    let mut driver = sample(120, 36);
    apply(&mut driver, "/ g e n d e r : M a l e Enter R / C-u Enter");
    assert!(!Arc::ptr_eq(&driver.model.dataset().expect("data").facts, &of_one.facts));
    assert_eq!(driver.model.dataset().expect("data").summary.kpis, of_all.summary.kpis);
}

#[test]
fn stability_waits_for_everything_else() {
    let mut driver = sample(120, 36);
    let all_known = |model: &Model| {
        model.clusters.last().expect("segments").segments.list.iter().all(|segment| segment.stability.is_some())
    };
    assert!(all_known(&driver.model));
    let Some(Cmd::Segment(generation, request)) = press(&mut driver.model, "+") else { panic!("+ asks for segments") };
    let mut next = (**driver.model.clusters.last().expect("segments")).clone();
    next.segments.list.iter_mut().for_each(|segment| segment.stability = None);
    next.clustering = match request.known {
        segscope::analysis::Known::Clustering(clustering) => clustering,
        other => panic!("the sweep has it: {other:?}"),
    };
    let told = update(&mut driver.model, Msg::Done(generation, Outcome::Segmented(next.into())));
    let Some(Cmd::All(told)) = told else { panic!("{told:?}") };
    let [Cmd::Stability(generation, ..), Cmd::Later(..)] = told[..] else { panic!("{told:?}") };
    // A new request makes it stale.
    press(&mut driver.model, "+");
    assert!(update(&mut driver.model, Msg::Done(generation, Outcome::Stable(vec![0.5; 6]))).is_none());
    assert!(!all_known(&driver.model));
}

#[test]
fn evidence_follows_what_is_shown_and_nobody_waits_for_it() {
    let mut driver = sample(120, 36);
    let budget = |model: &Model| model.budget.found().cloned();
    let first = budget(&driver.model).expect("measured without a key");
    assert!(driver.model.budget.later().is_some() && first.experiment.is_ok());
    assert!(driver.model.shown().expect("data").summary.group_tests.is_some());
    // The newest wins: an older result is dropped, and the old one is not taken for the new segments.
    driver.press("+").expect("a key");
    let second = budget(&driver.model).expect("measured again");
    assert!(first.later != second.later);
    let stale = driver.model.generations[Job::Later as usize] - 1;
    assert!(update(&mut driver.model, Msg::Done(stale, Outcome::Later(first))).is_none());
    assert_eq!(budget(&driver.model).expect("the newest").later, second.later);
    assert!(!driver.model.busy());
    // Fewer customers are tested again, and then all.
    let tests = driver.model.shown().expect("data").summary.group_tests.clone();
    driver.press("/ c i t y : C a i r o Enter").expect("keys");
    let filtered = driver.model.shown().expect("data").summary.group_tests.clone();
    assert!(filtered.is_some() && filtered != tests);
    driver.press("Escape").expect("a key");
    assert_eq!(driver.model.shown().expect("data").summary.group_tests, tests);
}
