//! The published phase results: all that annual results are made from.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    db::Conn,
    evaluation::{model::EvaluationState, results::model::ResultStage},
    http::Result,
    places::service_years::model::PhaseKind,
    schema::{evaluation_results, evaluations, phases, service_years},
};

/// Which results; what is left out does not matter.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only of these stations.
    pub stations: Option<Vec<Uuid>>,
    /// Only of this contractor.
    pub contractor: Option<Uuid>,
    /// Only of these agreements.
    pub agreements: Option<Vec<Uuid>>,
    /// Only of this service year.
    pub service_year: Option<Uuid>,
}

/// The station, contractor and service year of a result.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct StationYear {
    /// The service year.
    pub service_year_id: Uuid,
    /// Its agreement.
    pub agreement_id: Uuid,
    /// First, second … of the agreement.
    pub ordinal: i32,
    /// First day.
    pub from: NaiveDate,
    /// First day no longer.
    pub to: NaiveDate,
    /// The station.
    pub station_id: Uuid,
    /// The contractor.
    pub contractor_id: Uuid,
}

/// A published result of a phase.
#[derive(Debug, Clone, Queryable)]
pub struct PublishedPhase {
    /// Whose it is.
    pub of: StationYear,
    /// The phase.
    pub phase_id: Uuid,
    /// Mid-term or final.
    pub kind: PhaseKind,
    /// First day judged.
    pub from: NaiveDate,
    /// First day no longer judged.
    pub to: NaiveDate,
    /// The evaluation.
    pub evaluation_id: Uuid,
    /// The result in whole hundredths.
    pub result: i32,
    /// Its grade.
    pub grade: Option<String>,
    /// Digest of the edition.
    pub digest: Vec<u8>,
}

/// The published results of a county, those of one station and service year together, years and phases in order.
pub async fn published(mut conn: &Conn, county: &str, wanted: Wanted) -> Result<Vec<PublishedPhase>> {
    let phase = phases::county_code.eq(evaluations::county_code).and(phases::id.eq(evaluations::phase_id));
    let year =
        service_years::county_code.eq(phases::county_code).and(service_years::id.eq(phases::service_year_id));
    let result = evaluation_results::county_code
        .eq(evaluations::county_code)
        .and(evaluation_results::evaluation_id.eq(evaluations::id));
    let mut rows = evaluations::table
        .inner_join(phases::table.on(phase))
        .inner_join(service_years::table.on(year))
        .inner_join(evaluation_results::table.on(result))
        .filter(evaluations::county_code.eq(county))
        .filter(evaluations::state.eq(EvaluationState::Published))
        .filter(evaluation_results::stage.eq(ResultStage::Final))
        .into_boxed();
    if let Some(stations) = wanted.stations {
        rows = rows.filter(evaluations::station_id.eq_any(stations));
    }
    if let Some(contractor) = wanted.contractor {
        rows = rows.filter(evaluations::contractor_id.eq(contractor));
    }
    if let Some(agreements) = wanted.agreements {
        rows = rows.filter(service_years::agreement_id.eq_any(agreements));
    }
    if let Some(year) = wanted.service_year {
        rows = rows.filter(service_years::id.eq(year));
    }
    let order = (service_years::valid_from, service_years::id, evaluations::station_id, phases::valid_from);
    let rows = rows.order(order).select((
        (
            service_years::id,
            service_years::agreement_id,
            service_years::ordinal,
            service_years::valid_from,
            service_years::valid_to,
            evaluations::station_id,
            evaluations::contractor_id,
        ),
        phases::id,
        phases::kind,
        phases::valid_from,
        phases::valid_to,
        evaluations::id,
        evaluation_results::result,
        evaluation_results::grade,
        evaluation_results::digest,
    ));
    Ok(rows.load(&mut conn).await?)
}
