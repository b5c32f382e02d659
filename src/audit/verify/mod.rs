//! `stations audit verify`: recomputes everything, county by county and page by page, and believes neither the columns
//! nor the stored hashes. What it holds in memory does not grow with the log.

mod county;
mod exported;
mod marks;
mod rows;
mod sealed;
mod seals;

use std::fmt;

use chrono::{DateTime, Utc};
use diesel_async::SimpleAsyncConnection as _;
use ed25519_dalek::VerifyingKey;
use uuid::Uuid;

use self::{county::Summary, exported::Exported};
use super::checkpoint::verifying_key;
use crate::{
    config::Config,
    db::{Conn, pool},
};

/// The first bad event of a county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// County.
    pub county: String,
    /// Position of the event, as far as it can be told.
    pub position: Option<i64>,
    /// The event.
    pub event: Option<Uuid>,
    /// What is wrong.
    pub what: String,
}

impl Finding {
    fn new(county: &str, position: Option<i64>, event: Option<Uuid>, what: impl Into<String>) -> Self {
        Self { county: county.to_owned(), position, event, what: what.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.county)?;
        self.position.map_or(Ok(()), |position| write!(f, " position {position}"))?;
        self.event.map_or(Ok(()), |event| write!(f, " event {event}"))?;
        write!(f, ": {}", self.what)
    }
}

/// What ends a county's verification early.
enum Trouble {
    Unreadable(String),
    Bad(Finding),
}

impl From<diesel::result::Error> for Trouble {
    fn from(error: diesel::result::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

impl From<Finding> for Trouble {
    fn from(finding: Finding) -> Self {
        Self::Bad(finding)
    }
}

type Outcome<T> = Result<T, Trouble>;

/// What verification found.
#[derive(Debug, Default)]
pub struct Report {
    /// What is wrong, the first bad event of each county; empty when all is good.
    pub findings: Vec<Finding>,
    /// The good counties: sizes and roots.
    pub good: Vec<Summary>,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_good(&self) -> bool {
        self.findings.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.good.iter().try_for_each(|county| writeln!(f, "{county}"))?;
        self.findings.iter().try_for_each(|finding| writeln!(f, "TAMPERED {finding}"))?;
        write!(f, "{}", if self.is_good() { "good" } else { "tampered with" })
    }
}

/// The tree of a county, and then the seals it vouches for.
async fn all_of(
    conn: &Conn,
    county: &str,
    exported: &Exported,
    key: Option<&VerifyingKey>,
    now: DateTime<Utc>,
) -> Outcome<Summary> {
    let summary = county::check(conn, county, exported, key, now).await?;
    seals::check(conn, county).await?;
    Ok(summary)
}

/// Recomputes everything. Errors: the database, the checkpoint file or the key can't be read.
pub async fn run(url: &str, config: &Config, now: DateTime<Utc>) -> Result<Report, String> {
    // The file first: what is in it then is in every later snapshot of the database.
    let exported = Exported::look(&config.checkpoint_file)?;
    let conn = pool::unhurried(url).await.map_err(|e| e.to_string())?;
    let snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    (&mut &conn).batch_execute(snapshot).await.map_err(|e| e.to_string())?;
    let mut report = Report::default();
    let counties = rows::counties(&conn, exported.counties()).await.map_err(|e| e.to_string())?;
    let some = rows::any_position(&conn).await.map_err(|e| e.to_string())?;
    if some && exported.is_missing() {
        return Err(format!("{}: there is no such file", config.checkpoint_file.display()));
    }
    let key = if some { Some(verifying_key(&config.audit_key_file)?) } else { None };
    for county in &counties {
        match all_of(&conn, county, &exported, key.as_ref(), now).await {
            Ok(summary) => report.good.push(summary),
            Err(Trouble::Bad(finding)) => report.findings.push(finding),
            Err(Trouble::Unreadable(problem)) => return Err(problem),
        }
    }
    Ok(report)
}
