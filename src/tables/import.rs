//! What every import has in common: how it is asked for, what it tells, and which rows are at fault.

use std::borrow::Cow;

use actix_web::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    answer::{self, Tabled},
    format::{self, Format},
    reading::Column,
    tabular::Tabular,
};
use crate::{
    auth::policy::Action,
    bilingual::Bilingual,
    http::{Ctx, Error, Reply, Result, fault::Fault, locale::Locale},
    text_enum,
};

/// How to import.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
pub struct Importing {
    /// Only checks the rows: nothing is written.
    #[serde(default)]
    #[param(default = false)]
    pub dry_run: bool,
    /// What happens when some rows are at fault.
    #[serde(default)]
    #[param(inline)]
    pub mode: ImportMode,
}

text_enum! {
    /// What happens when some rows are at fault.
    #[derive(Default)]
    ImportMode {
        /// Nothing is written.
        #[default]
        All = "all", "全部无误才导入", "All rows or none";
        /// The others are written.
        ValidRows = "valid_rows", "只导入无误的行", "The valid rows";
    }
}

/// What an import did, or would do.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = Import)]
pub struct Imported {
    /// Whether the rows were only checked.
    pub dry_run: bool,
    /// What was asked for.
    pub mode: ImportMode,
    /// Rows read.
    #[schema(example = 12)]
    pub rows: usize,
    /// Rows written; none in a dry run.
    #[schema(example = 11)]
    pub written: usize,
    /// Rows at fault.
    #[schema(example = 1)]
    pub refused: usize,
    /// Everything that is wrong with them, in the order of the file.
    pub faults: Vec<ImportFault>,
}

/// One thing wrong with a row.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ImportFault {
    /// Its number in the file: the line, or the row of the sheet; the first is 1.
    #[schema(example = 7)]
    pub row: u64,
    /// The column, as in the template's field names; null when it is the row as a whole.
    #[schema(required, example = "identity_number")]
    pub column: Option<String>,
    /// What is wrong, for programs.
    #[schema(example = "wrong_check_character")]
    pub code: String,
    /// What is wrong, for people; never the value itself.
    #[schema(example = "校验码不对，请核对")]
    pub message: String,
}

impl Tabular for ImportFault {
    const NAME: &'static str = "faults";
    const COLUMNS: &'static [&'static str] = &["row", "column", "code", "message"];
}

/// One thing wrong with a row, not yet told in a language.
#[derive(Debug, Clone)]
pub struct RowFault {
    /// The row's number in the file; 0 is the file as a whole.
    pub row: u64,
    /// The column, as in the template's field names.
    pub column: Option<&'static str>,
    /// Where in the row's JSON the fault lies.
    pub pointer: String,
    /// What is wrong, for programs.
    pub code: Cow<'static, str>,
    /// What is wrong, for people.
    pub message: Bilingual,
}

impl RowFault {
    /// A fault of a row; its pointer is that of a member that a column's texts become.
    pub fn new(row: u64, columns: &[Column], fault: Fault) -> Self {
        let at = |column: &&Column| column.to == fault.pointer;
        // A whole object that is missing, or of which no single member is at fault, is told at its first column.
        let below = |column: &&Column| column.to.starts_with(&format!("{}/", fault.pointer));
        // Several things in one cell are told at their column.
        let above = |column: &&Column| fault.pointer.starts_with(&format!("{}/", column.to));
        let found = columns.iter().find(at).or_else(|| columns.iter().find(below));
        let column = found.or_else(|| columns.iter().find(above));
        let column = column.filter(|_| !fault.pointer.is_empty()).map(|column| column.field);
        Self { row, column, pointer: fault.pointer, code: fault.code, message: fault.message }
    }

    fn told(&self, locale: Locale) -> ImportFault {
        ImportFault {
            row: self.row,
            column: self.column.map(str::to_owned),
            code: self.code.to_string(),
            message: locale.pick(&self.message).to_owned(),
        }
    }

    fn as_fault(&self) -> Fault {
        let column = self.column.map(|column| format!("/{column}")).unwrap_or_default();
        let Bilingual { zh, en } = self.message.clone();
        Fault { code: self.code.clone(), ..Fault::body(format!("/rows/{}{column}", self.row), "", zh, en) }
    }
}

impl Imported {
    /// What is told of an import with these faults.
    pub fn new(asked: Importing, rows: usize, written: usize, faults: &[RowFault], locale: Locale) -> Self {
        let mut refused: Vec<u64> = faults.iter().map(|fault| fault.row).collect();
        refused.sort_unstable();
        refused.dedup();
        let faults = faults.iter().map(|fault| fault.told(locale)).collect();
        Self { dry_run: asked.dry_run, mode: asked.mode, rows, written, refused: refused.len(), faults }
    }
}

/// 422 with every fault, at `/rows/7/phone`: nothing was written.
pub fn refusal(faults: &[RowFault]) -> Error {
    let count = faults.len();
    Error::invalid(faults.iter().map(RowFault::as_fault).collect())
        .detail(format!("共{count}处问题，未导入任何一行"), format!("{count} faults; no row was imported"))
}

/// The answer in the format asked for: the whole of it as JSON, or its faults as a table, with status 422 when they kept
/// everything from being written.
pub fn answer<A: Action>(
    ctx: &Ctx<A>,
    done: Result<Reply<Imported>>,
    faults: &[RowFault],
) -> Result<Tabled<Imported, ImportFault>> {
    let asked = format::asked(ctx.request().headers(), Format::OF_LISTS)?;
    if asked.format == Format::Json {
        return done.map(Tabled::from);
    }
    match done {
        Ok(reply) => {
            let told: Imported = serde_json::from_slice(&reply.rendered().body)?;
            answer::ready(ctx, asked, &told.faults)
        }
        Err(_) if !faults.is_empty() => {
            let told: Vec<_> = faults.iter().map(|fault| fault.told(ctx.locale())).collect();
            Ok(answer::ready(ctx, asked, &told)?.with_status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error),
    }
}
