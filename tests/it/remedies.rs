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

/// What is said of orders, with a word that the message must have. The last is a mapping file's text.
const SAID: [(&str, &[&str], &str); 11] = [
    ("a file near", &["--table", "transactions=oders.csv"], "Did you mean \"orders.csv\"?"),
    ("no such file", &["--table", "transactions=zzz"], "does not exist"),
    ("a column near", &["--column", "transaction_date=orderdate"], "Did you mean \"order_date\"?"),
    ("no such column", &["--column", "transactions.branch_id=Filiale"], "no column \"Filiale\""),
    ("no such column anywhere", &["--column", "branch_id=Filiale", "--kind", "purchases"], "no file has a column"),
    ("no such table", &["--column", "cities.city_name=ort"], "recognised as the table cities"),
    ("a mapping of a file", &["[tables.transactions]\nsource = \"oders.csv\""], "Did you mean \"orders.csv\"?"),
    ("a mapping of no file", &["[tables.transactions]\nsource = \"zzz\""], "does not exist"),
    ("a mapping of a column", &["[tables.transactions.columns]\ntransaction_date = \"Orderdate\""], "order_date"),
    ("a mapping of no column", &["[tables.transactions.columns]\nbranch_id = \"Filiale\""], "no column \"Filiale\""),
    ("a mapping of no table", &["[tables.cities.columns]\ncity_name = \"ort\""], "the table cities"),
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

#[cfg(unix)]
#[test]
fn what_is_said_and_not_there_ends_in_a_command_that_works() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, mapping) = (folder.path().join("data"), folder.path().join("shop's mapping.toml"));
    fs::create_dir(&data).expect("a folder");
    let orders = "order_id,customer_id,order_date,amount\n1,A,2024-01-31,3\n2,A,2024-02-28,4\n3,B,2024-03-01,1\n";
    fs::write(data.join("orders.csv"), orders).expect("a file");
    for (name, said, word) in SAID {
        let mut first = program();
        first.arg("report").arg(&data);
        if let [text] = said {
            fs::write(&mapping, text).expect("a file");
            first.arg("--mapping").arg(&mapping);
        } else {
            first.args(said);
        }
        let first = first.output().expect("the program");
        let message = String::from_utf8_lossy(&first.stderr).into_owned();
        assert_eq!(first.status.code(), Some(1), "{name}: {message}");
        assert!(message.contains(word), "{name}: {message}");
        let (_, command) =
            message.trim_end().split_once(" Try: segscope ").unwrap_or_else(|| panic!("{name}: {message}"));
        assert_eq!(command.contains("--kind"), said.contains(&"--kind"), "{name}: {command}");
        let second = report(command);
        let why = String::from_utf8_lossy(&second.stderr);
        assert!(second.status.success() && !second.stdout.is_empty(), "{name}: {command}: {why}");
    }
}

#[cfg(unix)]
#[test]
fn a_refused_value_ends_in_a_command_that_works() {
    let folder = tempfile::tempdir().expect("a folder");
    let orders = "order_id,customer_id,order_date,amount\n1,A,2024-01-31,3\n2,A,2024-02-28,4\n3,B,2024-03-01,1\n";
    let data = folder.path().join("my orders.csv");
    fs::write(&data, orders).expect("a file");
    for (option, value) in [
        ("--status", "paid=foo"),
        ("--status", "paid"),
        ("--kind", "foo"),
        ("--header-row", "x"),
        ("--encoding", "martian"),
        ("--date-format", "xyz"),
        ("--decimal", "x"),
        ("--join", "foo"),
        ("--table", "transaction=my orders.csv"),
        ("--table", "transactions"),
        ("--column", "order_dat=x"),
        ("--as-of", "soon"),
        ("--algorithm", "foo"),
    ] {
        let first = program().arg("report").arg(&data).args([option, value]).output().expect("the program");
        let message = String::from_utf8_lossy(&first.stderr).into_owned();
        assert_eq!(first.status.code(), Some(2), "{value}: {message}");
        let (_, command) =
            message.trim_end().split_once(" Try: segscope ").unwrap_or_else(|| panic!("{value}: {message}"));
        let second = report(command);
        let why = String::from_utf8_lossy(&second.stderr);
        assert!(second.status.success() && !second.stdout.is_empty(), "{value}: {command}: {why}");
    }
}

#[cfg(unix)]
#[test]
fn an_empty_table_is_left_out_by_the_command() {
    let (customers, orders) =
        ("customer_id,age\n1,30\n2,40\n", "customer_id,order_date,amount\n1,2024-01-31,3\n2,2024-02-01,4\n");
    let header = "customer_id,order_date,amount\n";
    for (files, word) in [
        ([("customers.csv", customers), ("orders.csv", "")], "It needs a header row"),
        ([("customers.csv", customers), ("orders.csv", header)], "has a header and no rows"),
        ([("customers.csv", ""), ("orders.csv", orders)], "It needs a header row with the column customer_id"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        for (file, text) in files {
            fs::write(folder.path().join(file), text).expect("a file");
        }
        let first = program().arg("report").arg(folder.path()).output().expect("the program");
        let message = String::from_utf8_lossy(&first.stderr).into_owned();
        assert!(first.status.code() == Some(1) && message.contains(word), "{message}");
        let (_, command) = message.trim_end().split_once(" Try: segscope ").unwrap_or_else(|| panic!("{message}"));
        assert!(report(command).status.success(), "{command}");
    }
    // With nothing else to read there is no command.
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("orders.csv"), header).expect("a file");
    let alone = program().arg("report").arg(folder.path()).output().expect("the program");
    let message = String::from_utf8_lossy(&alone.stderr).into_owned();
    assert!(message.contains("Save it again with its rows") && !message.contains("Try:"), "{message}");
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
