//! Rows around a table: titles, a line for Excel, totals, repeated headers, an index.
use super::*;

#[test]
fn titles_totals_and_notes_are_no_data() {
    let text = "Coupons;;;\nShop;North;;\n\nCustomer ID;Date;Status;Amount\nA;2024-01-01;used;5,5\nB;2024-01-02;issued;7\n\
                Customer ID;Date;Status;Amount\nA;2024-01-05;used;9\n;;;21,5\nGenerated on 2024-05-01\n";
    for text in [
        text.to_owned(),
        text.replace('\n', "\r\n"),
        text.replace(';', "\t").replace(',', "."),
        format!("sep=;\n{text}"),
    ] {
        let facts = load_files(&[("transactions.csv", text.as_bytes())]);
        assert_eq!((facts.transactions.height(), facts.customer_ids.len()), (3, 2), "{text}");
        let first = if text.starts_with("sep") { 8 } else { 7 };
        let at = |check| finding(&facts, check, None).row_numbers.to_vec();
        assert_eq!((at(Check::RepeatedHeader), at(Check::FooterRow)), (vec![first], vec![first + 2, first + 3]));
        let errors: Vec<_> =
            facts.findings.iter().filter(|f| f.check.severity() == Severity::Error && f.column.is_none()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn an_index_of_pandas_is_no_column() {
    for index in ["", "Unnamed: 0"] {
        let text = format!("{index},customer_id,age\n0,A,31\n1,B,40\n");
        let facts = load_files(&[("customers.csv", text.as_bytes())]);
        assert_eq!(
            (ids(&facts.customer_ids), facts.extra),
            (vec!["A".to_owned(), "B".to_owned()], vec!["age".to_owned()])
        );
    }
}

#[test]
fn an_encoding_and_a_header_row_may_be_given() {
    let (text, _, _) = encoding_rs::WINDOWS_1254.encode("Kimlik,Yer\ncustomer_id,city\nA,\u{130}zmir\n");
    let folder = folder(&[("customers.csv", &text)]);
    let load = |encoding: &str| {
        let mut mapping = Mapping::default();
        (mapping.encoding, mapping.header_row) = (Some(encoding.to_owned()), Some(2));
        load(&LoadOptions { mapping: Some(mapping), ..options(&[folder.path()]) }, &Progress::new())
    };
    assert_eq!(ids(&load("cp1254").unwrap().cities.ids), ["\u{130}zmir"]);
    assert_eq!(ids(&load("windows-1252").unwrap().cities.ids), ["\u{dd}zmir"], "as the user says");
    let why = load("klingon").unwrap_err().to_string();
    assert!(why.contains("--encoding klingon: not known") && why.contains("windows-1254"), "{why}");
}

#[test]
fn codes_are_words_and_no_quantities() {
    let line = |i: usize| {
        let (zip, store) = (["02139", "20031", "90210"][i % 3], ["007", "12", "120"][i % 3]);
        format!("{i},{zip},01715550{i:03},{store},{}\n", 20 + i % 40)
    };
    let text = format!("customer_id,Zip Code,phone,store no,age\n{}", (100..160).map(line).collect::<String>());
    let facts = load_files(&[("customers.csv", text.as_bytes())]);
    assert_eq!(facts.extra, ["age"], "only the age is a quantity");
    // A third of the customers has each zip and store; telephone numbers are all different.
    let words: Vec<(&str, String)> = facts.categorical.iter().map(|c| (c.name.as_str(), c.words.join(" "))).collect();
    assert_eq!(words, [("Zip Code", "02139 20031 90210".to_owned()), ("store no", "007 12 120".to_owned())]);
    assert!(facts.findings.iter().all(|finding| finding.check != Check::Outlier), "{:?}", facts.findings);
    // The rows of events say it of their customers too.
    let orders = "customer_id,order_date,amount,plz\n1,2024-01-01,5,1067\n2,2024-01-02,5,1067\n3,2024-01-03,5,80331\n4,2024-01-04,5,80331\n1,2024-02-01,5,1067\n";
    let facts = load_files(&[("orders.csv", orders.as_bytes())]);
    assert_eq!((facts.extra.len(), facts.categorical[0].words.join(" ").as_str()), (0, "1067 80331"));
}

#[test]
fn a_given_header_row_is_taken_or_refused() {
    let of = |files: &[(&str, &[u8])], row: u64| {
        let folder = folder(files);
        let mut mapping = Mapping::default();
        mapping.set_option("header-row", &row.to_string()).unwrap();
        load(&LoadOptions { mapping: Some(mapping), ..options(&[folder.path()]) }, &Progress::new())
    };
    let orders = "order_id,customer_id,order_date,amount\n1,a,2024-01-03,5\n2,b,2024-01-04,7\n3,a,2024-02-04,9\n";
    let alone: [(&str, &[u8]); 1] = [("export.csv", orders.as_bytes())];
    assert_eq!(of(&alone, 1).unwrap().transactions.height(), 3);
    // There is no row 9, and row 2 has no names that can be used.
    let why = of(&alone, 9).unwrap_err().to_string();
    assert!(why.contains("--header-row 9: the table has no such row, or it is blank"), "{why}");
    assert!(of(&alone, 2).unwrap_err().to_string().contains("columns 1, a, 2024-01-03, 5"));
    // No row has them: the columns are numbered, and those of the names are a row.
    let why = of(&alone, 0).err().map(|why| why.to_string());
    assert!(why.is_none_or(|why| why.contains("column")), "not read as row 1");
    // Notes above the names, however many.
    let noted = format!("{}{orders}", "# a note about the export\n".repeat(45));
    assert_eq!(of(&[("export.csv", noted.as_bytes())], 46).unwrap().transactions.height(), 3);
    // It is the row of one of several tables.
    let customers = format!("Our customers\n{CUSTOMERS}");
    let both: [(&str, &[u8]); 2] = [("customers.csv", customers.as_bytes()), ("orders.csv", orders.as_bytes())];
    assert_eq!(of(&both, 2).unwrap().transactions.height(), 3);
    let why = of(&both, 3).unwrap_err().to_string();
    assert!(why.contains("no table has the names of its columns in this row"), "{why}");
}

#[test]
fn a_date_or_an_amount_is_never_guessed_to_be_the_customer() {
    // As the sales of supermarkets on Kaggle, which have no customers.
    let line =
        |i: usize| format!("{i:03}-17,A,Normal,Mug,{}.5,{i},1/{}/2023,{}:30,Cash\n", i % 9, 1 + i % 12, 10 + i % 9);
    let header = "Invoice ID,Branch,Customer type,Product line,Unit price,Quantity,Date,Time,Payment\n";
    let text = format!("{header}{}", (13..60).map(line).collect::<String>());
    let why = refusal(&[("sales.csv", text.as_bytes())]);
    for name in ["Time", "Date", "Quantity", "Unit price", "Payment", "Customer type"] {
        assert!(!why.contains(&format!("customer_id={name}")), "{why}");
    }
}
