//! Changes on the mapping screen. Each changes the mapping and the screen at once.

use super::{MappingScreen, Numbers, Role, RoleOf, Task};
use crate::data::{Kind, Mapping, Table};

/// The reason shown for a role that the user chose.
const CHOSEN: &str = "you chose it";

impl MappingScreen {
    /// Gives the file or column at the cursor a role.
    pub fn give(&mut self, role: &Role) {
        match role.of {
            RoleOf::File(table) => self.use_as(table),
            RoleOf::Column(table, column) => self.name_column(table, column),
        }
        self.task = Task::Look;
    }

    /// Makes the file at the cursor a table, or leaves it out.
    pub fn use_as(&mut self, table: Option<Table>) {
        let Some(part) = self.understanding.parts.get(self.file) else { return };
        let (name, before) = (part.name.clone(), part.table);
        if let Some(before) = before.filter(|before| Some(*before) != table && self.is_alone(*before)) {
            self.mapping.forget(before);
        }
        self.mapping.unused.retain(|other| *other != name);
        match table {
            Some(table) if before != Some(table) => {
                // The mapped columns belonged to another file.
                self.mapping.forget(table);
                self.mapping.set_source(table, Some(name.clone()));
            }
            Some(table) => self.mapping.set_source(table, Some(name.clone())),
            None => self.mapping.unused.push(name.clone()),
        }
        for part in &mut self.understanding.parts {
            if part.name == name {
                (part.table, part.reason) = (table, CHOSEN.to_owned());
            } else if table.is_some() && part.table == table {
                (part.table, part.reason) = (None, format!("{name} is this table"));
            }
        }
        self.changed();
    }

    /// Makes the column at the cursor a column of the schema, or removes its role.
    fn name_column(&mut self, table: Table, role: Option<&'static str>) {
        let alone = self.is_alone(table);
        let Some(part) = self.understanding.parts.get_mut(self.file) else { return };
        let Some(column) = part.columns.get(self.column) else { return };
        let name = column.name.clone();
        if let Some(before) = column.role.filter(|before| Some(*before) != role) {
            // Without an entry, the column would be recognised by its name again.
            self.mapping.set_column(table, before, Some(String::new()));
        }
        if let Some(role) = role {
            self.mapping.set_column(table, role, Some(name.trim().to_owned()));
        }
        if alone {
            self.mapping.set_source(table, Some(part.name.clone()));
        }
        for (at, column) in part.columns.iter_mut().enumerate() {
            if at == self.column {
                (column.role, column.reason) = (role, CHOSEN.to_owned());
            } else if role.is_some() && column.role == role {
                (column.role, column.reason) = (None, format!("{name} is this column"));
            }
        }
        self.changed();
    }

    /// Uses the file at the cursor again; its name and columns decide its role.
    pub fn take_back(&mut self) {
        let Some(part) = self.understanding.parts.get_mut(self.file) else { return };
        self.mapping.unused.retain(|name| *name != part.name);
        part.reason = String::new();
        self.changed();
    }

    /// Removes the role of the column at the cursor.
    pub fn clear_column(&mut self) {
        if let Some(table) = self.part().and_then(|part| part.table) {
            self.name_column(table, None);
        }
    }

    /// The mapping with everything that was inferred, so that the file gives the same result again.
    pub fn explicit(&self) -> Mapping {
        let mut mapping = self.mapping.clone();
        for part in &self.understanding.parts {
            let Some(table) = part.table.filter(|table| self.is_alone(*table)) else { continue };
            mapping.set_source(table, Some(part.name.clone()));
            for column in &part.columns {
                if let Some(role) = column.role {
                    mapping.set_column(table, role, Some(column.name.trim().to_owned()));
                }
            }
        }
        mapping
    }

    /// The next kind of data; after the last it is inferred again.
    pub fn next_kind(&mut self) {
        self.mapping.kind = after(self.mapping.kind, &[Kind::Coupons, Kind::Purchases, Kind::Customers]);
        self.changed();
    }

