//! Database errors as ours. A constraint is named for what it guards; where a statement can meet one, the caller maps
//! that name with [`OnConstraint::on_constraint`].

use diesel::result::{DatabaseErrorKind, Error as DieselError};

use crate::http::{codes::Code, error::Error};

/// The server's SQLSTATE is not in diesel's error; these kinds are what it keeps of it.
impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        match &error {
            DieselError::NotFound => Self::not_found(),
            DieselError::DatabaseError(kind, info) => database_error(*kind, info.message(), &error),
            _ => Self::internal(&error),
        }
    }
}

fn database_error(kind: DatabaseErrorKind, message: &str, error: &DieselError) -> Error {
    let busy = ["lock timeout", "deadlock detected", "could not serialize", "statement timeout"];
    match kind {
        DatabaseErrorKind::ClosedConnection
        | DatabaseErrorKind::ReadOnlyTransaction
        | DatabaseErrorKind::SerializationFailure => unavailable(error),
        _ if busy.iter().any(|words| message.contains(words)) => unavailable(error),
        _ if message.contains("terminating connection") || message.contains("connection closed") => {
            unavailable(error)
        }
        _ => Error::internal(format!("{error:?}")),
    }
}

fn unavailable(error: &DieselError) -> Error {
    Error::new(Code::Unavailable).retry_after(1).because(error)
}

/// The name of the violated constraint, without Citus' shard suffix.
pub fn violated_constraint(error: &DieselError) -> Option<&str> {
    let DieselError::DatabaseError(_, info) = error else { return None };
    let name = match info.constraint_name() {
        Some(name) => name,
        // diesel leaves the name out for exclusion constraints; the server's message quotes it.
        None => info.message().split('"').nth(1)?,
    };
    Some(name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_')).filter(|s| !s.is_empty())
}

/// Turns the violation of a named constraint into the answer that its statement means by it.
pub trait OnConstraint<T> {
    /// When `name` was violated the error is `make()`; any other stays what it was.
    fn on_constraint(self, name: &str, make: impl FnOnce() -> Error) -> Result<T, DatabaseFailure>;
}

/// A database error some of whose constraints are already translated.
#[derive(Debug)]
pub enum DatabaseFailure {
    /// Not translated yet.
    Raw(DieselError),
    /// What the caller will read.
    Meant(Error),
}

impl From<DatabaseFailure> for Error {
    fn from(failure: DatabaseFailure) -> Self {
        match failure {
            DatabaseFailure::Raw(error) => error.into(),
            DatabaseFailure::Meant(error) => error,
        }
    }
}

impl<T> OnConstraint<T> for Result<T, DieselError> {
    fn on_constraint(self, name: &str, make: impl FnOnce() -> Error) -> Result<T, DatabaseFailure> {
        self.map_err(DatabaseFailure::Raw).on_constraint(name, make)
    }
}

impl<T> OnConstraint<T> for Result<T, DatabaseFailure> {
    fn on_constraint(self, name: &str, make: impl FnOnce() -> Error) -> Result<T, DatabaseFailure> {
        match self {
            Err(DatabaseFailure::Raw(error)) if violated_constraint(&error) == Some(name) => {
                Err(DatabaseFailure::Meant(make()))
            }
            other => other,
        }
    }
}
