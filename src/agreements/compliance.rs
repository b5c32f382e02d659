//! `GET /agreements/{id}/compliance` and `GET /agreements/compliance`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    facts,
    model::{self, AgreementRow},
};
use crate::{
    auth::policy::ReadAgreements,
    dated::Known,
    db::Conn,
    http::{Ctx, Error, Id, Moment, Path, Query, Reply, Result},
    places::policy,
    rules::agreements,
    schema::agreements as table,
    verdicts::{AgreementVerdict, AgreementsVerdict, AskedAgreement, Question, Telling, without_policy},
};

/// Judges one agreement on a day: contractor (A1, 二), price (A2, 四), renewal (A3, 七（二）), signature (A4, 九（一）).
///
/// Missing facts give `unknown`, never `met`; of a voided agreement nothing is asked.
#[utoipa::path(get, path = "/api/v1/agreements/{id}/compliance", tag = "agreements")]
pub async fn get_agreement_compliance(
    ctx: Ctx<ReadAgreements>,
    path: Path<Id>,
    moment: Query<Moment>,
) -> Result<Reply<AgreementVerdict>> {
    let one = ctx.read(async |conn| judged(conn, &ctx, moment.0, Some(path.id)).await).await?.1.pop();
    Reply::computed(&one.ok_or_else(Error::not_found)?)
}

/// Judges all agreements within reach on a day, drafts too, in the order of their recording; voided ones are left out.
#[utoipa::path(get, path = "/api/v1/agreements/compliance", tag = "agreements")]
pub async fn get_agreements_compliance(
    ctx: Ctx<ReadAgreements>,
    moment: Query<Moment>,
) -> Result<Reply<AgreementsVerdict>> {
    let (question, mut all) = ctx.read(async |conn| judged(conn, &ctx, moment.0, None).await).await?;
    all.retain(|agreement| !agreement.findings.is_empty());
    Reply::computed(&AgreementsVerdict::new(question, all))
}

async fn judged(
    conn: &Conn,
    ctx: &Ctx<ReadAgreements>,
    moment: Moment,
    only: Option<Uuid>,
) -> Result<(Question, Vec<AgreementVerdict>)> {
    let known = Known { county: &ctx.reach().county, at: moment.known(ctx)? };
    let as_of = moment.day(ctx);
    let rows = rows(conn, ctx, known, only).await?;
    let in_force = policy::in_force(conn, known.county, as_of, known.at).await;
    let (policy_id, policy) = in_force.map_err(|error| without_policy("as_of", error))?;
    let question = Question { as_of, known_at: moment.known_at, policy_id };
    let asked: Vec<_> =
        rows.iter().map(|row| AskedAgreement { id: row.id, number: row.number.clone() }).collect();
    let facts = facts::of_agreements(conn, known, &policy, rows).await?;
    let telling = Telling::of(ctx);
    let told = asked.into_iter().zip(&facts).map(|(agreement, facts)| {
        AgreementVerdict::new(telling, agreement, question, agreements::judge(facts, as_of))
    });
    Ok((question, told.collect()))
}

/// The agreements within reach that were known, or the one that is asked about. Errors: 404 for one that is not there.
async fn rows(
    mut conn: &Conn,
    ctx: &Ctx<ReadAgreements>,
    known: Known<'_>,
    only: Option<Uuid>,
) -> Result<Vec<AgreementRow>> {
    let mut rows = model::visible(ctx.reach()).filter(table::recorded_at.le(known.at));
    if let Some(only) = only {
        rows = rows.filter(table::id.eq(only));
    }
    let found: Vec<AgreementRow> =
        rows.order(table::id).select(AgreementRow::as_select()).load(&mut conn).await?;
    if only.is_some() && found.is_empty() { Err(Error::not_found()) } else { Ok(found) }
}
