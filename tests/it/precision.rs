//! No interval is written so coarsely that its ends look alike, or like the rate between them; and one thing is singular.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use segscope::app::Msg;

use crate::support::{program, text};
use crate::walk::{opened, panels, texts};
use segscope::ui::theme::Theme;

/// A number in a line: its text, and where it begins and ends, in characters.
#[derive(Clone, Debug, PartialEq)]
struct Number {
    text: String,
    from: usize,
    to: usize,
}

fn numbers(line: &[char]) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let begins = line[at].is_ascii_digit() && (at == 0 || !line[at - 1].is_alphanumeric());
        if !begins {
            at += 1;
            continue;
        }
        let is_part = |i: usize| {
            line[i].is_ascii_digit()
                || (matches!(line[i], '.' | ',') && line.get(i + 1).is_some_and(char::is_ascii_digit))
        };
        let end = (at..line.len()).find(|i| !is_part(*i)).unwrap_or(line.len());
        // A sign belongs to it, unless it joins two numbers.
        let signed =
            at > 0 && matches!(line[at - 1], '+' | '-') && (at == 1 || matches!(line[at - 2], ' ' | '(' | '…'));
        let from = at - usize::from(signed);
        found.push(Number { text: line[from..end].iter().collect(), from, to: end });
        at = end.max(at + 1);
    }
    found
}

/// What is wrong with the intervals of a line: `58-64%`, `77.3 to 80.2%`, `(3.0…3.6)`, `CI 118-123`.
fn wrong(line: &str) -> Option<String> {
    let chars: Vec<char> = line.chars().collect();
    let numbers = numbers(&chars);
    let between = |a: usize, b: usize| chars[a..b].iter().collect::<String>();
    for (at, pair) in numbers.windows(2).enumerate() {
        let [low, high] = pair else { continue };
        let joined = between(low.to, high.from);
        let before = between(0, low.from);
        let after = chars.get(high.to).copied().unwrap_or(' ');
        let is_named = ["CI ", "interval ", "("].iter().any(|word| before.ends_with(word));
        let is_interval =
            ["-", "…", "..", " to "].contains(&joined.as_str()) && (after == '%' || is_named && after != '-');
        // Days, bands of ages and hours are no intervals of an estimate.
        if !is_interval || chars.get(high.to) == Some(&':') {
            continue;
        }
        if low.text == high.text {
            return Some(format!("both ends are {}", low.text));
        }
        // The number before, which is not the 95 of the interval's own name.
        let names = |n: &&Number| n.text == "95" && between(n.to, low.from).starts_with("% ");
        let Some(rate) = numbers[..at].iter().rev().find(|n| !names(n)) else { continue };
        let link = between(rate.to, low.from);
        let link = link.trim_start_matches(['%', '▲', '▼']).trim_start_matches(" pp").trim_start_matches(" d");
        let is_rate = [" (", ", 95% CI ", " (95% interval ", " (95% CI "].contains(&link) || link.trim().is_empty();
        let percents = !link.trim().is_empty() || chars.get(rate.to) == Some(&'%');
        let value = rate.text.replace(',', "").parse::<f64>().unwrap_or(f64::NAN);
        let is_end = value == 0.0 || (value - 100.0).abs() < 1e-9;
        if is_rate && percents && !is_end && (rate.text == low.text || rate.text == high.text) {
            return Some(format!("{} looks like an end of {}-{}", rate.text, low.text, high.text));
        }
    }
    let words =
        ["customers", "claims", "burns", "orders", "days", "rows", "coupons", "segments", "gaps", "months", "branches"];
    let plural = |n: &Number| {
        let rest = between(n.to, chars.len());
        n.text == "1"
            && words.iter().any(|word| {
                rest.strip_prefix(' ')
                    .and_then(|rest| rest.strip_prefix(word))
                    .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            })
    };
    numbers.iter().any(plural).then(|| "1 of several".to_owned())
}

