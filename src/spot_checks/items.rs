//! `GET /spot-checks/{id}/items` and one of them.

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::model::{self, SpotCheckOutcome, SpotCheckRow};
use crate::{
    auth::{
        policy::{Action, ManageSpotChecks, ReadSpotChecks},
        role::Role,
    },
    http::{Ctx, Id, Page, Paging, Path, Reply, Result, Versioned},
    personal::{Cell, PersonKey},
    schema::spot_check_items,
    service_logs::texts,
};

/// The path of one item.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ItemPath {
    /// Id of the spot check.
    pub id: Uuid,
    /// Its place in the draw, from one.
    pub rank: i32,
}

/// An item as a row.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = spot_check_items)]
pub struct ItemRow {
    /// The spot check.
    pub spot_check_id: Uuid,
    /// Its place in the draw.
    pub rank: i32,
    /// The log, or the client.
    pub subject_id: Uuid,
    /// What the check found.
    pub outcome: Option<SpotCheckOutcome>,
    /// The note, sealed.
    pub note_sealed: Option<Vec<u8>>,
    /// Whose account recorded the outcome.
    pub recorded_by: Option<Uuid>,
    /// When.
    pub recorded_at: Option<DateTime<Utc>>,
    /// Grows by one with each change.
    pub version: i32,
}

impl ItemRow {
    /// Where its note stands.
    pub fn cell(&self) -> Cell {
        Cell { table: "spot_check_items", column: "note", row: self.spot_check_id }
    }
}

/// Something that was drawn, and what its check found.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpotCheckItem {
    /// Its place in the draw, from one.
    #[schema(example = 1)]
    pub rank: i32,
    /// The log, or the client; null for a township, which sees no clients.
    #[schema(required)]
    pub subject_id: Option<Uuid>,
    /// What the check found; null as long as it is not checked.
    #[schema(required)]
    pub outcome: Option<SpotCheckOutcome>,
    /// A note on it; shown to those who check.
    pub note: Option<String>,
    /// Whose account recorded the outcome.
    #[schema(required)]
    pub recorded_by: Option<Uuid>,
    /// When.
    #[schema(required)]
    pub recorded_at: Option<DateTime<Utc>>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for SpotCheckItem {
    fn version(&self) -> i32 {
        self.version
    }
}

/// The items of a spot check.
fn of_check(check: &SpotCheckRow) -> spot_check_items::BoxedQuery<'_, Pg> {
    spot_check_items::table
        .filter(spot_check_items::county_code.eq(&check.county_code))
        .filter(spot_check_items::spot_check_id.eq(check.id))
        .into_boxed()
}

/// Lists what was drawn, in the order of the draw; nothing before it.
#[utoipa::path(get, path = "/api/v1/spot-checks/{id}/items", tag = "evaluation")]
pub async fn list_spot_check_items(
    ctx: Ctx<ReadSpotChecks>,
    path: Path<Id>,
    paging: Paging,
) -> Result<Reply<Page<SpotCheckItem>>> {
    let role = ctx.caller()?.role;
    let found = ctx.read(async |conn| {
        let check = model::find(conn, ctx.reach(), path.id).await?;
        let mut rows = of_check(&check);
        if let Some(after) = paging.position::<i32>()? {
            rows = rows.filter(spot_check_items::rank.gt(after));
        }
        let rows = rows.order(spot_check_items::rank).select(ItemRow::as_select());
        let (found, total) = paging.read(conn, rows, of_check(&check).count()).await?;
        let ids: Vec<Uuid> = found.iter().map(|row: &ItemRow| row.subject_id).collect();
        let keys = ctx.shared().personal.keys(conn, &check.county_code, &ids).await?;
        let items = found
            .into_iter()
            .map(|row| shown(&row, &check, role, keys.get(&row.subject_id)))
            .collect::<Result<_>>()?;
        paging.page(items, total, |item: &SpotCheckItem| item.rank)
    });
    found.await?.reply()
}

/// Shows one item.
#[utoipa::path(get, path = "/api/v1/spot-checks/{id}/items/{rank}", tag = "evaluation")]
pub async fn get_spot_check_item(
    ctx: Ctx<ReadSpotChecks>,
    path: Path<ItemPath>,
) -> Result<Reply<SpotCheckItem>> {
    let role = ctx.caller()?.role;
    let found = ctx.read(async |mut conn| {
        let check = model::find(conn, ctx.reach(), path.id).await?;
        let one = of_check(&check).filter(spot_check_items::rank.eq(path.rank));
        let row: ItemRow = one.select(ItemRow::as_select()).first(&mut conn).await?;
        let keys = ctx.shared().personal.keys(conn, &check.county_code, &[row.subject_id]).await?;
        shown(&row, &check, role, keys.get(&row.subject_id))
    });
    Reply::tagged(&found.await?)
}

/// An item as a role sees it.
pub fn shown(
    row: &ItemRow,
    check: &SpotCheckRow,
    role: Role,
    key: Option<&PersonKey>,
) -> Result<SpotCheckItem> {
    let checks = ManageSpotChecks::extent(role).is_some();
    let sealed = row.note_sealed.as_deref().filter(|_| checks);
    Ok(SpotCheckItem {
        rank: row.rank,
        note: texts::open(key, row.cell(), sealed)?,
        subject_id: check.subject.is_shown_to(role).then_some(row.subject_id),
        outcome: row.outcome,
        recorded_by: row.recorded_by,
        recorded_at: row.recorded_at,
        version: row.version,
    })
}
