//! `PATCH /service-lists/{id}`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    items::{self, ChosenItem},
    model::{self, ServiceList, ServiceListRow, ServiceListState},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageServiceLists,
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result, Tx, codes::Code},
    schema::service_lists,
};

/// What to change of a draft.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ChangeServiceList {
    /// All that the station takes on.
    #[schema(min_items = 1, max_items = 200)]
    pub items: Vec<ChosenItem>,
}

/// Changes the items of a draft. A filed list is not changed: another is drafted and filed.
#[utoipa::path(patch, path = "/api/v1/service-lists/{id}", tag = "catalogue")]
pub async fn change_service_list(
    ctx: Ctx<ManageServiceLists>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ChangeServiceList>,
) -> Result<Reply<ServiceList>> {
    ctx.write(async |tx| {
        let row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        require_draft(&row)?;
        items::judge(tx, &body.0.items).await?;
        items::clear(tx, row.id).await?;
        items::insert(tx, row.id, &body.0.items).await?;
        grow(tx, &row).await?;
        let told = json!({"station": row.station_id, "items": body.0.items.len()});
        tx.record(Event::new("service_list.changed", row.id, told));
        Reply::tagged(&model::find(tx, tx.reach(), row.id).await?)
    })
    .await
}

/// Errors: 409 when it is filed or voided.
pub fn require_draft(row: &ServiceListRow) -> Result<()> {
    if row.state() == ServiceListState::Draft {
        return Ok(());
    }
    let (zh, en) = ("清单已报送或已作废", "The list is filed or voided");
    Err(Error::new(Code::Conflict).detail(zh, en))
}

/// Makes the version of a locked list grow.
pub async fn grow(tx: &Tx<'_>, row: &ServiceListRow) -> Result<()> {
    let change = service_lists::version.eq(row.version.saturating_add(1));
    let one = service_lists::table.find((tx.county(), row.id));
    diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    Ok(())
}
