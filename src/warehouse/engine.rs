//! The engines that are known: how their addresses begin, which drivers speak to them, and how their SQL differs.

use super::dialect::Dialect;

/// What a driver has to cancel, so that a server ends a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancels {
    /// The statement.
    Statement,
    /// The statement, which ends the call of the driver alone, and the connection.
    Connection,
}

/// An engine.
#[derive(Debug, PartialEq, Eq)]
pub struct Engine {
    /// Its name in messages.
    pub name: &'static str,
    /// Schemes of its addresses.
    pub schemes: &'static [&'static str],
    /// Where in a database file it has which bytes.
    pub magic: Option<(usize, &'static [u8])>,
    /// Names of its driver, as manifests and libraries have it; empty if the scheme is the name.
    pub drivers: &'static [&'static str],
    /// The function with which its driver begins, where that is not the one of the convention.
    pub entry: Option<&'static [u8]>,
    /// How to get the driver.
    pub install: &'static str,
    /// The option of the driver that takes the path of a database file.
    pub path_option: Option<&'static str>,
    /// How it writes SQL.
    pub dialect: Dialect,
    /// The statement after which all tables are seen as they are now; none where an engine has no such transaction.
    pub snapshot: Option<&'static str>,
    /// What ends a statement on the server.
    pub cancels: Cancels,
    /// Whether what its tables show is in its file alone.
    pub is_one_file: bool,
    /// Schemas that are the engine's own.
    pub own_schemas: &'static [&'static str],
    /// Whether its columns take values of any type, and its driver finds them by name when it ingests rows.
    pub has_loose_columns: bool,
    /// Whether ADBC calls a catalog what a statement names before a table.
    pub schemas_are_catalogs: bool,
}

const POSTGRESQL: Engine = Engine {
    name: "PostgreSQL",
    schemes: &["postgresql", "postgres"],
    magic: None,
    drivers: &["postgresql", "adbc_driver_postgresql"],
    entry: None,
    install: "pip install adbc-driver-postgresql",
    path_option: None,
    dialect: Dialect::Postgresql,
    snapshot: Some("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
    cancels: Cancels::Statement,
    is_one_file: false,
    own_schemas: &["pg_catalog", "information_schema", "pg_toast"],
    has_loose_columns: false,
    schemas_are_catalogs: false,
};

const FLIGHT_SQL: Engine = Engine {
    name: "Flight SQL",
    schemes: &["grpc", "grpc+tls", "grpc+tcp", "flightsql"],
    drivers: &["flightsql", "adbc_driver_flightsql"],
    install: "pip install adbc-driver-flightsql",
    own_schemas: &["information_schema", "system"],
    ..OTHER
};

/// A server of Flight SQL that writes SQL as Spark does. Its driver does not tell it from others.
pub const SAIL: Engine = Engine { name: "Sail", ..FLIGHT_SQL };

/// The known engines.
pub const ENGINES: &[Engine] = &[
    POSTGRESQL,
    Engine {
        name: "DuckDB",
        schemes: &["duckdb"],
        magic: Some((8, b"DUCK")),
        drivers: &["duckdb"],
        entry: Some(b"duckdb_adbc_init"),
        install: "libduckdb of the DuckDB releases, or brew install duckdb",
        path_option: Some("path"),
        dialect: Dialect::Duckdb,
        snapshot: Some("BEGIN TRANSACTION"),
        own_schemas: &["information_schema", "pg_catalog"],
        ..OTHER
    },
    Engine {
        name: "SQLite",
        schemes: &["sqlite"],
        magic: Some((0, b"SQLite format 3\0")),
        drivers: &["sqlite", "adbc_driver_sqlite"],
        install: "pip install adbc-driver-sqlite",
        path_option: Some("uri"),
        dialect: Dialect::Sqlite,
        snapshot: Some("BEGIN"),
        is_one_file: true,
        has_loose_columns: true,
        schemas_are_catalogs: true,
        ..OTHER
    },
    FLIGHT_SQL,
    Engine {
        name: "Spark",
        schemes: &["sc"],
        drivers: &["spark", "adbc_driver_spark"],
        install: "pip install adbc-driver-spark",
        dialect: Dialect::Spark,
        cancels: Cancels::Connection,
        own_schemas: &["information_schema"],
        ..OTHER
    },
];

/// The engine that calls itself by a name.
pub fn of_vendor(name: &str) -> Option<&'static Engine> {
    ENGINES.iter().find(|engine| name.to_lowercase().contains(&engine.name.to_lowercase()))
}

/// An engine that is not known: its scheme is the name of its driver, and its SQL is nearest to that of the standard.
pub const OTHER: Engine = Engine {
    name: "the database",
    schemes: &[],
    magic: None,
    drivers: &[],
    entry: None,
    install: "see the documentation of the database for its ADBC driver",
    path_option: None,
    dialect: Dialect::Postgresql,
    snapshot: None,
    cancels: Cancels::Statement,
    is_one_file: false,
    own_schemas: &["information_schema"],
    has_loose_columns: false,
    schemas_are_catalogs: false,
};
