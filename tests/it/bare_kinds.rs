//! Purchases and customers with next to nothing in them: every screen and view draws, says what is not there, and shows
//! no number that is none.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use ratatui::buffer::Buffer;
use segscope::app::Msg;
use segscope::ui::theme::Theme;

use crate::support::{draw_at, program, text};
use crate::walk::{opened, panels};

const SIZES: [(u16, u16); 4] = [(60, 18), (80, 24), (120, 36), (200, 60)];
const ORDERS: &str = "order_id,order_date,customer_id,product,quantity,unit_price\n";

/// The first box of a screen that has nothing in it.
fn empty_box(buffer: &Buffer) -> Option<String> {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let at = |x: u16, y: u16| buffer[(x, y)].symbol();
    for y in 0..rows {
        for x in 0..columns {
            if at(x, y) != "╭" {
                continue;
            }
            let right = (x + 1..columns).find(|x| at(*x, y) == "╮");
            let bottom = (y + 1..rows).find(|y| at(x, *y) == "╰");
            if let (Some(right), Some(bottom)) = (right, bottom)
                && right > x + 2
                && bottom > y + 1
                && (y + 1..bottom).all(|y| (x + 1..right).all(|x| at(x, y).trim().is_empty()))
            {
                return Some((x..=right).map(|x| at(x, y)).collect());
            }
        }
    }
    None
}

/// What is wrong with the report of a file.
fn headless(name: &str, path: &Path, format: &str) -> Option<String> {
    let output = program().args(["report", "--format", format]).arg(path).output().expect("a report");
    let page = String::from_utf8(output.stdout).expect("text");
    let is_whole = output.status.success() && page.len() > 200 && !page.contains("NaN") && !page.contains(" inf ");
    (!is_whole).then(|| format!("{name}, {format}: {page} {}", String::from_utf8_lossy(&output.stderr)))
}

fn look(name: &str, table: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("data.csv");
    fs::write(&path, table).expect("written");
    let mut wrong: Vec<String> = ["text", "json"].iter().filter_map(|format| headless(name, &path, format)).collect();
    let mut driver = opened(vec![path]);
    driver.send(Msg::Resize(120, 36));
    panels(&mut driver, |place, driver| {
        for (columns, rows) in SIZES {
            let buffer = draw_at(driver, &Theme::dark(), columns, rows);
            let seen = text(&buffer);
            if let Some(bad) = ["NaN", "inf ", "-inf"].into_iter().find(|bad| seen.contains(bad)) {
                wrong.push(format!("{name}, {place}, {columns}x{rows}: {bad}"));
            }
            if let Some(title) = empty_box(&buffer) {
                wrong.push(format!("{name}, {place}, {columns}x{rows}: empty {title}"));
            }
        }
    });
    wrong
}

fn all(tables: &[(&str, String)]) {
    let wrong: Vec<String> = tables.iter().flat_map(|(name, table)| look(name, table)).collect();
    assert!(wrong.is_empty(), "{} places:\n{}", wrong.len(), wrong.join("\n"));
}

/// Orders of one line: customer, product and amount by number.
fn lines(count: u32, customer: impl Fn(u32) -> u32, product: impl Fn(u32) -> u32, quantity: i32) -> String {
    let mut table = ORDERS.to_owned();
    for n in 0..count {
        let (month, day) = (n / 28 % 12 + 1, n % 28 + 1);
        let (customer, product) = (customer(n), product(n));
        let _ = writeln!(table, "{n},2024-{month:02}-{day:02},{customer},item {product},{quantity},{}.5", n % 7 + 1);
    }
    table
}

#[test]
fn purchases_with_next_to_nothing() {
    let some = |n: u32| n * 7 % 13;
    let no_amounts = "order_id,order_date,customer_id,product\n".to_owned()
        + &(0..40).map(|n| format!("{n},2024-0{}-11,{},item {}\n", n % 9 + 1, n % 11, n % 3)).collect::<String>();
    all(&[
        ("one order", lines(1, some, some, 1)),
        ("one product", lines(60, some, |_| 1, 2)),
        ("no amounts", no_amounts),
        ("all returns", lines(30, some, some, -1)),
        ("all free", lines(30, some, some, 0)),
        ("one customer", lines(40, |_| 1, some, 1)),
        ("one day", "customer_id,order_date,amount\n1,2024-01-05,3.5\n2,2024-01-05,8\n3,2024-01-05,1\n".to_owned()),
    ]);
}

#[test]
fn customers_with_next_to_nothing() {
    let missing = |n: u32| format!("{n},,,\n");
    all(&[
        ("one customer", "customer_id,age,income,channel\n1,30,2000,web\n".to_owned()),
        ("two customers", "customer_id,age,income,channel\n1,30,2000,web\n2,31,2500,app\n".to_owned()),
        ("one column", "customer_id\n1\n2\n3\n4\n".to_owned()),
        ("one value", "customer_id,age\n1,5\n2,5\n3,5\n4,5\n".to_owned()),
        ("all missing", "customer_id,age,income,channel\n".to_owned() + &(1..20).map(missing).collect::<String>()),
        ("words only", "customer_id,plan\n1,gold\n2,free\n3,gold\n4,free\n".to_owned()),
    ]);
}
