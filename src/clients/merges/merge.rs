//! `POST /client-merges`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::model::ClientMerge;
use crate::{
    audit::event::Event,
    auth::policy::MergeClients,
    clients::{kinds::ClientKind, model},
    dated,
    http::{
        Body, Created, Ctx, Error, Reply, Result, Tx, body::rule_fault, codes::Code, fault::Fault,
        text::Reason,
    },
    schema::{client_merges, clients},
};

/// Two registrations of one client.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = apart))]
pub struct MergeClientsBody {
    /// The registration that is to stand for both.
    pub survivor_id: Uuid,
    /// The registration that is merged into it.
    pub merged_id: Uuid,
    /// How it is known that they are one client; name nobody.
    pub reason: Reason,
}

fn apart(new: &MergeClientsBody) -> Result<(), ValidationError> {
    if new.survivor_id == new.merged_id {
        let (zh, en) = ("两个登记不能是同一个", "They are the same registration");
        return Err(rule_fault("/merged_id", "repeated", zh, en));
    }
    Ok(())
}

/// What of a client decides whether it can be merged.
type Standing = (ClientKind, Option<Uuid>, i64);

/// Merges two registrations of one client. The merged one is no longer listed; what was recorded of it shows with the
/// survivor's. `POST /client-merges/{id}/undoing` parts them again as they were.
#[utoipa::path(post, path = "/api/v1/client-merges", tag = "clients")]
pub async fn merge_clients(
    ctx: Ctx<MergeClients>,
    body: Body<MergeClientsBody>,
) -> Result<Created<ClientMerge>> {
    ctx.write(async |tx| {
        let MergeClientsBody { survivor_id, merged_id, reason } = &body.0;
        judge(tx, *survivor_id, *merged_id).await?;
        let row = ClientMerge {
            id: tx.new_id(),
            survivor_id: *survivor_id,
            merged_id: *merged_id,
            reason: reason.as_str().to_owned(),
            recorded_by: tx.actor()?,
            recorded_at: tx.now(),
            undone_at: None,
            undo_reason: None,
            version: 1,
        };
        let values = (client_merges::county_code.eq(tx.county()), &row);
        diesel::insert_into(client_merges::table).values(values).execute(&mut tx.conn()).await?;
        point(tx, *merged_id, Some(*survivor_id)).await?;
        tx.record(Event::new("client.merged", merged_id, json!({"survivor": survivor_id, "merge": row.id})));
        Ok(Reply::tagged(&row)?.at(format!("/api/v1/client-merges/{}", row.id)))
    })
    .await
}

/// Errors: 422 when one is not within reach or they are of two kinds; 409 when one is merged already, or others were
/// merged into the one that is to go: a chain would make it hard to say who stands for whom.
async fn judge(tx: &Tx<'_>, survivor: Uuid, merged: Uuid) -> Result<()> {
    // Locked in the order of their ids, so that two merges of the same pair do not wait for each other for ever.
    let (first, second) = (survivor.min(merged), survivor.max(merged));
    let (first, second) = (lock(tx, first).await?, lock(tx, second).await?);
    let (of_survivor, of_merged) = if survivor < merged { (first, second) } else { (second, first) };
    dated::require_references([
        ("/survivor_id", of_survivor.is_some()),
        ("/merged_id", of_merged.is_some()),
    ])?;
    let (Some(survivor), Some(merged)) = (of_survivor, of_merged) else { return Err(Error::not_found()) };
    let ((kind, survivor_gone, _), (other_kind, merged_gone, absorbed)) = (survivor, merged);
    if kind != other_kind {
        let (zh, en) = ("个人与家庭不能合并", "A person and a household cannot be one client");
        return Err(Fault::body("/merged_id", "contradiction", zh, en).into());
    }
    if survivor_gone.is_some() || merged_gone.is_some() {
        return Err(
            Error::new(Code::Conflict).detail("其中一个登记已被合并", "One of them is merged already")
        );
    }
    if absorbed > 0 {
        let (zh, en) = (
            "该登记已并入过其他登记，请以它为保留的登记，或先撤销",
            "Others were merged into it: let it be the survivor, or undo those first",
        );
        return Err(Error::new(Code::Conflict).detail(zh, en));
    }
    Ok(())
}

/// A client within reach, locked; how many are merged into it.
async fn lock(tx: &Tx<'_>, id: Uuid) -> Result<Option<Standing>> {
    if !model::is_visible(tx, id).await? {
        return Ok(None);
    }
    let one =
        clients::table.find((tx.county(), id)).select((clients::kind, clients::merged_into)).for_update();
    let (kind, merged_into) = one.first(&mut tx.conn()).await?;
    let absorbed =
        clients::table.filter(clients::county_code.eq(tx.county())).filter(clients::merged_into.eq(id));
    let absorbed: i64 = absorbed.count().get_result(&mut tx.conn()).await?;
    Ok(Some((kind, merged_into, absorbed)))
}

/// Points a registration to the one that stands for it, or to none.
pub async fn point(tx: &Tx<'_>, merged: Uuid, survivor: Option<Uuid>) -> Result<()> {
    let change = (clients::merged_into.eq(survivor), clients::version.eq(clients::version + 1));
    diesel::update(clients::table.find((tx.county(), merged))).set(change).execute(&mut tx.conn()).await?;
    Ok(())
}
