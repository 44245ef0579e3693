//! The command line that gives a result again.

use std::ffi::OsString;
use std::fmt::Write;

use super::{Choice, KChoice};
use crate::data::filter::Filter;
use crate::data::{Kind, LoadOptions, Mapping, format_day};
use crate::measures::Granularity;
use crate::shell_words::{operand, option, quoted};

/// `segscope`, then `words` such as `report --format html`, the data, and every option that is not its default, quoted
/// for a shell; `further` are options with their values, where they have one. What data there is, is said where it lies:
/// paths are as they were given.
pub fn command(
    words: &str,
    load: &LoadOptions,
    filter: &Filter,
    choice: &Choice,
    granularity: Granularity,
    further: &[(&'static str, Option<OsString>)],
) -> String {
    let (plain, method, usual) = (Choice::default(), &choice.method, Choice::default().method);
    let mut line = String::from("segscope");
    if !words.is_empty() {
        let _ = write!(line, " {words}");
    }
    for path in &load.paths {
        let _ = write!(line, " {}", quoted(&operand(path)));
    }
    let k = if let KChoice::Fixed(k) = choice.k { Some(k.to_string()) } else { None };
    let options = [
        ("sample", unless(&load.sample, &Kind::Coupons)),
        ("k", k),
        ("algorithm", unless(&method.algorithm, &usual.algorithm)),
        ("features", (!choice.features.is_empty()).then(|| choice.features.join(","))),
        ("scale", unless(&choice.scaling, &plain.scaling)),
        ("inactive", unless(&choice.inactive, &plain.inactive)),
        ("seed", unless(&method.seed, &usual.seed)),
        ("restarts", unless(&method.restarts, &usual.restarts)),
        ("k-max", unless(&choice.k_max, &plain.k_max)),
        ("eps", method.eps.map(|eps| eps.to_string())),
        ("min-points", method.min_points.map(|n| n.to_string())),
        ("linkage", unless(&method.linkage, &usual.linkage)),
        ("clip", choice.clip.map(|percentile| percentile.to_string())),
        ("as-of", load.as_of.map(format_day)),
        ("date-format", load.date_format.clone()),
        ("filter", (!filter.is_empty()).then(|| filter.to_string())),
        ("granularity", unless(&granularity, &Granularity::default())),
    ];
    let options = options.into_iter().map(|(name, value)| (name, value.map(OsString::from)));
    let reading = load.mapping.iter().flat_map(Mapping::options).map(|(name, value)| (name, Some(value)));
    for (name, value) in options.chain(reading).chain(further.iter().cloned()) {
        if let Some(value) = value {
            line.push_str(&option(name, &value));
        }
    }
    line
}

/// The value as it is typed, where it is not the default.
fn unless<T: PartialEq + ToString>(value: &T, default: &T) -> Option<String> {
    (value != default).then(|| value.to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::plain_text::is_harmful;
    use std::ffi::OsStr;

    use super::*;

    fn of(paths: &[&str], filter: &str, choice: &Choice) -> String {
        let load = LoadOptions { paths: paths.iter().map(Into::into).collect(), ..LoadOptions::default() };
        let filter = Filter::parse(filter).unwrap();
        command("report --format html", &load, &filter, choice, Granularity::default(), &[])
    }

    #[test]
    fn only_what_is_not_the_default_is_said() {
        assert_eq!(of(&[], "", &Choice::default()), "segscope report --format html");
        let mut choice =
            Choice { k: KChoice::Fixed(5), features: vec!["age".into(), "burnt_ratio".into()], ..Choice::default() };
        choice.method.seed = 7;
        assert_eq!(
            of(&["shop.xlsx"], "city:Cairo", &choice),
            "segscope report --format html shop.xlsx --k 5 --features age,burnt_ratio --seed 7 --filter city:Cairo"
        );
    }

    #[test]
    fn words_are_quoted_for_a_shell() {
        assert_eq!(
            of(&["my data", "-x.csv", "-"], "", &Choice::default()),
            "segscope report --format html 'my data' ./-x.csv -"
        );
        let quoted = |word: &str| quoted(OsStr::new(word));
        assert_eq!(quoted("it's $HOME"), "'it'\\''s $HOME'");
        assert_eq!(quoted("a\nb\u{1b}'%-"), "\"$(printf 'a\\012b\\033\\047\\045-')\"");
        assert_eq!(quoted("-\u{202e}\n"), "\"$(printf '\\055\\342\\200\\256')\"'\n'");
        assert_eq!((quoted(""), quoted("=ls")), ("''".to_owned(), "'=ls'".to_owned()));
        let load = LoadOptions { date_format: Some("-x y".to_owned()), ..LoadOptions::default() };
        let line = command("", &load, &Filter::default(), &Choice::default(), Granularity::default(), &[]);
        assert_eq!(line, "segscope --date-format='-x y'");
    }

    /// Names of every kind of byte, most of them such as mean something to a shell; the same on every run.
    #[cfg(unix)]
    fn nasty() -> Vec<OsString> {
        use std::os::unix::ffi::OsStringExt;
        let signs = b"\x1b'\"\\$`;&|<>()[]{}*?!#~=%^- \t\r\n\x07\x7f\x80\x9b\xc2\xe2\xff019axn.\xe2\x80\xae";
        let mut state = 13_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let random = (0..400).map(|_| (0..=next(24)).map(|_| signs[next(signs.len())]).collect::<Vec<u8>>());
        let every = (1..=255_u8).flat_map(|byte| [vec![byte], vec![b'a', byte, b'7'], vec![byte, byte]]);
        let known = [&b"\x1b';touch PWNED;#x.csv"[..], b"\n\n", b"", b"a\n", b"\x1b$(id)", b"-e\x1b", b"%s\x1b%n"];
        random.chain(every).chain(known.map(<[u8]>::to_vec)).map(OsString::from_vec).collect()
    }

    #[cfg(unix)]
    #[test]
    fn every_shell_reads_every_name_back() {
        use std::os::unix::ffi::OsStrExt;
        use std::process::Command;
        let names = nasty();
        let lines: Vec<String> = names.iter().map(|name| format!("printf '%s\\0' {}\n", quoted(name))).collect();
        let script = lines.concat();
        for shell in ["sh", "dash", "bash", "zsh"] {
            // Not every machine has all of them.
            let Ok(output) = Command::new(shell).args(["-c", &script]).output() else { continue };
            let read: Vec<&[u8]> = output.stdout.split(|byte| *byte == 0).collect();
            assert_eq!(read.len(), names.len() + 1, "{shell}: {}", String::from_utf8_lossy(&output.stderr));
            for (read, name) in read.into_iter().zip(&names) {
                assert_eq!(read, name.as_bytes(), "{shell}: {}", quoted(name));
            }
        }
        for name in &names {
            assert!(!quoted(name).chars().any(|c| is_harmful(c) && c != '\n'), "{name:?}");
        }
    }
}
