//! Rows below the data that are not data: totals, sums and notes. A row that looks like one is held until the next rows show
//! which it is: if rows of data follow, it is data too.

use super::held::HeldRow;
use crate::data::amount_text::is_number;
use crate::data::cell::{Cell, Row};
use crate::data::layout::Layout;
use crate::data::schema::Need;

/// More rows than this below the data are no totals.
const MOST: usize = 20;
/// The first words of rows of totals, in lower case.
#[rustfmt::skip]
const TOTALS: &[&str] = &[
    "total", "totals", "grand total", "sub total", "subtotal", "sum", "sums", "gesamt", "gesamtsumme", "summe", "zwischensumme", "insgesamt",
    "total général", "total general", "sous-total", "somme", "ensemble", "suma", "suma total", "total geral", "soma", "totale", "totale generale",
    "somma", "totaal", "eindtotaal", "som", "razem", "ogółem", "łącznie", "toplam", "genel toplam", "ara toplam", "المجموع", "الإجمالي", "مجموع",
    "إجمالي", "合计", "总计", "小计", "合計", "総計", "小計", "總計", "итого", "всего", "합계", "총계", "totalt", "i alt", "yhteensä",
];
/// The first words of other rows below the data.
#[rustfmt::skip]
const NOTES: &[&str] = &[
    "count", "average", "avg", "mean", "median", "min", "max", "rows", "records", "generated", "exported", "created", "printed", "report", "source",
    "note", "notes", "filter", "filters", "page", "end of", "as of", "copyright", "confidential", "disclaimer", "durchschnitt", "anzahl", "erstellt",
    "exportiert", "stand", "quelle", "moyenne", "nombre", "généré", "exporté", "créé", "édité", "promedio", "media", "generado", "exportado",
    "fuente", "gerado", "fonte", "generato", "esportato", "gemiddelde", "gegenereerd", "bron", "średnia", "wygenerowano", "źródło", "ortalama",
    "oluşturuldu", "kaynak", "applied filters",
];

/// The rows that may be below the data.
pub struct Footer {
    /// Where the columns are that every row needs.
    needed: Vec<usize>,
    width: usize,
    held: Vec<HeldRow>,
    /// There were too many: none is held until a row of data comes.
    is_full: bool,
    /// `clean` wrote the table: it has nothing but data.
    is_cleaned: bool,
}

/// What a row looks like by itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Looks {
    /// Whether it lacks a value that every row needs.
    lacks: bool,
    /// Whether it looks like one that is below the data.
    like_one: bool,
}

/// The decision about a row.
pub enum Verdict {
    /// It is data, and so are all that were held.
    Data,
    /// It was held.
    Held,
}

impl Footer {
    /// For a table laid out as `layout`.
    pub fn new(layout: &Layout) -> Self {
        let columns = layout.table.spec().columns.iter().filter(|c| c.need == Need::Required);
        let needed = columns.filter_map(|c| layout.at(c.name)).collect();
        Self { needed, width: layout.width(), held: Vec::new(), is_full: false, is_cleaned: layout.is_cleaned() }
    }

    /// Where the columns are that every row needs.
    pub fn needed(&self) -> &[usize] {
        &self.needed
    }

    /// What a row looks like by itself.
    pub fn look(&self, row: &dyn Row, is_ragged: bool) -> Looks {
        if self.is_cleaned {
            return Looks::default();
        }
        let lacks = self.needed.iter().any(|at| row.cell(*at).is_blank()) || is_ragged;
        Looks { lacks, like_one: self.looks_like_one(row, lacks) }
    }

    /// Judges a row that is not blank, and holds it where it may be below the data.
    pub fn judge(&mut self, number: u64, row: &dyn Row, (looks, is_ragged): (Looks, bool)) -> Verdict {
        let may_be = looks.like_one || (looks.lacks && !self.held.is_empty());
        if !may_be {
            self.is_full = false;
        } else if self.held.len() == MOST {
            self.is_full = true;
        } else if !self.is_full {
            self.held.push(HeldRow::new(number, row, is_ragged));
            return Verdict::Held;
        }
        Verdict::Data
    }

    /// Rows of data come: as many rows as before can be held below them.
    pub fn pass(&mut self) {
        self.is_full = false;
    }

    /// Whether rows are held.
    pub fn holds(&self) -> bool {
        !self.held.is_empty()
    }

    /// The rows that are held; they are not any more.
    pub fn release(&mut self) -> Vec<HeldRow> {
        std::mem::take(&mut self.held)
    }

