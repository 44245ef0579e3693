//! The common stem of pieces: `transactions` for `transactions_2024_01` and `Transactions Feb`.

/// Words that number a piece, besides numbers, single letters and months.
#[rustfmt::skip]
const COUNTING: &[&str] = &[
    "part", "parts", "piece", "page", "chunk", "batch", "split", "shard", "block", "file", "sheet", "tabelle", "blatt", "feuil",
    "feuille", "hoja", "planilha", "foglio", "blad", "arkusz", "sayfa", "of", "to", "bis", "von", "year", "years", "jahr", "annee",
    "ano", "anno", "jaar", "rok", "yil", "month", "monat", "mois", "mes", "quarter", "quartal", "week", "woche", "kw", "day", "h",
    "fy",
];
/// The word before the number of a version: another version is not another piece.
const VERSION: [&str; 5] = ["v", "ver", "version", "rev", "copy"];
/// Months in English, German, French, Spanish, Portuguese, Italian, Dutch, Polish and Turkish, without accents.
#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "jan", "january", "januar", "janner", "janvier", "janv", "enero", "ene", "janeiro", "gennaio", "gen", "januari", "styczen", "sty", "ocak", "oca",
    "feb", "february", "februar", "fevrier", "fevr", "fev", "febrero", "fevereiro", "febbraio", "februari", "luty", "lut", "subat", "sub",
    "mar", "march", "marz", "mars", "marzo", "marco", "maart", "mrt", "marzec", "mart",
    "apr", "april", "avril", "avr", "abril", "abr", "aprile", "kwiecien", "kwi", "nisan", "nis",
    "may", "mai", "mayo", "maio", "maggio", "mag", "mei", "maj", "mayis",
    "jun", "june", "juni", "juin", "junio", "junho", "giugno", "giu", "czerwiec", "cze", "haziran", "haz",
    "jul", "july", "juli", "juillet", "juil", "julio", "julho", "luglio", "lug", "lipiec", "lip", "temmuz", "tem",
    "aug", "august", "aout", "agosto", "ago", "augustus", "sierpien", "sie", "agustos", "agu",
    "sep", "sept", "september", "septembre", "septiembre", "setembro", "set", "settembre", "wrzesien", "wrz", "eylul", "eyl",
    "oct", "okt", "october", "oktober", "octobre", "octubre", "outubro", "out", "ottobre", "ott", "pazdziernik", "paz", "ekim", "eki",
    "nov", "november", "novembre", "noviembre", "novembro", "listopad", "lis", "kasim", "kas",
    "dec", "dez", "dic", "december", "dezember", "decembre", "diciembre", "dezembro", "dicembre", "grudzien", "gru", "aralik", "ara",
];

/// A name without its number, in lower case; empty for `2024-01`, `Sheet2` or `Jan`. A number in parentheses stays: it
/// marks a copy.
pub fn stem(name: &str) -> String {
    let words = words(name);
    let mut kept: Vec<&str> = Vec::new();
    let mut last = "";
    for word in &words {
        let is_number = word.bytes().all(|b| b.is_ascii_digit());
        let is_version = is_number && VERSION.contains(&last);
        if is_version || !(is_number || numbers_a_piece(word)) {
            kept.push(word);
        }
        last = word;
    }
    kept.join("_")
}

fn numbers_a_piece(word: &str) -> bool {
    let plain: String = word.chars().map(without_accent).collect();
    let is_letter = plain.chars().count() == 1 && plain != "v" && plain.is_ascii();
    let is_numbered_month = || {
        let month = word.strip_suffix(['月', '월']).unwrap_or_default();
        !month.is_empty() && month.chars().all(char::is_numeric)
    };
    is_letter
        || COUNTING.contains(&plain.as_str())
        || MONTHS.contains(&plain.as_str())
        || is_numbered_month()
        || matches!(word, "月" | "年" | "월" | "년" | "일" | "日")
}

fn without_accent(c: char) -> char {
    match c {
        'é' | 'è' | 'ê' => 'e',
        'û' | 'ü' | 'ù' => 'u',
        'ş' | 'ś' => 's',
        'ń' | 'ñ' => 'n',
        'ź' | 'ż' => 'z',
        'ı' => 'i',
        'ğ' => 'g',
        'ç' | 'ć' => 'c',
        'ä' | 'ą' | 'ã' => 'a',
        other => other,
    }
}

/// The words and numbers of a name, in lower case. A number in parentheses is a word with them.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut last = ' ';
    for c in name.chars().flat_map(char::to_lowercase) {
        let joins = c.is_alphanumeric() || matches!(c, '(' | ')');
        let breaks =
            c == '(' || last == ')' || (last != '(' && c != ')' && last.is_ascii_digit() != c.is_ascii_digit());
        if !joins || breaks {
            words.push(String::new());
        }
        if joins {
            words.last_mut().into_iter().for_each(|word| word.push(c));
        }
        last = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The common part of names, with a `*` for what differs.
pub fn pattern(names: &[&str]) -> String {
    let Some(first) = names.first() else { return String::new() };
    if names.iter().all(|name| name == first) {
        return (*first).to_owned();
    }
    let common = |a: &str, b: &str| a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let front = names.iter().map(|name| common(first, name)).min().unwrap_or(0);
    let reversed = |name: &str| name.chars().rev().collect::<String>();
    let end = reversed(first);
    let back = |name: &&str| common(&end, &reversed(name)).min(name.chars().count() - front);
    let back = names.iter().map(back).min().unwrap_or(0);
    let front: String = first.chars().take(front).collect();
    let back = reversed(&end.chars().take(back).collect::<String>());
    format!("{front}*{back}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_months_are_no_part_of_the_stem() {
        for name in [
            "transactions_2024_01",
            "Transactions-2",
            "transactions202401",
            "transactions Jan 2024",
            "transactions.part3of10",
            "transactions_2024-Q1",
            "transactions_Février",
            "transactions_a",
            "transactions",
            "2024_transactions_KW12",
        ] {
            assert_eq!(stem(name), "transactions", "{name}");
        }
        for name in
            ["2024-01", "Jan", "Sheet1", "März 2024", "Year 2009-2010", "1月", "2024年1月", "Ağustos", "Q3", "styczeń"]
        {
            assert_eq!(stem(name), "", "{name}");
        }
        for (name, left) in [("customers_v2", "customers_v_2"), ("customers (1)", "customers_(1)"), ("North", "north")]
        {
            assert_eq!(stem(name), left);
        }
    }

    #[test]
    fn what_differs_is_a_star() {
        let of = pattern;
        assert_eq!(of(&["tx_01.csv", "tx_02.csv"]), "tx_0*.csv");
        assert_eq!(of(&["a1.csv", "a11.csv"]), "a1*.csv");
        assert_eq!(of(&["Jan", "Feb"]), "*");
        assert_eq!(of(&["one.csv", "one.csv"]), "one.csv");
    }
}
