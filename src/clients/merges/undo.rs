//! `POST /client-merges/{id}/undoing`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::{list, merge, model::ClientMerge};
use crate::{
    audit::event::Event,
    auth::policy::MergeClients,
    dated::VoidRow,
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result, codes::Code},
    schema::client_merges,
};

/// Undoes a merge: the two are clients of their own again, each with what was recorded of it, before or since. The reason
/// names nobody.
#[utoipa::path(post, path = "/api/v1/client-merges/{id}/undoing", tag = "clients")]
pub async fn undo_client_merge(
    ctx: Ctx<MergeClients>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<ClientMerge>> {
    ctx.write(async |tx| {
        let seen = list::visible(tx.reach()).filter(client_merges::id.eq(path.id)).select(client_merges::id);
        let _: uuid::Uuid = seen.first(&mut tx.conn()).await?;
        let one = client_merges::table.find((tx.county(), path.id));
        let row: ClientMerge =
            one.select(ClientMerge::as_select()).for_update().first(&mut tx.conn()).await?;
        if_match.check(row.version)?;
        if row.undone_at.is_some() {
            return Err(Error::new(Code::Conflict).detail("该合并已撤销", "The merge is undone already"));
        }
        let change = (
            client_merges::undone_at.eq(tx.now()),
            client_merges::undo_reason.eq(body.0.reason.as_str()),
            client_merges::version.eq(row.version.saturating_add(1)),
        );
        let undone = diesel::update(one).set(change).returning(ClientMerge::as_returning());
        let row: ClientMerge = undone.get_result(&mut tx.conn()).await?;
        merge::point(tx, row.merged_id, None).await?;
        let told = json!({"survivor": row.survivor_id, "merge": row.id});
        tx.record(Event::new("client.merge_undone", row.merged_id, told));
        Reply::tagged(&row)
    })
    .await
}
