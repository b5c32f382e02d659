//! Rows of spot checks, and who may see which.

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::{reach::Reach, role::Role},
    db::{Conn, planned::among},
    http::{Result, Versioned, hex::hex},
    places::service_years::model::{Phase, phase},
    schema::{agreements, phases, service_years, spot_checks},
    text_enum,
};

text_enum! {
    /// What a sample is drawn of.
    SpotCheckSubject {
        /// The logs of the phase that count.
        ServiceLogs = "service_logs", "服务记录", "Service logs";
        /// The clients whom those logs name; a merged registration counts as the one that stands for it.
        Clients = "clients", "服务对象", "Clients";
    }
}

text_enum! {
    /// What the check of something drawn found.
    SpotCheckOutcome {
        /// It is as recorded.
        Confirmed = "confirmed", "属实", "Confirmed";
        /// It is not.
        NotConfirmed = "not_confirmed", "不属实", "Not confirmed";
        /// Nobody could be reached; it counts neither way.
        NotReached = "not_reached", "未能联系", "Not reached";
    }
}

impl SpotCheckSubject {
    /// Whether a role is shown which ones were drawn: a township sees no client, not even by its id.
    pub fn is_shown_to(self, role: Role) -> bool {
        self == Self::ServiceLogs || role != Role::TownshipOfficer
    }
}

/// A spot check as a row, without its population.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = spot_checks)]
pub struct SpotCheckRow {
    /// County.
    pub county_code: String,
    /// Id.
    pub id: Uuid,
    /// The station.
    pub station_id: Uuid,
    /// The phase.
    pub phase_id: Uuid,
    /// What is drawn.
    pub subject: SpotCheckSubject,
    /// How many.
    pub size: i32,
    /// 32 random bytes.
    pub seed: Vec<u8>,
    /// SHA-256 of the seed's text.
    pub commitment: Vec<u8>,
    /// Whose account committed it.
    pub committed_by: Uuid,
    /// When.
    pub committed_at: DateTime<Utc>,
    /// Whose account drew.
    pub drawn_by: Option<Uuid>,
    /// When.
    pub drawn_at: Option<DateTime<Utc>>,
    /// How many there were to draw from.
    pub population: Option<i32>,
    /// SHA-256 of the population's text.
    pub population_digest: Option<Vec<u8>>,
    /// Grows by one with each change.
    pub version: i32,
}

/// A spot check of a station in a phase.
#[derive(Debug, Serialize, ToSchema)]
pub struct SpotCheck {
    /// Id of the spot check.
    pub id: Uuid,
    /// The station.
    pub station_id: Uuid,
    /// The phase whose logs or clients are drawn.
    pub phase_id: Uuid,
    /// What is drawn.
    pub subject: SpotCheckSubject,
    /// How many are drawn, if there are as many.
    #[schema(example = 20)]
    pub size: i32,
    /// SHA-256 of the seed, in hexadecimal: known before the phase was over.
    pub commitment: String,
    /// Whose account committed the seed.
    pub committed_by: Uuid,
    /// When.
    pub committed_at: DateTime<Utc>,
    /// The seed, 64 hexadecimal digits; null before the draw.
    #[schema(required)]
    pub seed: Option<String>,
    /// Whose account drew; null before the draw.
    #[schema(required)]
    pub drawn_by: Option<Uuid>,
    /// When; null before the draw.
    #[schema(required)]
    pub drawn_at: Option<DateTime<Utc>>,
    /// How many there were to draw from; null before the draw.
    #[schema(required, example = 412)]
    pub population: Option<i32>,
    /// SHA-256, in hexadecimal, of the population's text (`GET /spot-checks/{id}/population`); null before the draw.
    #[schema(required)]
    pub population_digest: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for SpotCheck {
    fn version(&self) -> i32 {
        self.version
    }
}

impl SpotCheckRow {
    /// The seed as it is hashed and shown.
    pub fn seed_text(&self) -> String {
        hex(&self.seed)
    }

    /// As the API shows it: the seed only after the draw.
    pub fn shown(self) -> SpotCheck {
        SpotCheck {
            seed: self.drawn_at.map(|_| self.seed_text()),
            commitment: hex(&self.commitment),
            population_digest: self.population_digest.as_deref().map(hex),
            id: self.id,
            station_id: self.station_id,
            phase_id: self.phase_id,
            subject: self.subject,
            size: self.size,
            committed_by: self.committed_by,
            committed_at: self.committed_at,
            drawn_by: self.drawn_by,
            drawn_at: self.drawn_at,
            population: self.population,
            version: self.version,
        }
    }
}

/// The spot checks within reach. A contractor sees those of its own work, even where somebody else has or had the station.
pub fn visible(reach: &Reach) -> spot_checks::BoxedQuery<'_, Pg> {
    let mut rows = spot_checks::table
        .filter(spot_checks::county_code.eq(&reach.county))
        .filter(among(spot_checks::station_id, reach.stations()))
        .into_boxed();
    if let Some(ours) = reach.contractor {
        let year = phases::county_code
            .eq(service_years::county_code)
            .and(phases::service_year_id.eq(service_years::id));
        let agreement = service_years::county_code
            .eq(agreements::county_code)
            .and(service_years::agreement_id.eq(agreements::id));
        let phases_of_ours = phases::table
            .inner_join(service_years::table.on(year))
            .inner_join(agreements::table.on(agreement))
            .filter(phases::county_code.eq(&reach.county))
            .filter(agreements::contractor_id.eq(ours))
            .select(phases::id);
        rows = rows.filter(spot_checks::phase_id.eq_any(phases_of_ours));
    }
    rows
}

/// One spot check within reach. Errors: 404.
pub async fn find(mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<SpotCheckRow> {
    let one = visible(reach).filter(spot_checks::id.eq(id)).select(SpotCheckRow::as_select());
    Ok(one.first(&mut conn).await?)
}

/// One spot check within reach, locked until the transaction ends. Errors: 404.
pub async fn lock(mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<SpotCheckRow> {
    find(conn, reach, id).await?;
    let one = spot_checks::table.find((&reach.county, id)).select(SpotCheckRow::as_select());
    Ok(one.for_update().first(&mut conn).await?)
}

/// The phase of a spot check.
pub async fn phase_of(conn: &Conn, check: &SpotCheckRow) -> Result<Phase> {
    Ok(phase(conn, &check.county_code, check.phase_id).await?)
}
