//! What an evaluation is about, in words.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::words;
use crate::{
    db::{Conn, text_enum::TextEnum as _},
    documents::sheet::Fact,
    evaluation::model::EvaluationRow,
    http::Result,
    places::service_years::model::Phase,
    schema::{counties, evaluation_frameworks, organisations, phases, service_years, stations},
};

/// The names of what an evaluation refers to.
#[derive(Debug, Clone)]
pub struct About {
    /// The county.
    pub county: String,
    /// The station.
    pub station: String,
    /// The phase.
    pub phase: Phase,
    /// First, second … service year of the agreement.
    pub service_year: i32,
    /// The framework.
    pub framework: String,
    /// The evaluation agency.
    pub agency: String,
    /// The contractor.
    pub contractor: String,
}

impl About {
    /// Looks the names up.
    pub async fn load(mut conn: &Conn, evaluation: &EvaluationRow) -> Result<Self> {
        let county = &evaluation.county_code;
        let phase = phases::table.find((county, evaluation.phase_id));
        let phase = phase.select((Phase::as_select(), phases::service_year_id));
        let (phase, year): (Phase, Uuid) = phase.first(&mut conn).await?;
        let year = service_years::table.find((county, year)).select(service_years::ordinal);
        let station = stations::table.find((county, evaluation.station_id)).select(stations::name);
        let framework = evaluation_frameworks::table.find((county, evaluation.framework_id));
        Ok(Self {
            county: counties::table.find(county).select(counties::name).first(&mut conn).await?,
            station: station.first(&mut conn).await?,
            phase,
            service_year: year.first(&mut conn).await?,
            framework: framework.select(evaluation_frameworks::name).first(&mut conn).await?,
            agency: organisation(conn, county, evaluation.agency_id).await?,
            contractor: organisation(conn, county, evaluation.contractor_id).await?,
        })
    }

    /// The beginning of a document.
    pub fn facts(&self) -> Vec<Fact> {
        let days = words::days(self.phase.from, self.phase.to);
        let period = format!("第{}服务年度{}（{days}）", self.service_year, self.phase.kind.label().zh);
        vec![
            Fact::new("县", &self.county),
            Fact::new("站点", &self.station),
            Fact::new("评估期", period),
            Fact::new("指标体系", &self.framework),
            Fact::new("第三方评估机构", &self.agency),
            Fact::new("承接主体", &self.contractor),
        ]
    }
}

async fn organisation(mut conn: &Conn, county: &str, id: Uuid) -> Result<String> {
    let one = organisations::table.find((county, id)).select(organisations::name);
    Ok(one.first(&mut conn).await?)
}
