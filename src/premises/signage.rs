//! `/stations/{id}/signage` and `/signage/{id}`: signboards and marks (六（四）).

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
    auth::policy::{ManageStationFiles, ReadStations},
    dated::{EndPeriod, VoidRow},
    http::{Body, Created, Ctx, Id, IfMatch, Page, Paging, Path, Query, Reply, Result, text::Line},
};

/// A signboard of a station.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
pub struct SignageDetails {
    /// The text as it stands on the board.
    pub text: Line,
    /// Whether it bears the province's mark.
    pub uses_provincial_mark: bool,
    /// Where it hangs.
    pub place: Line,
}

impl Details for SignageDetails {
    const KIND: StationFactKind = StationFactKind::Signage;
    const SCHEMA: &'static str = "Signage";
    const PATH: &'static str = "/api/v1/signage";
}

/// A signboard.
type Signage = StationFact<SignageDetails>;

/// Lists the signboards of a station, ended and voided ones too, in the order in which they were recorded.
#[utoipa::path(get, path = "/api/v1/stations/{id}/signage", tag = "premises")]
pub async fn list_signage(
    ctx: Ctx<ReadStations>,
    path: Path<Id>,
    on: Query<OnDay>,
    paging: Paging,
) -> Result<Reply<Page<Signage>>> {
    list::list(&ctx, path.id, on.0, &paging).await
}

/// Records a signboard of a station as it hangs; a text that is not the county's pattern becomes a finding (六（四）).
#[utoipa::path(post, path = "/api/v1/stations/{id}/signage", tag = "premises")]
pub async fn record_signboard(
    ctx: Ctx<ManageStationFiles>,
    path: Path<Id>,
    body: Body<Record<SignageDetails>>,
) -> Result<Created<Signage>> {
    record::record(&ctx, path.id, body.0).await
}

/// Shows one signboard.
#[utoipa::path(get, path = "/api/v1/signage/{id}", tag = "premises")]
pub async fn get_signboard(ctx: Ctx<ReadStations>, path: Path<Id>) -> Result<Reply<Signage>> {
    list::get(&ctx, path.id).await
}

/// Ends a signboard, once; a wrong end is mended by voiding the record and making it anew.
#[utoipa::path(post, path = "/api/v1/signage/{id}/end", tag = "premises")]
pub async fn end_signboard(
    ctx: Ctx<ManageStationFiles>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<EndPeriod>,
) -> Result<Reply<Signage>> {
    end::end(&ctx, path.id, &if_match, &body.0).await
}

/// Voids a signboard that was recorded wrongly; it stays readable.
#[utoipa::path(post, path = "/api/v1/signage/{id}/voiding", tag = "premises")]
pub async fn void_signboard(
    ctx: Ctx<ManageStationFiles>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<Signage>> {
    void::void(&ctx, path.id, &if_match, &body.0).await
}
