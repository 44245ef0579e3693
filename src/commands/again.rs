//! The command line again, without the value that was refused.

use std::ffi::{OsStr, OsString};

use clap::Parser;

use crate::cli::{Cli, Refusal};
use crate::shell_words::quoted;

/// The most refused values that are corrected.
const MOST: usize = 8;

/// A command line that is accepted, near that with these arguments, of which the first is the program; none where the value was
/// not typed.
pub fn command(refusal: &Refusal, args: &[OsString]) -> Option<String> {
    let mut args = args.get(1..)?.to_vec();
    let mut refusal = Some(refusal.clone());
    for _ in 0..MOST {
        let near = refusal.take().and_then(|refusal| replaced(&refusal, &args))?;
        args = near;
        match Cli::try_parse_from([OsStr::new("segscope")].into_iter().chain(args.iter().map(OsString::as_os_str))) {
            Ok(_) => {
                let words: Vec<String> = args.iter().map(|arg| quoted(arg)).collect();
                return Some(format!("segscope {}", words.join(" ")).trim_end().to_owned());
            }
            Err(error) => refusal = Some(Refusal::of(&error)?),
        }
    }
    None
}

/// The arguments with the refused value corrected, or without its option.
fn replaced(refusal: &Refusal, args: &[OsString]) -> Option<Vec<OsString>> {
    let Refusal { flag, value, .. } = refusal;
    let joined = format!("{flag}={value}");
    let at = (0..args.len()).find(|at| {
        args[*at].to_string_lossy() == joined
            || (args[*at].to_string_lossy() == *flag
                && args.get(at + 1).is_some_and(|next| next.to_string_lossy() == *value))
    })?;
    let width = if args[at].to_string_lossy() == joined { 1 } else { 2 };
    let meant = meant(refusal).into_iter().flat_map(|value| [flag.into(), OsString::from(value)]);
    Some(args[..at].iter().cloned().chain(meant).chain(args[at + width..].iter().cloned()).collect())
}

/// The value with its unknown name replaced by the nearest known one.
fn meant(refusal: &Refusal) -> Option<String> {
    let (_, near) = refusal.why.split_once("Did you mean ")?;
    let near = near.split('?').next()?.trim_matches('"');
    let unknown = refusal.why.split('"').nth(1).filter(|name| *name != near && refusal.value.contains(*name));
    Some(refusal.value.replacen(unknown.unwrap_or(&refusal.value), near, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_value_is_left_out_or_mended() {
        for (line, again) in [
            (&["report", "d", "--status", "x=foo"][..], "segscope report d"),
            (
                &["report", "d", "--status", "x=foo", "--kind", "nothing", "--format", "json"],
                "segscope report d --format json",
            ),
            (&["report", "a d", "--status=x=burn"], "segscope report 'a d' --status x=burnt"),
            (&["--k", "3", "--decimal", ";", "d"], "segscope --k 3 d"),
            (&["--table", "customer=x.csv", "d"], "segscope --table customers=x.csv d"),
        ] {
            let args: Vec<OsString> = ["segscope"].iter().chain(line).map(OsString::from).collect();
            let error = Cli::try_parse_from(&args).expect_err("a refused value");
            let refusal = Refusal::of(&error).expect("a refusal");
            assert_eq!(command(&refusal, &args).as_deref(), Some(again), "{line:?}");
        }
        let error = Cli::try_parse_from(["segscope", "--decimal", "x"]).expect_err("a refused value");
        assert_eq!(command(&Refusal::of(&error).expect("a refusal"), &["segscope".into()]), None, "it was not typed");
    }
}