#[test]
fn what_is_too_coarse_is_found() {
    for (line, is_wrong) in [
        ("burn rate 0% (0-0%)", true),
        ("1%, 95% CI 1-1%", true),
        ("0.9%, 95% CI 0.4-1.6%", false),
        ("│ Giza   59%▲   57-61%", false),
        ("│ Giza   59%    59-61%", true),
        ("3.3 (3.3…3.6) *", true),
        ("+3.3 pp (3.0…3.6) *", false),
        ("+3.3 pp (+3.0…+3.6) *", false),
        ("-3.3 pp (-3.6…-3.3) *", true),
        ("0% (0.0-0.3)", false),
        ("index 120 (95% CI 120-123)", true),
        ("1.8 times the share of all (95% interval 1.5 to 2.1)", false),
        ("2024-07-14 to 2024-07-14", false),
        ("45-45", false),
        ("1 customers", true),
        ("11 customers, 1 customer, 1,001 customers", false),
    ] {
        assert_eq!(wrong(line).is_some(), is_wrong, "{line}: {:?}", wrong(line));
    }
}

/// Coupons of 1,500 customers with 4 claims each, of which 18 in 6,000 are burnt, half of them of a control group.
fn rare() -> (String, String) {
    let mut customers = "customer_id,gender_id,city_id,join_date,variant\n".to_owned();
    let mut claims =
        "transaction_id,customer_id,transaction_date,transaction_status,burn_date,coupon_name,branch_id\n".to_owned();
    for customer in 0..1500 {
        let group = if customer % 2 == 0 { "control" } else { "coupons" };
        let _ = writeln!(customers, "{customer},{},city {},2024-01-01,{group}", customer % 2, customer % 3);
        for claim in 0..4 {
            let id = customer * 4 + claim;
            let (month, day) = (1 + (id * 7) % 12, 1 + (id * 5) % 28);
            let date = format!("2024-{month:02}-{day:02}");
            let is_burnt = id % 331 == 5;
            let (status, burnt) = if is_burnt { ("burnt", date.as_str()) } else { ("claimed", "") };
            let _ = writeln!(claims, "t{id},{customer},{date},{status},{burnt},name {},b{}", id % 4, id % 5);
        }
    }
    (customers, claims)
}

fn check(wrongs: &mut Vec<String>, place: &str, text: &str) {
    for line in text.lines() {
        if let Some(why) = wrong(line) {
            wrongs.push(format!("{place}: {why}: {}", line.trim()));
        }
    }
}

/// Every panel, overlay and form of the report.
fn refuse(paths: &[PathBuf]) {
    let mut wrongs = Vec::new();
    let mut driver = opened(paths.to_vec());
    texts(&mut driver, |place, text| check(&mut wrongs, place, text));
    driver.send(Msg::Resize(120, 36));
    panels(&mut driver, |place, driver| {
        check(&mut wrongs, place, &text(&crate::support::draw(driver, &Theme::dark())));
    });
    for format in ["text", "markdown", "html"] {
        let mut command = program();
        command.args(["report", "--k", "3", "--restarts", "1", "--format", format]).args(paths);
        let output = command.output().expect("the program");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        check(&mut wrongs, format, &String::from_utf8_lossy(&output.stdout));
    }
    wrongs.sort();
    wrongs.dedup();
    assert!(wrongs.is_empty(), "{} of {paths:?}:\n{}", wrongs.len(), wrongs.join("\n"));
}

#[test]
fn of_the_sample() {
    refuse(&[]);
}

#[test]
fn of_orders() {
    refuse(&[Path::new("tests/golden/orders.csv").to_owned()]);
}

#[test]
fn of_customers_alone() {
    refuse(&[Path::new("tests/golden/customers.csv").to_owned()]);
}

#[test]
fn of_rates_of_a_third_of_a_percent() {
    let folder = tempfile::tempdir().expect("a folder");
    let (customers, claims) = rare();
    fs::write(folder.path().join("customers.csv"), customers).expect("written");
    fs::write(folder.path().join("transactions.csv"), claims).expect("written");
    refuse(&[folder.path().to_owned()]);
}
