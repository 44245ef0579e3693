//! Names of columns that mean something only in a table that is known by its name.

/// Any id, in a table that is known by its name.
pub const ID: &[&str] = &[
    // English
    "id",
    "key",
    "code",
    "no",
    "nr",
    "number",
    "num",
    // German
    "nummer",
    "kurzel",
    // French
    "n",
    "numero",
    "identifiant",
    // Spanish
    "codigo",
    "identificador",
    // Italian
    "codice",
    // Polish
    "numer",
    "kod",
    // Turkish
    "numara",
    // Arabic
    "الرقم",
    "المعرف",
    "الرمز",
    "رقم",
    // Chinese
    "编号",
    "代码",
    "编码",
    "編號",
    "代碼",
    // Japanese
    "番号",
    "コード",
];

/// Any name, in a table that is known by its name.
pub const NAME: &[&str] = &[
    // English
    "name",
    "label",
    "title",
    "description",
    "fullname",
    // German
    "bezeichnung",
    "beschreibung",
    // French
    "nom",
    "libelle",
    "designation",
    // Spanish
    "nombre",
    "descripcion",
    // Portuguese
    "nome",
    "descricao",
    // Italian
    "descrizione",
    // Dutch
    "naam",
    "omschrijving",
    // Polish
    "nazwa",
    "opis",
    // Turkish
    "ad",
    "adi",
    "isim",
    // Arabic
    "الاسم",
    "اسم",
    // Chinese
    "名称",
    "姓名",
    "名字",
    "名稱",
    // Japanese
    "名前",
    "氏名",
];
