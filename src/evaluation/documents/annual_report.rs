//! `GET /agreements/{id}/annual-results/document`.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::annual::{self, AnnualReport, AnnualStation};
use crate::{
    auth::policy::ReadAnnualResults,
    db::{Conn, text_enum::TextEnum as _},
    documents::answer::{self, DocumentFormat, DocumentQuery},
    evaluation::annual::{
        answer::{AgreementYear, AnnualResult},
        renewals::model::RenewalRow,
        station::Policies,
        within, year,
    },
    http::{Ctx, Error, Id, Path, Query, Result, clock::business_day, download::Download, hex::hex},
    places::service_years::model::PhaseKind,
    schema::{agreements, counties, organisations, renewal_references, stations},
};

/// Which year, and in which format.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
pub struct AnnualReportQuery {
    /// The service year; the newest that has published results when left out.
    pub service_year: Option<Uuid>,
    /// PDF when left out.
    #[param(inline)]
    pub format: Option<DocumentFormat>,
}

/// Gives the annual report of an agreement as a document: its stations, their mean and the lowest, and what was decided on
/// a renewal. It bears the digest of that decision's facts, once there is one.
#[utoipa::path(get, path = "/api/v1/agreements/{id}/annual-results/document", tag = "evaluation")]
pub async fn get_annual_report(
    ctx: Ctx<ReadAnnualResults>,
    path: Path<Id>,
    query: Query<AnnualReportQuery>,
) -> Result<Download> {
    let county = &ctx.reach().county;
    let found = ctx.read(async |conn| {
        let agreement = within::find(conn, ctx.reach(), path.id).await?;
        let policies = Policies::load(conn, county, ctx.now()).await?;
        let mut years = year::years(conn, county, &policies, agreement).await?;
        years.retain(|year| query.0.service_year.is_none_or(|wanted| wanted == year.service_year_id));
        let year = years.pop().ok_or_else(Error::not_found)?;
        let renewal = renewal(conn, county, path.id, year.service_year_id).await?;
        Ok((report(conn, county, (agreement.0, agreement.1), (year, renewal.as_ref())).await?, renewal))
    });
    let (report, renewal) = found.await?;
    let proof = renewal.map(|kept| answer::proof(&ctx, hex(&kept.digest)));
    answer::give(&ctx, DocumentQuery { format: query.0.format }, annual::sheet(&report, proof)).await
}

async fn renewal(mut conn: &Conn, county: &str, agreement: Uuid, year: Uuid) -> Result<Option<RenewalRow>> {
    let standing = renewal_references::table
        .filter(renewal_references::county_code.eq(county))
        .filter(renewal_references::agreement_id.eq(agreement))
        .filter(renewal_references::service_year_id.eq(year))
        .filter(renewal_references::voided_at.is_null())
        .select(RenewalRow::as_select());
    Ok(standing.first(&mut conn).await.optional()?)
}

async fn report(
    mut conn: &Conn,
    county: &str,
    (agreement, contractor): (Uuid, Uuid),
    (year, renewal): (AgreementYear, Option<&RenewalRow>),
) -> Result<AnnualReport> {
    let number = agreements::table.find((county, agreement)).select(agreements::number);
    let name = organisations::table.find((county, contractor)).select(organisations::name);
    let names =
        stations::table.filter(stations::county_code.eq(county)).select((stations::id, stations::name));
    let names: HashMap<Uuid, String> = names.load::<(Uuid, String)>(&mut conn).await?.into_iter().collect();
    let missing = year.missing_stations.iter().map(|id| without_result(&names, *id));
    let recommended = renewal.and_then(|kept| kept.recommendation);
    Ok(AnnualReport {
        agreement_id: agreement,
        agreement: number.first(&mut conn).await?,
        county: counties::table.find(county).select(counties::name).first(&mut conn).await?,
        contractor: name.first(&mut conn).await?,
        service_year: year.ordinal,
        from: year.from,
        to: year.to,
        stations: year.stations.iter().map(|one| station(&names, one)).chain(missing).collect(),
        mean: Some(year.mean.rounded),
        lowest: Some(year.lowest),
        trend: year.trend.map(|trend| trend.difference.to_string()),
        grade: year.grade,
        recommendation: recommended.map(|recommended| recommended.label().zh.to_owned()),
        decision: renewal.map(|kept| format!("{}；理由：{}", kept.decision.label().zh, kept.reason)),
        dated: renewal.map(|kept| business_day(kept.recorded_at)),
    })
}

fn station(names: &HashMap<Uuid, String>, one: &AnnualResult) -> AnnualStation {
    let of = |kind| one.phases.iter().find(|phase| phase.kind == kind).map(|phase| phase.result);
    AnnualStation {
        station: names.get(&one.station_id).cloned().unwrap_or_default(),
        mid_term: of(PhaseKind::MidTerm),
        last: of(PhaseKind::Final),
        result: Some(one.result),
        grade: one.grade,
        remark: if one.one_phase { "仅一期".into() } else { String::new() },
    }
}

fn without_result(names: &HashMap<Uuid, String>, id: Uuid) -> AnnualStation {
    AnnualStation {
        station: names.get(&id).cloned().unwrap_or_default(),
        mid_term: None,
        last: None,
        result: None,
        grade: None,
        remark: "尚无已公布结果".into(),
    }
}
