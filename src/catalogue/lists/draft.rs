//! `POST /stations/{id}/service-lists`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    items::{self, ChosenItem},
    model::{self, ServiceList},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageServiceLists,
    http::{Body, Created, Ctx, Id, Path, Reply, Result, Tx},
    schema::service_lists,
    stations,
};

/// A list to draft.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct DraftServiceList {
    /// What the station takes on; the whole catalogue when left out.
    #[schema(min_items = 1, max_items = 200)]
    pub items: Option<Vec<ChosenItem>>,
}

/// Drafts a service list of a station from the county's catalogue (五). It is in force from its filing.
#[utoipa::path(post, path = "/api/v1/stations/{id}/service-lists", tag = "catalogue")]
pub async fn draft_service_list(
    ctx: Ctx<ManageServiceLists>,
    path: Path<Id>,
    body: Body<DraftServiceList>,
) -> Result<Created<ServiceList>> {
    ctx.write(async |tx| {
        stations::model::lock(tx, tx.reach(), path.id).await?;
        let chosen = match body.0.items {
            Some(chosen) => chosen,
            None => items::whole_catalogue(tx).await?,
        };
        items::judge(tx, &chosen).await?;
        let id = insert(tx, path.id).await?;
        items::insert(tx, id, &chosen).await?;
        tx.record(Event::new("service_list.drafted", id, json!({"station": path.id, "items": chosen.len()})));
        Ok(Reply::tagged(&model::find(tx, tx.reach(), id).await?)?.at(format!("/api/v1/service-lists/{id}")))
    })
    .await
}

async fn insert(tx: &Tx<'_>, station: Uuid) -> Result<Uuid> {
    let id = tx.new_id();
    let row = (
        service_lists::county_code.eq(tx.county()),
        service_lists::id.eq(id),
        service_lists::station_id.eq(station),
        service_lists::recorded_at.eq(tx.now()),
        service_lists::version.eq(1),
    );
    diesel::insert_into(service_lists::table).values(row).execute(&mut tx.conn()).await?;
    Ok(id)
}
