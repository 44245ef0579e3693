//! Every error of recognition ends in a command that reads the data: taken out of the message and run, it gives a report.

use std::fs;
use std::process::Output;

use crate::support::program;

/// What a folder holds, and a word that its message must have.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

const CASES: [Case<'_>; 8] = [
    ("nothing is known", &[("my notes.csv", "a,b\nx,1\ny,2\n")], "no table was recognised"),
    ("foreign names", &[("log.csv", "wer,wann,x\nu1,2024-01-31,3\nu1,2024-02-01,4\nu2,2024-03-01,5\n")], "wer"),
    (
        "two dates",
        &[("orders.csv", "customer_id,packed,left_house\nA,2024-01-31,2024-02-01\nB,2024-01-30,2024-02-02\n")],
        "packed",
    ),
    ("no date", &[("transactions.csv", "customer_id,branch_id\n1,3\n2,4\n")], "transaction_date"),
    (
        "no customer",
        &[("orders.csv", "order_date,amount,who\n2024-01-31,3,a\n2024-02-28,4,b\n2024-03-01,1,a\n")],
        "who",
    ),
    (
        "two tables",
        &[
            ("customers.csv", "customer_id,join_date,age\n1,2024-01-01,3\n2,2024-01-02,4\n"),
            ("Dim_Customer.csv", "customer_id,join_date,age\n8,2024-01-01,3\n9,2024-01-02,4\n"),
        ],
        "may both be",
    ),
    (
        "dates of any order",
        &[("claims.csv", "customer_id,date,status\n1,03/04/2024,used\n2,05/06/2024,issued\n")],
        "day first or month first",
    ),
    (
        "a name with a quote",
        &[("it's; new.csv", "wer,wann\nu1,2024-01-31\nu1,2024-02-01\nu2,2024-03-01\n")],
        "it's; new.csv",
    ),
];

fn report(arguments: &str) -> Output {
    // The command is read by a shell, as a user's would be.
    let line = format!("exec \"$0\" {arguments}");
    let program_path = program().get_program().to_owned();
    let mut shell = std::process::Command::new("sh");
    shell.arg("-c").arg(line).arg(program_path).env("XDG_CONFIG_HOME", "/nonexistent");
    shell.output().expect("a shell")
}

#[cfg(unix)]
#[test]
fn the_command_of_each_message_gives_a_report() {
    for (name, files, word) in CASES {
        let folder = tempfile::tempdir().expect("a folder");
        for (file, text) in files {
            fs::write(folder.path().join(file), text).expect("a file");
        }
        let first = program().arg("report").arg(folder.path()).output().expect("the program");
        let message = String::from_utf8_lossy(&first.stderr).into_owned();
        assert_eq!(first.status.code(), Some(1), "{name}: {message}");
        assert!(message.contains(word), "{name}: {message}");
        let (_, command) =
            message.trim_end().split_once(" Try: segscope ").unwrap_or_else(|| panic!("{name}: {message}"));
        let second = report(command);
        let why = String::from_utf8_lossy(&second.stderr);
        assert!(second.status.success() && !second.stdout.is_empty(), "{name}: {command}: {why}");
        let draft = program().arg("mapping").arg(folder.path()).output().expect("the program");
        assert!(draft.status.success(), "{name}: a draft is printed");
    }
}

#[test]
fn a_named_file_that_is_no_table_is_left_out_by_the_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let [customers, budget] = ["customers.csv", "budget.csv"].map(|name| folder.path().join(name));
    fs::write(&customers, "customer_id,age\n1,30\n2,40\n").expect("a file");
    fs::write(&budget, "year,sum\n2024,9\n").expect("a file");
    let first = program().arg("report").arg(&customers).arg(&budget).output().expect("the program");
    let message = String::from_utf8_lossy(&first.stderr).into_owned();
    let (_, command) = message.trim_end().split_once(" Try: segscope ").expect("a command");
    assert!(message.contains("budget.csv") && !command.contains("budget.csv"), "{message}");
    assert!(report(command).status.success(), "{message}");
}
