//! What an evaluation to be opened refers to: phase, framework, agency; and what speaks against it.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::frameworks::model::FrameworkState;
use crate::{
    http::{Error, Result, Tx, codes::Code},
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

/// The term of a phase at a station; none when the phase's agreement does not cover the station in it.
pub async fn of_phase(tx: &Tx<'_>, phase: Uuid, station: Uuid) -> Result<Option<Term>> {
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
        .filter(agreement_stations::station_id.eq(station))
        .filter(agreement_stations::voided_at.is_null())
        .filter(agreement_stations::valid_from.lt(phases::valid_to))
        .filter(agreement_stations::valid_to.gt(phases::valid_from))
        .select((agreements::contractor_id, service_years::valid_from));
    let found: Option<(Uuid, NaiveDate)> = query.first(&mut tx.conn()).await.optional()?;
    Ok(found.map(|(contractor_id, year_from)| Term { contractor_id, year_from }))
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
pub async fn identity(tx: &Tx<'_>, organisation: Uuid) -> Result<Option<Identity>> {
    let query = organisations::table.find((tx.county(), organisation)).select((
        organisations::kind,
        organisations::credit_code,
        organisations::legal_representative,
    ));
    Ok(query.first(&mut tx.conn()).await.optional()?)
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
    let same_person = agency.2.is_some() && agency.2 == contractor.2;
    if agency.1 == contractor.1 || same_person {
        return Err(Error::new(Code::Conflict).detail(
            "评估机构与承接主体存在关联（统一社会信用代码或法定代表人相同），应当回避",
            "The agency shares credit code or legal representative with the contractor and must not judge it",
        ));
    }
    Ok(())
}
