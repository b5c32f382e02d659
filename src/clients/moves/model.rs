//! Rows of moves.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{schema::client_moves, tables::Tabular};

/// A move of a client from one station to another.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable, Insertable)]
#[diesel(table_name = client_moves)]
pub struct ClientMove {
    /// Id of the move.
    pub id: Uuid,
    /// The client.
    pub client_id: Uuid,
    /// The station that served until then.
    pub from_station_id: Uuid,
    /// The station that serves from then on.
    pub to_station_id: Uuid,
    /// The first day at the new station.
    pub moved_on: NaiveDate,
    /// Why; names nobody.
    #[schema(example = "随家庭迁居邦溪镇")]
    pub reason: String,
    /// Who recorded it.
    pub recorded_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

impl Tabular for ClientMove {
    const NAME: &'static str = "client-moves";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "client_id",
        "from_station_id",
        "to_station_id",
        "moved_on",
        "reason",
        "recorded_by",
        "recorded_at",
    ];
}
