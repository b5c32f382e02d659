//! `PUT /evaluation-frameworks/{id}`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::{
    draft::{self, DraftFramework},
    indicator,
    model::{self, Framework, FrameworkHead},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageFrameworks,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, Tx, codes::Code},
    schema::evaluation_frameworks,
};

/// Puts another name and other indicators in the place of a draft's. A draft is a working paper; what is published never
/// changes.
#[utoipa::path(put, path = "/api/v1/evaluation-frameworks/{id}", tag = "evaluation")]
pub async fn change_framework(
    ctx: Ctx<ManageFrameworks>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<DraftFramework>,
) -> Result<Reply<Framework>> {
    ctx.write(async |tx| {
        let head = model::lock(tx, tx.county(), path.id).await?;
        if_match.check(head.version)?;
        model::require_draft(head.state)?;
        draft::judge(&body.0.indicators)?;
        save(tx, &head, &body.0).await?;
        let told = json!({"indicators": body.0.indicators.len()});
        tx.record(Event::new("framework.changed", path.id, told));
        Reply::tagged(&model::find(tx, tx.county(), path.id).await?)
    })
    .await
}

async fn save(tx: &Tx<'_>, head: &FrameworkHead, draft: &DraftFramework) -> Result<()> {
    let one = evaluation_frameworks::table
        .find((tx.county(), head.id))
        .filter(evaluation_frameworks::version.eq(head.version));
    let change = (
        evaluation_frameworks::name.eq(draft.name.as_str()),
        evaluation_frameworks::version.eq(head.version.saturating_add(1)),
    );
    if diesel::update(one).set(change).execute(&mut tx.conn()).await? != 1 {
        return Err(Code::Stale.into());
    }
    indicator::replace(tx, tx.county(), head.id, &draft.indicators).await?;
    Ok(())
}
