//! The sample in other shapes has the same numbers.
use super::*;

/// A table with every line changed by its number.
fn lines(text: &str, change: impl Fn(usize, &str) -> String) -> String {
    text.lines().enumerate().map(|(at, line)| change(at, line) + "\n").collect()
}

/// A part of a table with its header.
fn part(text: &str, at: usize, of: usize) -> String {
    let (header, rows) = text.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    let size = rows.len().div_ceil(of);
    let own: Vec<&str> = rows.iter().skip(at * size).take(size).copied().collect();
    format!("{header}\n{}\n", own.join("\n"))
}

/// The columns of a table in reverse.
fn reversed(text: &str) -> String {
    lines(text, |_, line| line.split(',').rev().collect::<Vec<_>>().join(","))
}

type Files = Vec<(&'static str, Vec<u8>)>;

#[test]
fn the_sample_in_any_shape_has_the_same_rows() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let whole = load_path(&sample).unwrap();
    let text = |table: &str| fs::read_to_string(sample.join(format!("{table}.csv"))).unwrap();
    let (events, customers) = (text("transactions"), text("customers"));
    let marked = events.replacen("Loyalty Reward", "Pr\u{e4}mie", 50);
    let latin = encoding_rs::WINDOWS_1252.encode(&marked).0.into_owned();
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(marked.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let bytes = |name: &'static str, text: String| (name, text.into_bytes());
    let shapes: Vec<(&str, Files)> = vec![
        ("pieces", (0..3).map(|at| bytes(["tx_1.csv", "tx_2.csv", "tx_3.csv"][at], part(&events, at, 3))).collect()),
        ("reversed", vec![bytes("tx_1.csv", part(&events, 0, 2)), bytes("tx_2.csv", reversed(&part(&events, 1, 2)))]),
        ("titles", vec![bytes("transactions.csv", format!("Coupons\nas of today\n\n{events}Total,5000\n"))]),
        ("header again", vec![bytes("transactions.csv", part(&events, 0, 2) + &part(&events, 1, 2))]),
        ("semicolons", vec![bytes("transactions.csv", events.replace(',', ";"))]),
        ("tabs", vec![bytes("transactions.csv", events.replace(',', "\t"))]),
        ("bars", vec![bytes("transactions.csv", events.replace(',', "|"))]),
        ("told", vec![bytes("transactions.csv", format!("sep=|\n{}", events.replace(',', "|")))]),
        ("returns", vec![bytes("transactions.csv", events.replace('\n', "\r\n"))]),
        (
            "indexed",
            vec![bytes(
                "transactions.csv",
                lines(&events, |at, line| match at {
                    0 => format!(",{line}"),
                    row => format!("{},{line}", row - 1),
                }),
            )],
        ),
        ("latin", vec![("transactions.csv", latin)]),
        ("utf16", vec![("transactions.csv", utf16)]),
    ];
    for (shape, mut files) in shapes {
        files.push(("customers.csv", customers.clone().into_bytes()));
        for table in ["genders", "cities", "branches", "merchants"] {
            let name = match table {
                "genders" => "genders.csv",
                "cities" => "cities.csv",
                "branches" => "branches.csv",
                _ => "merchants.csv",
            };
            files.push((name, text(table).into_bytes()));
        }
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        let facts = load_path(folder(&files).path()).unwrap_or_else(|why| panic!("{shape}: {why}"));
        assert_eq!(facts.customer_ids, whole.customer_ids, "{shape}");
        for column in ["customer", "day", "status", "burn_day", "branch"] {
            let of = |facts: &Facts| facts.transactions.column(column).unwrap().clone();
            assert!(of(&facts).equals_missing(&of(&whole)), "{shape}: {column}");
        }
        assert_eq!((facts.as_of, facts.claim_horizon), (whole.as_of, whole.claim_horizon), "{shape}");
    }
}
