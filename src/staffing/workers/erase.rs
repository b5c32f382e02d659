//! `POST /workers/{id}/erasure`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use uuid::Uuid;

use super::{
    model::{self, Worker},
    person::Person,
};
use crate::{
    audit::event::Event,
    auth::policy::EraseWorkers,
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result, Tx, codes::Code},
    personal::{erasure::ErasePerson, keys},
    schema::{employments, workers},
    staffing::scope::Scope,
};

/// Erases the personal data of a worker whom nobody employs: the key is destroyed, for ever.
///
/// Name, identity number, telephone, address, major and the purposes of reveals can never be read again. Date of birth,
/// sex, education, employments, postings, absences, certificates, trainings and health statements (fit or not, in no
/// words) stay: past verdicts follow from them.
#[utoipa::path(post, path = "/api/v1/workers/{id}/erasure", tag = "staffing")]
pub async fn erase_worker(
    ctx: Ctx<EraseWorkers>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ErasePerson>,
) -> Result<Reply<Worker>> {
    let (scope, roots) = (Scope::of(&ctx)?, &ctx.shared().personal);
    ctx.write(async |tx| {
        let (mut worker, _) = model::lock(roots, tx, &scope, path.id).await?;
        if_match.check(worker.version)?;
        if !worker.erased {
            nobody_employs(tx, worker.id).await?;
            keys::destroy(tx, worker.id).await?;
            empty(tx, &mut worker).await?;
            tx.record(Event::new("worker.erased", worker.id, json!({"ground": body.0.ground})));
        }
        Reply::tagged(&worker.view())
    })
    .await
}

/// Errors: 409 while an employment has not ended.
async fn nobody_employs(tx: &Tx<'_>, worker: Uuid) -> Result<()> {
    let lasting = employments::table
        .filter(employments::county_code.eq(tx.county()))
        .filter(employments::worker_id.eq(worker))
        .filter(employments::voided_at.is_null())
        .filter(employments::valid_to.is_null().or(employments::valid_to.gt(tx.today())))
        .select(employments::id)
        .limit(1);
    let one: Option<Uuid> = lasting.first(&mut tx.conn()).await.optional()?;
    if one.is_none() {
        return Ok(());
    }
    Err(Error::new(Code::Conflict).detail("聘用关系尚未终止", "An employment of the worker has not ended"))
}

/// Empties what can be emptied, the blind indexes above all: the number may be registered again. Only the sealed name
/// stays, unreadable.
async fn empty(tx: &Tx<'_>, worker: &mut Person) -> Result<()> {
    let one = workers::table.find((tx.county(), worker.id)).filter(workers::version.eq(worker.version));
    worker.erase();
    let nothing = None::<Vec<u8>>;
    let change = (
        workers::version.eq(worker.version),
        workers::identity_number_sealed.eq(&nothing),
        workers::identity_number_index.eq(&nothing),
        workers::phone_sealed.eq(&nothing),
        workers::phone_index.eq(&nothing),
        workers::household_address_sealed.eq(&nothing),
        workers::major.eq(None::<String>),
    );
    let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
    if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
}
