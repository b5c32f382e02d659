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
        let change = (
            service_lists::voided_at.eq(tx.now()),
            service_lists::void_reason.eq(body.0.reason.as_str()),
            service_lists::version.eq(row.version.saturating_add(1)),
        );
        let one = service_lists::table.find((tx.county(), row.id));
        diesel::update(one).set(change).execute(&mut tx.conn()).await?;
        tx.record(Event::new("service_list.voided", row.id, json!({"station": row.station_id})));
        Reply::tagged(&model::find(tx, tx.reach(), row.id).await?)
    })
    .await
}
