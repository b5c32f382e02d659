//! Looking for a digest among what was published. The counties are named, so that the statements stay those of one shard
//! each.

use chrono::{DateTime, Utc};
use diesel::{dsl::max, prelude::*};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    about::About,
    verification::{DocumentKind, VerifiedDocument},
};
use crate::{
    db::Conn,
    evaluation::model::{EvaluationRow, EvaluationState, Party},
    http::{Result, clock::business_day},
    schema::{
        agreements, counties, evaluation_results, evaluations, renewal_references, sealed_scorecards,
        service_years,
    },
};

/// The document with this digest; none as long as what it is about is not published.
pub async fn find(mut conn: &Conn, digest: &[u8]) -> Result<Option<VerifiedDocument>> {
    let all: Vec<String> = counties::table.select(counties::code).load(&mut conn).await?;
    if let Some(found) = result(conn, &all, digest).await? {
        return Ok(Some(found));
    }
    match scorecard(conn, &all, digest).await? {
        Some(found) => Ok(Some(found)),
        None => renewal(conn, &all, digest).await,
    }
}

async fn result(mut conn: &Conn, all: &[String], digest: &[u8]) -> Result<Option<VerifiedDocument>> {
    let judged = evaluations::county_code
        .eq(evaluation_results::county_code)
        .and(evaluations::id.eq(evaluation_results::evaluation_id));
    let query = evaluation_results::table
        .inner_join(evaluations::table.on(judged))
        .filter(evaluation_results::county_code.eq_any(all))
        .filter(evaluation_results::digest.eq(digest))
        .filter(evaluations::state.eq(EvaluationState::Published))
        .select((
            EvaluationRow::as_select(),
            evaluation_results::edition,
            evaluation_results::stage,
            evaluation_results::made_at,
        ));
    let found: Option<(EvaluationRow, i32, EvaluationState, DateTime<Utc>)> =
        query.first(&mut conn).await.optional()?;
    let Some((evaluation, edition, stage, made_at)) = found else { return Ok(None) };
    let newest = evaluation_results::table
        .filter(evaluation_results::county_code.eq(&evaluation.county_code))
        .filter(evaluation_results::evaluation_id.eq(evaluation.id))
        .select(max(evaluation_results::edition));
    let newest: Option<i32> = newest.first(&mut conn).await?;
    let told = judged_document(conn, &evaluation, DocumentKind::Result, (edition, newest, made_at)).await?;
    Ok(Some(VerifiedDocument { stage: Some(stage), ..told }))
}

async fn scorecard(mut conn: &Conn, all: &[String], seal: &[u8]) -> Result<Option<VerifiedDocument>> {
    let judged = evaluations::county_code
        .eq(sealed_scorecards::county_code)
        .and(evaluations::id.eq(sealed_scorecards::evaluation_id));
    let query = sealed_scorecards::table
        .inner_join(evaluations::table.on(judged))
        .filter(sealed_scorecards::county_code.eq_any(all))
        .filter(sealed_scorecards::seal.eq(seal))
        .filter(evaluations::state.eq(EvaluationState::Published))
        .select((
            EvaluationRow::as_select(),
            sealed_scorecards::scorecard_id,
            sealed_scorecards::party,
            sealed_scorecards::edition,
            sealed_scorecards::sealed_at,
        ));
    let found: Option<(EvaluationRow, Uuid, Party, i32, DateTime<Utc>)> =
        query.first(&mut conn).await.optional()?;
    let Some((evaluation, card, party, edition, sealed_at)) = found else { return Ok(None) };
    let newest = sealed_scorecards::table
        .filter(sealed_scorecards::county_code.eq(&evaluation.county_code))
        .filter(sealed_scorecards::scorecard_id.eq(card))
        .select(max(sealed_scorecards::edition));
    let newest: Option<i32> = newest.first(&mut conn).await?;
    let told =
        judged_document(conn, &evaluation, DocumentKind::Scorecard, (edition, newest, sealed_at)).await?;
    Ok(Some(VerifiedDocument { party: Some(party), ..told }))
}

async fn judged_document(
    conn: &Conn,
    evaluation: &EvaluationRow,
    kind: DocumentKind,
    (edition, newest, at): (i32, Option<i32>, DateTime<Utc>),
) -> Result<VerifiedDocument> {
    let about = About::load(conn, evaluation).await?;
    Ok(VerifiedDocument {
        kind,
        county: about.county,
        station: Some(about.station),
        agreement: None,
        service_year: about.service_year,
        phase: Some(about.phase.kind),
        party: None,
        stage: None,
        dated: business_day(at),
        edition,
        superseded: newest.is_some_and(|newest| newest > edition),
    })
}

async fn renewal(mut conn: &Conn, all: &[String], digest: &[u8]) -> Result<Option<VerifiedDocument>> {
    let agreement = agreements::county_code
        .eq(renewal_references::county_code)
        .and(agreements::id.eq(renewal_references::agreement_id));
    let year = service_years::county_code
        .eq(renewal_references::county_code)
        .and(service_years::id.eq(renewal_references::service_year_id));
    let query = renewal_references::table
        .inner_join(agreements::table.on(agreement))
        .inner_join(service_years::table.on(year))
        .filter(renewal_references::county_code.eq_any(all))
        .filter(renewal_references::digest.eq(digest))
        // The one that stands comes first; the same content can have been annulled before.
        .order((renewal_references::voided_at.is_not_null(), renewal_references::recorded_at.desc()))
        .select((
            renewal_references::county_code,
            agreements::number,
            service_years::ordinal,
            renewal_references::recorded_at,
            renewal_references::voided_at.is_not_null(),
        ));
    let found: Option<(String, String, i32, DateTime<Utc>, bool)> =
        query.first(&mut conn).await.optional()?;
    let Some((county, agreement, service_year, at, superseded)) = found else { return Ok(None) };
    Ok(Some(VerifiedDocument {
        kind: DocumentKind::RenewalReference,
        county: counties::table.find(county).select(counties::name).first(&mut conn).await?,
        station: None,
        agreement: Some(agreement),
        service_year,
        phase: None,
        party: None,
        stage: None,
        dated: business_day(at),
        edition: 1,
        superseded,
    }))
}