    fn looks_like_one(&self, row: &dyn Row, lacks: bool) -> bool {
        let mut filled = (0..row.len()).map(|at| row.cell(at)).filter(|cell| !cell.is_blank());
        let Some(first) = filled.next() else { return false };
        let Cell::Text(first) = first else { return lacks && self.is_sum(row) };
        // Most rows begin with an id that has a digit, or lack nothing.
        if !lacks && first.bytes().any(|b| b.is_ascii_digit()) {
            return false;
        }
        let label = first.trim().trim_end_matches([':', '.', '=']).trim_end().to_lowercase();
        if TOTALS.contains(&label.as_str()) {
            return true;
        }
        if !lacks {
            return false;
        }
        let begins = |words: &[&str]| {
            let rest = words.iter().filter_map(|word| label.strip_prefix(word));
            rest.into_iter().any(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        let others = filled.count();
        let is_total_in =
            |at| matches!(row.cell(at), Cell::Text(text) if TOTALS.contains(&text.trim().to_lowercase().as_str()));
        begins(TOTALS)
            || begins(NOTES)
            || (others == 0 && is_sentence(first.trim()))
            || (0..row.len()).any(is_total_in)
            || self.is_sum(row)
    }

    /// Whether nothing that a row needs is there, and of the rest only a few numbers.
    fn is_sum(&self, row: &dyn Row) -> bool {
        let is_number = |cell: Cell<'_>| match cell {
            Cell::Text(text) => is_number(text),
            other => matches!(other, Cell::Int(_) | Cell::Float(_)),
        };
        let filled: Vec<usize> = (0..row.len()).filter(|at| !row.cell(*at).is_blank()).collect();
        !filled.is_empty()
            && filled.len() * 2 <= self.width
            && filled.iter().all(|at| !self.needed.contains(at) && is_number(row.cell(*at)))
    }
}

/// Whether text is no id: it has several words, or signs that ids do not have.
fn is_sentence(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let begins = text.starts_with(['*', '(', '#', '©', '—', '–', '†', '•']);
    words >= 3
        || (words == 2 && text.contains(|c: char| c.is_ascii_digit()))
        || begins
        || (words > 1 && text.contains(':'))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::data::layout::Suit;
    use crate::data::mapping::Mapping;
    use crate::data::schema::Table;
    use csv::StringRecord;

    /// The numbers of the rows held at the end, of rows written `a,b/c,d`.
    fn below(table: Table, header: &str, rows: &str) -> Vec<u64> {
        let header: Vec<String> = header.split(',').map(str::to_owned).collect();
        let layout = Layout::find(table, header, &Mapping::default(), true, &|_, _| Suit::Yes);
        let mut footer = Footer::new(&layout);
        for (number, row) in (2..).zip(rows.split('/')) {
            let record: StringRecord = row.split(',').collect();
            let is_ragged = record.len() != layout.width();
            let looks = footer.look(&record, is_ragged);
            if matches!(footer.judge(number, &record, (looks, is_ragged)), Verdict::Data) {
                footer.release();
            }
        }
        footer.release().iter().map(|row| row.number).collect()
    }

    #[test]
    fn totals_and_notes_below_the_data_are_held() {
        let events = |rows: &str| below(Table::Transactions, "customer_id,transaction_date,status,amount", rows);
        let data = "A,2024-01-01,used,5/B,2024-01-02,used,7/";
        for end in [
            "Total,,,12",
            "Gesamt;,,,12",
            "TOTAL:",
            ",,,12",
            "Grand Total,,,12",
            ",,Total,12",
            "Generated on 2024-05-01",
            "(2 rows affected),,,",
            "Source: CRM,,,",
            "合计,,,12",
            "Total,2,,12",
            "* without returns",
            "Average,,,6",
        ] {
            let end = end.replace(';', "");
            assert_eq!(events(&format!("{data}{end}")), [4], "{end}");
        }
        assert_eq!(events(&format!("{data}Total,,,12/used,2/Printed by Ann Lee")), [4, 5, 6]);
        for end in ["C,,used,5", ",2024-01-05,used,4", "C,2024-01-05,", "C123", "Ann Lee,,used,"] {
            assert_eq!(events(&format!("{data}{end}")), [0_u64; 0], "{end}");
        }
        assert_eq!(events("A,2024-01-01,used,5/Total,,,5/B,2024-01-02,used,7"), [0_u64; 0], "within the data");
        assert_eq!(below(Table::Customers, "customer_id,age", "A,31/Total,31"), [3]);
        assert_eq!(below(Table::Customers, "customer_id,age", "A,31/,31"), [3]);
        assert_eq!(below(Table::Customers, "customer_id,age,city", "A,31,Ulm/,41,Bonn"), [0_u64; 0]);
        assert_eq!(below(Table::Cities, "city_id,city_name", "1,Ulm/2,Total"), [0_u64; 0]);
        let many = "Total,,,1/".repeat(30) + "Total,,,1";
        assert!(events(&many).is_empty(), "a table of totals");
    }
}
