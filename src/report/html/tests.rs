//! The page, parsed as XML.

use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::html;
use crate::analysis::{Choice, KChoice, complete};
use crate::data::Facts;
use crate::measures::fixture::{customers_only, facts};
use crate::measures::{Granularity, features, summarise};
use crate::progress::Progress;
use crate::report::{ReportInput, document, markdown, segmentation_report};

/// The HTML and the Markdown of the data in two clusters.
fn written(facts: &Facts, granularity: Granularity) -> [String; 2] {
    let summary = summarise(facts, &Progress::new()).unwrap();
    let features = Arc::new(features(facts, &Progress::new()).unwrap());
    let choice = Choice { k: KChoice::Fixed(2), k_max: 4, ..Choice::default() };
    let (segmentation, sweep) = complete(&features, &choice, &Progress::new()).unwrap();
    let chosen = features.resolve(&[]).unwrap();
    let segmentation = Some(segmentation_report(&segmentation, &sweep, &chosen, None));
    let input = ReportInput {
        summary: &summary,
        filter: "city:\"<b>\"",
        granularity,
        segmentation,
        no_segments: "",
        split: None,
    };
    let document = document(&input, "segscope report --filter 'a<b & \"c\"'");
    [html(&document), markdown(&document)]
}

/// Parses the page; returns the text outside the style sheet, and the number of each element.
fn read(page: &str) -> (String, Vec<String>) {
    let mut reader = Reader::from_str(page);
    reader.config_mut().check_end_names = true;
    let (mut text, mut elements, mut open) = (String::new(), Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                check(&element);
                let name = element.name().as_ref().to_owned();
                elements.push(name.clone());
                open.push(name);
            }
            Event::Empty(element) => {
                check(&element);
                elements.push(element.name().as_ref().to_owned());
            }
            Event::End(_) => drop(open.pop()),
            Event::Text(words) if open.last().is_none_or(|name| name != "style") => {
                text.push_str(&words);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
    (text, elements)
}

/// Every coordinate is a number, and nothing is loaded from outside.
fn check(element: &BytesStart<'_>) {
    for attribute in element.attributes() {
        let attribute = attribute.unwrap();
        let value = attribute.value.into_owned();
        match attribute.key.as_ref() {
            "x" | "y" | "cx" | "cy" | "r" | "width" | "height" => {
                assert!(value.parse::<f64>().is_ok_and(f64::is_finite), "{value}");
            }
            "d" | "viewBox" => {
                let numbers = value.split(|c: char| c.is_alphabetic() || c == ' ').filter(|part| !part.is_empty());
                for number in numbers {
                    assert!(number.parse::<f64>().is_ok_and(f64::is_finite), "{value}");
                }
                assert!(!value.contains("NaN") && !value.contains("inf"), "{value}");
            }
            "href" => assert!(value.starts_with('#'), "{value}"),
            "src" => panic!("{value}"),
            _ => {}
        }
    }
}

#[test]
fn the_page_is_well_formed_and_every_chart_has_a_title() {
    for granularity in [Granularity::Day, Granularity::Month, Granularity::Year] {
        let [page, _] = written(&facts(), granularity);
        let (text, elements) = read(&page);
        let count = |name: &str| elements.iter().filter(|element| *element == name).count();
        assert!(count("svg") >= 5, "{elements:?}");
        assert_eq!(count("figure"), count("svg"));
        assert_eq!(count("figcaption"), count("svg"));
        assert_eq!(page.matches("role=\"img\"").count(), count("svg"));
        assert_eq!(count("script") + count("link") + count("img"), 0);
        assert!(text.contains("Key figures") && text.contains("Definitions"), "{text}");
    }
}

#[test]
fn text_of_the_data_stays_text() {
    let mut facts = facts();
    let name = "<script>alert('x')</script>\u{1b}[31m | `b`\n\"q\" & \u{0}";
    facts.cities.names[0] = Some(name.to_owned());
    facts.merchants.names[0] = Some(name.to_owned());
    facts.source.path = format!("/a/{name}.csv");
    let [page, text] = written(&facts, Granularity::Month);
    let (_, elements) = read(&page);
    assert!(!elements.iter().any(|element| element == "script"));
    assert!(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;␛[31m"));
    for written in [&page, &text] {
        assert!(!written.chars().any(|c| c.is_control() && c != '\n'));
    }
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|') && line.contains("&lt;script")).collect();
    assert!(!rows.is_empty() && rows.iter().all(|row| row.contains("\\|") && row.ends_with('|')), "{rows:?}");
    // Between code fences, only a fence has a meaning.
    let outside = text.split("```").step_by(2).collect::<String>();
    assert!(!outside.contains("<script>") && outside.contains("&lt;script"), "{outside}");
}

#[test]
fn little_data_has_little_to_say_and_says_it() {
    let [page, text] = written(&customers_only(), Granularity::Month);
    read(&page);
    assert!(text.contains("## Segments") && !text.contains("## Claims and burns"), "{text}");

    let facts = facts();
    let summary = summarise(&facts, &Progress::new()).unwrap();
    let input = ReportInput {
        summary: &summary,
        filter: "",
        granularity: Granularity::Year,
        segmentation: None,
        no_segments: "too few customers differ",
        split: None,
    };
    let document = document(&input, "segscope report");
    read(&html(&document));
    assert!(markdown(&document).contains("None: too few customers differ"));
}

#[test]
fn every_feature_and_measure_is_defined() {
    let [page, text] = written(&facts(), Granularity::Month);
    for term in ["burn rate", "recency_days", "silhouette", "index", "lift", "stability"] {
        assert!(text.contains(&format!("* **{term}**")), "{term}");
    }
    assert!(page.contains("segscope report --filter &#39;a&lt;b &amp; &quot;c&quot;&#39;"));
    assert!(text.contains("```sh\nsegscope report --filter 'a<b & \"c\"'\n```"), "{text}");
}
