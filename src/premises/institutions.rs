//! `/stations/{id}/institutions` and `/institutions/{id}`: 制度 and standing records, each a dated document (六（二）).

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
    rules::readiness::facts::InstitutionKind,
};

/// An institution 制度 or a standing record of a station, in one version.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
pub struct InstitutionDetails {
    /// Its kind.
    pub kind: InstitutionKind,
    /// Title of the document.
    pub title: Line,
    /// Which version of the document it is.
    pub document_version: Line,
}

impl Details for InstitutionDetails {
    const KIND: StationFactKind = StationFactKind::Institution;
    const SCHEMA: &'static str = "Institution";
    const PATH: &'static str = "/api/v1/institutions";
}

/// An institution.
type Institution = StationFact<InstitutionDetails>;

/// Lists the institutions of a station, ended and voided ones too, in the order in which they were recorded.
#[utoipa::path(get, path = "/api/v1/stations/{id}/institutions", tag = "premises")]
pub async fn list_institutions(
    ctx: Ctx<ReadStations>,
    path: Path<Id>,
    on: Query<OnDay>,
    paging: Paging,
) -> Result<Reply<Page<Institution>>> {
    list::list(&ctx, path.id, on.0, &paging).await
}

/// Records an institution or standing record of a station (六（二）). A new version replaces the former.
#[utoipa::path(post, path = "/api/v1/stations/{id}/institutions", tag = "premises")]
pub async fn record_institution(
    ctx: Ctx<ManageStationFiles>,
    path: Path<Id>,
    body: Body<Record<InstitutionDetails>>,
) -> Result<Created<Institution>> {
    record::record(&ctx, path.id, body.0).await
}

/// Shows one institution or standing record.
#[utoipa::path(get, path = "/api/v1/institutions/{id}", tag = "premises")]
pub async fn get_institution(ctx: Ctx<ReadStations>, path: Path<Id>) -> Result<Reply<Institution>> {
    list::get(&ctx, path.id).await
}

/// Ends an institution, once; a wrong end is mended by voiding the record and making it anew.
#[utoipa::path(post, path = "/api/v1/institutions/{id}/end", tag = "premises")]
pub async fn end_institution(
    ctx: Ctx<ManageStationFiles>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<EndPeriod>,
) -> Result<Reply<Institution>> {
    end::end(&ctx, path.id, &if_match, &body.0).await
}

/// Voids an institution that was recorded wrongly; it stays readable.
#[utoipa::path(post, path = "/api/v1/institutions/{id}/voiding", tag = "premises")]
pub async fn void_institution(
    ctx: Ctx<ManageStationFiles>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<Institution>> {
    void::void(&ctx, path.id, &if_match, &body.0).await
}
