//! `POST /service-logs/{id}/erasure`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;

use super::{
    effects::{self, Change},
    model::{self, Log},
    texts::LogTexts,
    view::ServiceLog,
};
use crate::{
    auth::policy::EraseServiceLogs,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, Tx, clock::random, codes::Code},
    personal::{erasure::ErasePerson, keys},
    schema::service_logs,
};

/// Erases the texts of a log for ever: summary, result, reasons, former versions, answers to questions about it.
///
/// What is counted stays: station, item, day, workers, numbers.
#[utoipa::path(post, path = "/api/v1/service-logs/{id}/erasure", tag = "service_logs")]
pub async fn erase_service_log(
    ctx: Ctx<EraseServiceLogs>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ErasePerson>,
) -> Result<Reply<ServiceLog>> {
    let (roots, caller) = (&ctx.shared().personal, ctx.caller()?);
    ctx.write(async |tx| {
        let (before, _) = model::lock(roots, tx, path.id).await?;
        let mut log = before.clone();
        if_match.check(log.facts.version)?;
        if !log.texts.erased {
            keys::destroy(tx, path.id).await?;
            empty(tx, &mut log).await?;
            let told = json!({"ground": body.0.ground});
            let (before, asked) = (Some(&before), Vec::new());
            let change = Change { action: "service_log.erased", before, log: &log, asked, told };
            effects::settle(tx, change).await?;
        }
        Reply::tagged(&ServiceLog::new(log, caller))
    })
    .await
}

/// Nothing that was made from the texts stays either; the sealed summary stays unreadable.
async fn empty(tx: &Tx<'_>, log: &mut Log) -> Result<()> {
    let one = service_logs::table.find((tx.county(), log.facts.id));
    let one = one.filter(service_logs::version.eq(log.facts.version));
    log.facts.version = log.facts.version.saturating_add(1);
    log.texts = LogTexts { erased: true, ..LogTexts::default() };
    log.facts.village = None;
    let nothing = None::<Vec<u8>>;
    let change = (
        service_logs::version.eq(log.facts.version),
        service_logs::village.eq(None::<String>),
        service_logs::summary.eq(None::<String>),
        service_logs::result.eq(None::<String>),
        service_logs::summary_sealed.eq(random::<32>().to_vec()),
        service_logs::result_sealed.eq(&nothing),
        service_logs::state_reason_sealed.eq(&nothing),
        service_logs::text_hash.eq(&nothing),
        service_logs::content_hash.eq(random::<32>().to_vec()),
    );
    let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
}
