//! `GET /imports/{id}/faults`; and keeping them.

use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model;
use crate::{
    auth::policy::ReadImports,
    db::Conn,
    http::{Ctx, Id, Paging, Path, Result, locale::Locale},
    schema::import_faults,
    tables::{self, Listing, Tabular, import::RowFault},
};

/// Faults of one import that are kept; what is beyond is counted only.
pub const MOST: i64 = 100_000;
/// Rows of one statement.
const AT_ONCE: usize = 1000;

/// One thing wrong with a row of an import.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportJobFault {
    /// Its number in the file: the line, or the row of the sheet; the first is 1, and 0 is the file as a whole.
    #[schema(example = 7)]
    pub row: i64,
    /// The column, as in the template's field names; null when it is the row as a whole.
    #[schema(required, example = "workers")]
    pub column: Option<String>,
    /// Where in the row's JSON the fault lies (RFC 6901).
    #[schema(example = "/workers/0/worker_id")]
    pub pointer: String,
    /// What is wrong, for programs.
    #[schema(example = "not_employed")]
    pub code: String,
    /// What is wrong, for people; never the value itself.
    #[schema(example = "该社工当日未被聘用")]
    pub message: String,
}

impl Tabular for ImportJobFault {
    const NAME: &'static str = "faults";
    const COLUMNS: &'static [&'static str] = &["row", "column", "pointer", "code", "message"];
}

/// Lists what is wrong with the rows of an import, in the order of the file; as a table it is a file to mend the rows by.
#[utoipa::path(get, path = "/api/v1/imports/{id}/faults", tag = "imports")]
pub async fn list_import_faults(
    ctx: Ctx<ReadImports>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Listing<ImportJobFault>> {
    let id = path.id;
    tables::list(ctx, paging, async move |ctx, conn, paging| {
        let import = model::find(conn, ctx.reach(), id).await?.id;
        let mut rows = of_import(&ctx.reach().county, import);
        if let Some((row, position)) = paging.position::<(i64, i32)>()? {
            let same = import_faults::row_number.eq(row).and(import_faults::position.gt(position));
            rows = rows.filter(import_faults::row_number.gt(row).or(same));
        }
        let rows = rows.order((import_faults::row_number, import_faults::position)).select(Kept::as_select());
        let counted = of_import(&ctx.reach().county, import).count();
        let (found, total) = paging.read(conn, rows, counted).await?;
        let page = paging.page(found, total, |one: &Kept| (one.row_number, one.position))?;
        Ok(page.map(|one| one.told(ctx.locale())))
    })
    .await
}

fn of_import(county: &str, id: Uuid) -> import_faults::BoxedQuery<'_, Pg> {
    let rows = import_faults::table.filter(import_faults::county_code.eq(county));
    rows.filter(import_faults::import_id.eq(id)).into_boxed()
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = import_faults, treat_none_as_default_value = false)]
struct Kept {
    row_number: i64,
    position: i32,
    field: Option<String>,
    pointer: String,
    code: String,
    message_zh: String,
    message_en: String,
}

impl Kept {
    fn of(fault: &RowFault, position: i32) -> Self {
        Self {
            row_number: i64::try_from(fault.row).unwrap_or(i64::MAX),
            position,
            field: fault.column.map(str::to_owned),
            pointer: fault.pointer.clone(),
            code: fault.code.to_string(),
            message_zh: fault.message.zh.to_string(),
            message_en: fault.message.en.to_string(),
        }
    }

    fn told(self, locale: Locale) -> ImportJobFault {
        ImportJobFault {
            row: self.row_number,
            column: self.field,
            pointer: self.pointer,
            code: self.code,
            message: locale.choose(self.message_zh, self.message_en),
        }
    }
}

/// Keeps faults, in the order in which they are told for each row.
pub async fn keep(mut conn: &Conn, county: &str, import: Uuid, faults: &[RowFault]) -> Result<()> {
    let mut positions = std::collections::HashMap::new();
    let rows = faults.iter().map(|fault| {
        let position =
            positions.entry(fault.row).and_modify(|n: &mut i32| *n = n.saturating_add(1)).or_insert(0);
        let ids = (import_faults::county_code.eq(county), import_faults::import_id.eq(import));
        (ids, Kept::of(fault, *position))
    });
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        let some: Vec<_> = rows.by_ref().take(AT_ONCE).collect();
        diesel::insert_into(import_faults::table).values(some).execute(&mut conn).await?;
    }
    Ok(())
}