    /// The next order of dates; after the last it is inferred again.
    pub fn next_dates(&mut self) {
        let now = self.mapping.date_format.take();
        self.mapping.date_format = after(now, &["dmy", "mdy", "ymd"].map(str::to_owned));
        self.changed();
    }

    /// The next decimal mark; after the last it is inferred again.
    pub fn next_decimal(&mut self) {
        self.mapping.decimal = after(self.mapping.decimal, &['.', ',']);
        self.changed();
    }

    /// Whether at most one file is this table.
    fn is_alone(&self, table: Table) -> bool {
        self.understanding.parts.iter().filter(|part| part.table == Some(table)).count() <= 1
    }

    fn changed(&mut self) {
        self.mapping.edited();
        self.said = None;
        self.numbers = Numbers::Looking;
    }
}

/// The value after this one; `None` before the first and after the last.
fn after<T: PartialEq + Clone>(now: Option<T>, all: &[T]) -> Option<T> {
    let next = now.map_or(0, |now| all.iter().position(|value| *value == now).map_or(0, |at| at + 1));
    all.get(next).cloned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::data::{ColumnRole, PartRole, Understanding};

    fn screen() -> MappingScreen {
        let column = |(name, role): (&str, Option<&'static str>)| ColumnRole {
            name: name.to_owned(),
            samples: Vec::new(),
            role,
            reason: String::new(),
        };
        let part = |name: &str, table, columns: &[(&str, Option<&'static str>)]| PartRole {
            name: name.to_owned(),
            label: name.to_owned(),
            rows: None,
            table,
            reason: String::new(),
            columns: columns.iter().copied().map(column).collect(),
        };
        let orders = [("who", Some("customer_id")), ("when", None), ("paid", Some("transaction_date"))];
        let parts =
            vec![part("orders.csv", Some(Table::Transactions), &orders), part("people.csv", None, &[("who", None)])];
        MappingScreen {
            understanding: Understanding { parts, ..Understanding::default() },
            ..MappingScreen::new(Vec::new())
        }
    }

    #[test]
    fn a_column_takes_a_role_from_another() {
        let mut screen = screen();
        screen.column = 1;
        screen.name_column(Table::Transactions, Some("transaction_date"));
        let roles: Vec<_> = screen.part().unwrap().columns.iter().map(|c| c.role).collect();
        assert_eq!(roles, [Some("customer_id"), Some("transaction_date"), None]);
        assert_eq!(screen.mapping.column(Table::Transactions, "transaction_date"), Some("when"));
        assert_eq!(screen.mapping.source_name(Table::Transactions), Some("orders.csv"));
    }

    #[test]
    fn a_column_without_a_role_is_not_found_again_by_its_name() {
        let mut screen = screen();
        screen.column = 2;
        screen.name_column(Table::Transactions, None);
        assert_eq!(screen.mapping.column(Table::Transactions, "transaction_date"), Some(""));
    }

    #[test]
    fn a_file_takes_a_table_from_another_with_what_was_said_of_it() {
        let mut screen = screen();
        screen.name_column(Table::Transactions, Some("customer_id"));
        screen.file = 1;
        screen.use_as(Some(Table::Transactions));
        let tables: Vec<_> = screen.understanding.parts.iter().map(|p| p.table).collect();
        assert_eq!(tables, [None, Some(Table::Transactions)]);
        assert_eq!(screen.mapping.source_name(Table::Transactions), Some("people.csv"));
        assert_eq!(screen.mapping.column(Table::Transactions, "customer_id"), None);
        screen.use_as(None);
        assert_eq!(screen.mapping.source_name(Table::Transactions), None);
        assert_eq!(screen.mapping.unused, ["people.csv"]);
        screen.use_as(Some(Table::Customers));
        assert!(screen.mapping.unused.is_empty());
    }

    #[test]
    fn kinds_go_round() {
        let mut screen = screen();
        let mut kinds = Vec::new();
        for _ in 0..4 {
            screen.next_kind();
            kinds.push(screen.mapping.kind);
        }
        assert_eq!(kinds, [Some(Kind::Coupons), Some(Kind::Purchases), Some(Kind::Customers), None]);
    }
}
