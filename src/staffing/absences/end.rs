//! `POST /absences/{id}/end`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use super::model::{self, Absence, Row};
use crate::{
    audit::event::Event,
    auth::policy::ManageAbsences,
    dated::{self, EndPeriod},
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result},
    schema::absences,
    staffing::{
        findings::{Touched, recheck},
        scope::Scope,
    },
};

/// Ends an absence, once; a wrong end is mended by voiding the row and recording it anew.
#[utoipa::path(post, path = "/api/v1/absences/{id}/end", tag = "staffing")]
pub async fn end_absence(
    ctx: Ctx<ManageAbsences>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<EndPeriod>,
) -> Result<Reply<Absence>> {
    let scope = Scope::of(&ctx)?;
    ctx.write(async |tx| {
        let row = model::lock(tx, &scope, path.id).await?;
        if_match.check(row.version)?;
        dated::may_end(row.from, row.to, row.voided_at, body.0.to)?;
        let change = (
            absences::valid_to.eq(body.0.to),
            absences::end_recorded_at.eq(tx.now()),
            absences::version.eq(row.version.saturating_add(1)),
        );
        let one = absences::table.find((tx.county(), row.id));
        let ended = diesel::update(one).set(change).returning(Row::as_returning());
        let row: Row = ended.get_result(&mut tx.conn()).await?;
        tx.record(Event::new("absence.ended", row.id, row.told()));
        recheck(tx, Touched::Worker(path.id)).await?;
        Reply::tagged(&Absence::from(row))
    })
    .await
}
