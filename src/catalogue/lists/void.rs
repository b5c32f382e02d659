//! `POST /service-lists/{id}/voiding`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::model::{self, ServiceList};
use crate::{
    audit::event::Event,
    auth::policy::ManageServiceLists,
    dated::{self, VoidRow},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    schema::service_lists,
    voided,
};

/// Voids a list that was filed wrongly, or a draft that is given up; it stays readable.
#[utoipa::path(post, path = "/api/v1/service-lists/{id}/voiding", tag = "catalogue")]
pub async fn void_service_list(
    ctx: Ctx<ManageServiceLists>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<ServiceList>> {
    ctx.write(async |tx| {
        let row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        dated::may_void(row.voided_at)?;
        let change = voided!(service_lists, tx, row.version, body.0.reason.as_str());
        let one = service_lists::table.find((tx.county(), row.id));
        diesel::update(one).set(change).execute(&mut tx.conn()).await?;
        tx.record(Event::new("service_list.voided", row.id, json!({"station": row.station_id})));
        Reply::tagged(&model::find(tx, tx.reach(), row.id).await?)
    })
    .await
}
