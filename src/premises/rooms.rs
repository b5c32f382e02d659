//! `/stations/{id}/rooms` and `/rooms/{id}`: 两室、两中心 (六（一）).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    end,
    fact::{Details, StationFact, StationFactKind},
    list::{self, OnDay},
    record::{self, Record},
    void,
};
use crate::{
    auth::policy::{ManagePremises, ReadStations},
    dated::{EndPeriod, VoidRow},
    http::{Body, Created, Ctx, Id, IfMatch, Page, Paging, Path, Query, Reply, Result, text::Line},
    rules::readiness::facts::RoomFunction,
};

/// A room of a station. One room may serve several functions, and may be shared with another body (六（一）2).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
pub struct RoomDetails {
    /// What it is called.
    pub name: Line,
    /// What it is for.
    #[schema(min_items = 1, max_items = 4)]
    pub functions: BTreeSet<RoomFunction>,
    /// Area in square metres.
    #[schema(pattern = "^(0|[1-9][0-9]{0,4})(\\.[0-9]{1,2})?$", example = "24.50")]
    pub area_m2: Option<String>,
    /// The body it is shared with, if any.
    pub shared_with: Option<Line>,
}

impl Details for RoomDetails {
    const KIND: StationFactKind = StationFactKind::Room;
    const SCHEMA: &'static str = "Room";
    const PATH: &'static str = "/api/v1/rooms";
}

/// A room.
type Room = StationFact<RoomDetails>;

/// Lists the rooms of a station, ended and voided ones too, in the order in which they were recorded.
#[utoipa::path(get, path = "/api/v1/stations/{id}/rooms", tag = "premises")]
pub async fn list_rooms(
    ctx: Ctx<ReadStations>,
    path: Path<Id>,
    on: Query<OnDay>,
    paging: Paging,
) -> Result<Reply<Page<Room>>> {
    list::list(&ctx, path.id, on.0, &paging).await
}

/// Records a room of a station (六（一）); the township provides it (三（二）).
#[utoipa::path(post, path = "/api/v1/stations/{id}/rooms", tag = "premises")]
pub async fn record_room(
    ctx: Ctx<ManagePremises>,
    path: Path<Id>,
    body: Body<Record<RoomDetails>>,
) -> Result<Created<Room>> {
    record::record(&ctx, path.id, body.0).await
}

/// Shows one room.
#[utoipa::path(get, path = "/api/v1/rooms/{id}", tag = "premises")]
pub async fn get_room(ctx: Ctx<ReadStations>, path: Path<Id>) -> Result<Reply<Room>> {
    list::get(&ctx, path.id).await
}

/// Ends the use of a room, once; a wrong end is mended by voiding the record and making it anew.
#[utoipa::path(post, path = "/api/v1/rooms/{id}/end", tag = "premises")]
pub async fn end_room(
    ctx: Ctx<ManagePremises>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<EndPeriod>,
) -> Result<Reply<Room>> {
    end::end(&ctx, path.id, &if_match, &body.0).await
}

/// Voids a room that was recorded wrongly; it stays readable.
#[utoipa::path(post, path = "/api/v1/rooms/{id}/voiding", tag = "premises")]
pub async fn void_room(
    ctx: Ctx<ManagePremises>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<Room>> {
    void::void(&ctx, path.id, &if_match, &body.0).await
}
