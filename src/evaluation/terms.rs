//! What an evaluation to be opened refers to: phase, framework, agency; and what speaks against it.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::frameworks::model::FrameworkState;
use crate::{
    db::Conn,
    http::{Error, Result, Tx, codes::Code, fault::Fault},
    schema::{agreement_stations, agreements, evaluation_frameworks, organisations, phases, service_years},
};

/// The contractor of a station in a phase, and the first day of the service year.
#[derive(Debug, Clone, Copy)]
pub struct Term {
    /// The contractor of the agreement that covers the station in that phase.
    pub contractor_id: Uuid,
    /// First day of the service year the phase belongs to.
    pub year_from: NaiveDate,
}

/// The stations that a phase's agreement covers in it, each once, with their term.
pub async fn covered(tx: &Tx<'_>, phase: Uuid) -> Result<Vec<(Uuid, Term)>> {
    let year =
        phases::county_code.eq(service_years::county_code).and(phases::service_year_id.eq(service_years::id));
    let agreement = service_years::county_code
        .eq(agreements::county_code)
        .and(service_years::agreement_id.eq(agreements::id));
    let covers = agreement_stations::county_code
        .eq(agreements::county_code)
        .and(agreement_stations::agreement_id.eq(agreements::id));
    let query = phases::table
        .inner_join(service_years::table.on(year))
        .inner_join(agreements::table.on(agreement))
        .inner_join(agreement_stations::table.on(covers))
        .filter(phases::county_code.eq(tx.county()))
        .filter(phases::id.eq(phase))
        .filter(agreements::voided_at.is_null())
        .filter(agreement_stations::voided_at.is_null())
        .filter(agreement_stations::valid_from.lt(phases::valid_to))
        .filter(agreement_stations::valid_to.gt(phases::valid_from))
        .order(agreement_stations::station_id)
        .distinct()
        .select((agreement_stations::station_id, agreements::contractor_id, service_years::valid_from));
    let found: Vec<(Uuid, Uuid, NaiveDate)> = query.load(&mut tx.conn()).await?;
    let term = |(station, contractor_id, year_from): (Uuid, Uuid, NaiveDate)| {
        (station, Term { contractor_id, year_from })
    };
    Ok(found.into_iter().map(term).collect())
}

/// The fault of a phase whose agreement does not cover the station.
pub fn not_covered() -> Fault {
    Fault::body(
        "/phase_id",
        "not_covered",
        "该期所属协议在此期间不覆盖该站点",
        "The agreement of this phase does not cover the station in it",
    )
}

/// When a framework was published; the outer none is an unknown framework, the inner a draft.
pub async fn publication(tx: &Tx<'_>, framework: Uuid) -> Result<Option<Option<NaiveDate>>> {
    let query = evaluation_frameworks::table
        .find((tx.county(), framework))
        .select((evaluation_frameworks::state, evaluation_frameworks::published_on));
    let found: Option<(FrameworkState, Option<NaiveDate>)> = query.first(&mut tx.conn()).await.optional()?;
    Ok(found.map(|(state, on)| on.filter(|_| state == FrameworkState::Published)))
}

/// An organisation's kind, credit code and legal representative.
pub type Identity = (String, String, Option<String>);

/// Who an organisation is; none when there is no such one.
pub async fn identity(conn: &Conn, county: &str, organisation: Uuid) -> Result<Option<Identity>> {
    let mut found = identities(conn, county, &[organisation]).await?;
    Ok(found.remove(&organisation))
}

async fn identities(mut conn: &Conn, county: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, Identity>> {
    let query = organisations::table
        .filter(organisations::county_code.eq(county))
        .filter(organisations::id.eq_any(ids))
        .select((
            organisations::id,
            (organisations::kind, organisations::credit_code, organisations::legal_representative),
        ));
    let found: Vec<(Uuid, Identity)> = query.load(&mut conn).await?;
    Ok(found.into_iter().collect())
}

/// Those of the others that an organisation is related to.
pub async fn related(conn: &Conn, county: &str, own: Uuid, others: &[Uuid]) -> Result<Vec<Uuid>> {
    let asked: Vec<Uuid> = others.iter().copied().chain([own]).collect();
    let all = identities(conn, county, &asked).await?;
    let Some(mine) = all.get(&own) else { return Ok(Vec::new()) };
    let is_near = |other: &&Uuid| all.get(other).is_some_and(|other| are_related(mine, other));
    Ok(others.iter().filter(is_near).copied().collect())
}

/// Whether two organisations have one credit code or one legal representative (ours).
fn are_related(one: &Identity, other: &Identity) -> bool {
    one.1 == other.1 || (one.2.is_some() && one.2 == other.2)
}

/// A framework judges service years that begin on the day of its publication or later (ours). Errors: 409.
pub fn judge_framework(published_on: Option<NaiveDate>, year_from: NaiveDate) -> Result<()> {
    match published_on {
        None => {
            Err(Error::new(Code::Conflict).detail("指标体系尚未发布", "The framework is not published yet"))
        }
        Some(on) if on > year_from => Err(Error::new(Code::Conflict).detail(
            format!("指标体系于{on}发布，晚于服务年度首日{year_from}"),
            format!(
                "The framework was published on {on}, after the first day of the service year, {year_from}"
            ),
        )),
        Some(_) => Ok(()),
    }
}

/// An agency does not judge a contractor with its own credit code or legal representative (ours). Errors: 409.
pub fn judge_recusal(agency: &Identity, contractor: &Identity) -> Result<()> {
    if are_related(agency, contractor) {
        return Err(Error::new(Code::Conflict).detail(
            "评估机构与承接主体存在关联（统一社会信用代码或法定代表人相同），应当回避",
            "The agency shares credit code or legal representative with the contractor and must not judge it",
        ));
    }
    Ok(())
}
