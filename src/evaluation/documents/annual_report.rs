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
    evaluation::{
        annual::{
            answer::{AgreementYear, AnnualResult},
            renewals::model::RenewalRow,
            station::Policies,
            within, year,
        },
        scorecards::seal::hex,
    },
    http::{Ctx, Error, Id, Path, Query, Result, clock::business_day, download::Download},
    places::service_years::model::PhaseKind,
    schema::{agreements, counties, organisations, renewal_references, stations},
};

/// Which report is wanted.
#[derive(Debug, Deserialize, IntoParams)]
pub struct AnnualReportQuery {
    /// The service year.
    pub service_year: Uuid,
    /// PDF when left out.
    pub format: Option<DocumentFormat>,
}

/// Gives the annual report of an agreement as a document; with the digest of the renewal reference and the code that
/// leads to its verification, once the bureau decided.
#[utoipa::path(get, path = "/api/v1/agreements/{id}/annual-results/document", tag = "evaluation")]
pub async fn get_annual_report_document(
    ctx: Ctx<ReadAnnualResults>,
    path: Path<Id>,
    query: Query<AnnualReportQuery>,
) -> Result<Download> {
    let AnnualReportQuery { service_year, format } = query.0;
    let county = &ctx.reach().county;
    let found = ctx.read(async |conn| {
        let agreement = within::find(conn, ctx.reach(), path.id).await?;
        let policies = Policies::load(conn, county, ctx.now()).await?;
        let years = year::years(conn, county, &policies, agreement).await?;
        let year = years.into_iter().find(|year| year.service_year_id == service_year);
        let year = year.ok_or_else(Error::not_found)?;
        report(conn, county, path.id, &year).await
    });
    let (report, digest) = found.await?;
    let proof = digest.map(|digest| answer::proof(&ctx, digest));
    answer::give(&ctx, DocumentQuery { format }, annual::sheet(&report, proof)).await
}

/// The report with its names, and the digest of the renewal reference if there is one.
async fn report(
    mut conn: &Conn,
    county: &str,
    agreement: Uuid,
    year: &AgreementYear,
) -> Result<(AnnualReport, Option<String>)> {
    let contractor = agreements::county_code
        .eq(organisations::county_code)
        .and(agreements::contractor_id.eq(organisations::id));
    let names = agreements::table
        .inner_join(organisations::table.on(contractor))
        .filter(agreements::county_code.eq(county))
        .filter(agreements::id.eq(agreement))
        .select((agreements::number, organisations::name));
    let (number, contractor): (String, String) = names.first(&mut conn).await?;
    let decided = decided(conn, county, (agreement, year.service_year_id)).await?;
    let stations = station_names(conn, county).await?;
    let report = AnnualReport {
        agreement_id: agreement,
        agreement: number,
        county: counties::table.find(county).select(counties::name).first(&mut conn).await?,
        contractor,
        service_year: year.ordinal,
        from: year.from,
        to: year.to,
        stations: year.stations.iter().map(|one| station(one, &stations)).collect(),
        mean: Some(year.mean.rounded),
        lowest: Some(year.lowest),
        grade: year.grade,
        recommendation: decided.as_ref().and_then(|row| row.recommendation).map(|one| one.label().zh.into()),
        decision: decided.as_ref().map(|row| format!("{}：{}", row.decision.label().zh, row.reason)),
        dated: decided.as_ref().map(|row| business_day(row.recorded_at)),
    };
    Ok((report, decided.map(|row| hex(&row.digest))))
}

async fn decided(
    mut conn: &Conn,
    county: &str,
    (agreement, year): (Uuid, Uuid),
) -> Result<Option<RenewalRow>> {
    let standing = renewal_references::table
        .filter(renewal_references::county_code.eq(county))
        .filter(renewal_references::agreement_id.eq(agreement))
        .filter(renewal_references::service_year_id.eq(year))
        .filter(renewal_references::voided_at.is_null())
        .select(RenewalRow::as_select());
    Ok(standing.first(&mut conn).await.optional()?)
}

async fn station_names(mut conn: &Conn, county: &str) -> Result<HashMap<Uuid, String>> {
    let all = stations::table.filter(stations::county_code.eq(county)).select((stations::id, stations::name));
    let all: Vec<(Uuid, String)> = all.load(&mut conn).await?;
    Ok(all.into_iter().collect())
}

fn station(one: &AnnualResult, names: &HashMap<Uuid, String>) -> AnnualStation {
    let of = |kind| one.phases.iter().find(|phase| phase.kind == kind).map(|phase| phase.result);
    AnnualStation {
        station: names.get(&one.station_id).cloned().unwrap_or_default(),
        mid_term: of(PhaseKind::MidTerm),
        last: of(PhaseKind::Final),
        result: Some(one.result),
        grade: one.grade,
        remark: if one.one_phase { "仅一期".to_owned() } else { String::new() },
    }
}
