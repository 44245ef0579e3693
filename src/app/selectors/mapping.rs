//! Roles that a file or column can have on the mapping screen.

use strum::IntoEnumIterator;

use crate::app::state::overlay::mapping::{Choosing, MappingScreen, Numbers, Role, RoleOf, Side};
use crate::data::Table;
use crate::data::schema::Need;

/// The roles that the file or column at the cursor can have, and the one it has; `None` for a column of an unused file.
pub fn roles(screen: &MappingScreen) -> Option<Choosing> {
    let (roles, now) = match screen.side {
        Side::Files => (tables(screen), RoleOf::File(screen.part()?.table)),
        Side::Columns => {
            let (table, column) = (screen.part()?.table?, screen.column()?);
            (columns(screen, table), RoleOf::Column(table, column.role))
        }
    };
    let is_none = matches!(now, RoleOf::File(None) | RoleOf::Column(_, None));
    // Missing roles come first: the user is most likely looking for one of them.
    let missing = || roles.iter().position(|role| role.needed && role.holder.is_none());
    let own = roles.iter().position(|role| role.of == now);
    let cursor = if is_none { missing().or(own) } else { own };
    Some(Choosing { cursor: cursor.unwrap_or(0), roles })
}

/// Every table with the file that has it, and every column of the table of the file at the cursor with the column that has
/// its role; no columns for an unused file.
pub fn held_roles(screen: &MappingScreen) -> [Vec<Role>; 2] {
    let table = screen.part().and_then(|part| part.table);
    let is_role = |role: &Role| !matches!(role.of, RoleOf::File(None) | RoleOf::Column(_, None));
    let [mut tables, mut columns] = [tables(screen), table.map_or_else(Vec::new, |table| columns(screen, table))];
    tables.retain(is_role);
    columns.retain(is_role);
    [tables, columns]
}

/// The tables with the files that have these roles, and none.
fn tables(screen: &MappingScreen) -> Vec<Role> {
    let parts = &screen.understanding.parts;
    let holder = |table| parts.iter().find(|part| part.table == Some(table)).map(|part| part.name.clone());
    // One of the two tables is enough.
    let needs = |table| [Table::Customers, Table::Transactions].contains(&table) && lacks_rows(screen);
    let tables =
        Table::iter().map(|table| Role { of: RoleOf::File(Some(table)), needed: needs(table), holder: holder(table) });
    tables.chain([Role { of: RoleOf::File(None), needed: false, holder: None }]).collect()
}

/// Whether neither a table of customers nor of transactions is present.
fn lacks_rows(screen: &MappingScreen) -> bool {
    !screen.understanding.parts.iter().any(|p| matches!(p.table, Some(Table::Customers | Table::Transactions)))
}

/// The columns of a table, required ones first, with the columns of the file that have these roles, and none.
fn columns(screen: &MappingScreen, table: Table) -> Vec<Role> {
    let part = screen.part();
    let holder = |name| part?.columns.iter().find(|column| column.role == Some(name)).map(|c| c.name.clone());
    let mut roles: Vec<Role> = table
        .spec()
        .columns
        .iter()
        .map(|column| Role {
            of: RoleOf::Column(table, Some(column.name)),
            needed: column.need == Need::Required,
            holder: holder(column.name),
        })
        .collect();
    roles.sort_by_key(|role| !role.needed);
    roles.push(Role { of: RoleOf::Column(table, None), needed: false, holder: None });
    roles
}

/// Why the data cannot be opened with these roles; `None` if it can.
pub fn obstacle(screen: &MappingScreen) -> Option<String> {
    match (&screen.numbers, screen.understanding.missing.as_slice()) {
        (Numbers::Failed(why), _) => Some(why.clone()),
        (_, []) => None,
        (_, missing) => Some(missing.join("; ")),
    }
}
