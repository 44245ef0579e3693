//! Words in dates: months, weekdays and fillers, in the supported languages.

use std::borrow::Cow;

/// The months of a language, January first: full names and abbreviations, without accents (see [`fold`]), several forms
/// separated by a blank. A word of at least three letters at the start of a month means that month, unless it fits two.
const MONTHS: [[&str; 12]; 12] = [
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september sept",
        "october",
        "november",
        "december",
    ],
    [
        "januar janner",
        "februar feber",
        "marz maerz mrz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ],
    [
        "janvier janv",
        "fevrier fevr",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ],
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre setiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    [
        "janeiro",
        "fevereiro",
        "marco",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    [
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ],
    [
        "januari",
        "februari",
        "maart mrt",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "styczen stycznia",
        "luty lutego",
        "marzec marca",
        "kwiecien kwietnia",
        "maj maja",
        "czerwiec czerwca",
        "lipiec lipca",
        "sierpien sierpnia",
        "wrzesien wrzesnia",
        "pazdziernik pazdziernika",
        "listopad listopada",
        "grudzien grudnia",
    ],
    ["ocak", "subat", "mart", "nisan", "mayis", "haziran", "temmuz", "agustos", "eylul", "ekim", "kasim", "aralik"],
    [
        "يناير جانفي",
        "فبراير فيفري",
        "مارس",
        "أبريل ابريل أفريل",
        "مايو ماي",
        "يونيو يونيه جوان",
        "يوليو يوليه جويلية يوليوز",
        "أغسطس اغسطس أوت غشت",
        "سبتمبر",
        "أكتوبر اكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    // The other Levantine months are two words each (see [`in_one_word`]).
    ["", "شباط", "آذار اذار", "نيسان", "أيار ايار", "حزيران", "تموز", "آب", "أيلول ايلول", "", "", ""],
    ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"],
];

/// Weekdays, full and abbreviated, without accents.
const WEEKDAYS: &str = "monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun \
    montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sonnabend sa sonntag so \
    lundi lun mardi mar mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim \
    lunes martes miercoles mie jueves jue viernes vie sabado sab domingo dom \
    segunda terca quarta quinta sexta seg ter qua qui sex feira lunedi martedi mercoledi giovedi gio venerdi sabato domenica \
    maandag ma dinsdag woensdag wo donderdag vrijdag vr zaterdag za zondag zo \
    poniedzialek pon wtorek wt sroda sr czwartek czw piatek pt sobota sob niedziela niedz nd \
    pazartesi pzt sali carsamba car persembe per cuma cum cumartesi cmt pazar paz \
    الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الاحد \
    星期一 星期二 星期三 星期四 星期五 星期六 星期日 周一 周二 周三 周四 周五 周六 周日 火 水 木 金 土 화 수 목 금 토 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 \
    월요일 화요일 수요일 목요일 금요일 토요일 일요일";

/// Fillers between the parts of a date, or after a number.
const FILLING: &str = "de del di of the den le el il st nd rd th er e o a r g º ª 年 月 日 년 월 일 号";

/// Words before a time of day.
const BEFORE_TIME: &str = "a as at um alle ore om o godz saat t 上午 下午 午前 午後 오전 오후";

/// The Levantine months of two words, and their names in other countries.
const TWO_WORDS: [(&str, &str); 4] =
    [("كانون الثاني", "يناير"), ("تشرين الأول", "أكتوبر"), ("تشرين الثاني", "نوفمبر"), ("كانون الأول", "ديسمبر")];

/// The month of a word; `None` if it is not a month, or fits two.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = fold(word);
    let short = word.chars().nth(2).is_none();
    // In other scripts one letter can be a syllable.
    if short && (word.is_ascii() || word.chars().nth(1).is_none()) {
        return None;
    }
    let begins = |forms: &str| forms.split(' ').any(|form| if short { form == word } else { form.starts_with(&word) });
    let mut months = MONTHS.iter().flat_map(|language| language.iter().zip(1..)).filter(|(forms, _)| begins(forms));
    let (_, month) = months.next()?;
    months.all(|(_, other)| other == month).then_some(month)
}

/// Whether a word is the name of a weekday.
pub(super) fn is_weekday(word: &str) -> bool {
    let word = fold(word);
    WEEKDAYS.split_ascii_whitespace().any(|day| day == word)
}

/// Whether a word is a filler.
pub(super) fn is_filling(word: &str) -> bool {
    let word = fold(word);
    FILLING.split(' ').any(|filling| filling == word)
}

/// Whether a word comes before a time of day.
pub(super) fn is_before_time(word: &str) -> bool {
    let word = fold(word);
    BEFORE_TIME.split(' ').any(|before| before == word)
}

/// The text with every month as one word.
pub(super) fn in_one_word(text: Cow<'_, str>) -> Cow<'_, str> {
    match TWO_WORDS.iter().find(|(two, _)| text.contains(two)) {
        Some((two, one)) => text.replace(two, one).into(),
        None => text,
    }
}

/// Letters of a word that are looked at: more than the longest name of a month or weekday has, fewer than a cell may have.
const LONGEST: usize = 40;

/// A word in lower case without the accents of Latin script.
fn fold(word: &str) -> String {
    let plain = |c: char| match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'ą' => Some('a'),
        'ç' | 'ć' => Some('c'),
        'é' | 'è' | 'ê' | 'ë' | 'ę' => Some('e'),
        'ğ' => Some('g'),
        'í' | 'ì' | 'î' | 'ï' | 'ı' => Some('i'),
        'ł' => Some('l'),
        'ń' | 'ñ' => Some('n'),
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => Some('o'),
        'ś' | 'ş' => Some('s'),
        'ú' | 'ù' | 'û' | 'ü' => Some('u'),
        'ź' | 'ż' => Some('z'),
        // Combining marks.
        '\u{300}'..='\u{36f}' => None,
        c => Some(c),
    };
    word.chars().take(LONGEST).flat_map(char::to_lowercase).filter_map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_goes_by_its_name_in_every_language_full_and_cut() {
        for (number, words) in (1..).zip([
            "January Jan januar janvier janv enero ene janeiro gennaio gen januari stycznia sty Ocak oca يناير 一月",
            "Feb Februar février févr febrero fevereiro febbraio luty Şubat ŞUB شباط",
            "Mar März MÄRZ mrz mars marzo março maart mrt marca Mart آذار",
            "avril abr abril aprile kwietnia Nisan أبريل",
            "May Mai mayo maio maggio mag mei maj Mayıs",
            "Juni juin junio junho giugno giu czerwca Haziran",
            "juillet juil Jul julho luglio lug lipca Temmuz",
            "août agosto ago augustus sierpnia Ağustos ağu آب",
            "Sept setiembre set settembre września wrz Eylül",
            "Oct okt outubro ottobre ott paź Ekim",
            "nov Kasım kas listopada",
            "déc DEZ dic décembre grudnia Aralık 十二月",
        ]) {
            for word in words.split(' ') {
                assert_eq!(month(word), Some(number), "{word}");
            }
        }
        for word in ["jui", "ja", "j", "", "monday", "de", "年", "x", "mayor"] {
            assert_eq!(month(word), None, "{word}");
        }
    }

    #[test]
    fn weekdays_are_words_of_their_own() {
        assert!(
            ["Wed", "Mittwoch", "mercredi", "miércoles", "środa", "Çarşamba", "الأربعاء"].iter().all(|w| is_weekday(w))
        );
        assert!(!["before", "ca", "about"].iter().any(|w| is_weekday(w)));
    }
}
