//! What a log tells of people, sealed under the key of the log.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    http::{Result, clock::random},
    personal::{Cell, PersonKey, Sensitive},
    schema::service_logs,
};

/// The texts of a log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct LogTexts {
    /// What was done; null when it was erased.
    #[schema(required)]
    pub summary: Option<String>,
    /// What came of it.
    #[schema(required)]
    pub result: Option<String>,
    /// Why it was returned or withdrawn, while it is.
    #[schema(required)]
    pub state_reason: Option<String>,
    /// Whether its texts were erased.
    pub erased: bool,
}

/// The texts as they are kept.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = service_logs)]
pub struct KeptTexts {
    summary: Option<String>,
    result: Option<String>,
    summary_sealed: Option<Vec<u8>>,
    result_sealed: Option<Vec<u8>>,
    state_reason_sealed: Option<Vec<u8>>,
}

/// The columns that are written; an older version's are emptied.
#[derive(Debug, Insertable, AsChangeset)]
#[diesel(table_name = service_logs, treat_none_as_default_value = false, treat_none_as_null = true)]
pub struct SealedTexts {
    summary: Option<String>,
    result: Option<String>,
    summary_sealed: Option<Vec<u8>>,
    result_sealed: Option<Vec<u8>>,
    state_reason_sealed: Option<Vec<u8>>,
}

impl SealedTexts {
    /// What was done, sealed.
    pub fn summary(&self) -> Option<&[u8]> {
        self.summary_sealed.as_deref()
    }

    /// What came of it, sealed.
    pub fn result(&self) -> Option<&[u8]> {
        self.result_sealed.as_deref()
    }
}

const fn cell(column: &'static str, log: Uuid) -> Cell {
    Cell { table: "service_logs", column, row: log }
}

impl KeptTexts {
    /// Opens them. A log without a key was written by an older version.
    pub fn open(self, log: Uuid, key: Option<&PersonKey>) -> Result<LogTexts> {
        let open = |column, sealed: Option<Vec<u8>>| match (key, sealed) {
            (Some(key), Some(sealed)) => {
                Ok(key.open(cell(column, log), &sealed)?.map(|text| text.expose().clone()))
            }
            _ => Ok::<_, crate::http::Error>(None),
        };
        Ok(LogTexts {
            summary: open("summary", self.summary_sealed)?.or(self.summary),
            result: open("result", self.result_sealed)?.or(self.result),
            state_reason: open("state_reason", self.state_reason_sealed)?,
            erased: key.is_some_and(PersonKey::is_destroyed),
        })
    }
}

impl LogTexts {
    /// Seals them for their row. Errors: 409 when they were erased.
    pub fn seal(&self, log: Uuid, key: &PersonKey) -> Result<SealedTexts> {
        let seal = |column, text: &Option<String>| seal(key, cell(column, log), text.as_deref());
        Ok(SealedTexts {
            summary: None,
            result: None,
            // What was erased stays unreadable, and its row says all the same that something was done.
            summary_sealed: if self.erased {
                Some(random::<32>().to_vec())
            } else {
                seal("summary", &self.summary)?
            },
            result_sealed: seal("result", &self.result)?,
            state_reason_sealed: seal("state_reason", &self.state_reason)?,
        })
    }
}

/// Seals a text for a cell, if there is one.
pub fn seal(key: &PersonKey, cell: Cell, text: Option<&str>) -> Result<Option<Vec<u8>>> {
    text.map(|text| key.seal(cell, &Sensitive::new(text.to_owned()))).transpose()
}

/// Opens a text, if there is one and it was not erased.
pub fn open(key: Option<&PersonKey>, cell: Cell, sealed: Option<&[u8]>) -> Result<Option<String>> {
    match (key, sealed) {
        (Some(key), Some(sealed)) => Ok(key.open(cell, sealed)?.map(|text| text.expose().clone())),
        _ => Ok(None),
    }
}
