//! `/stations/{id}/safety-checks` and `/safety-checks/{id}`: fire safety and others (三（二）, 六（一）3, 七（一）). A check is not
//! ended: a later one supersedes it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    fact::{Details, StationFact, StationFactKind},
    list::{self, OnDay},
    new_check::RecordSafetyCheck,
    record, void,
};
use crate::{
    auth::policy::{ManagePremises, ReadStations},
    dated::VoidRow,
    http::{
        Body, Created, Ctx, Id, IfMatch, Page, Paging, Path, Query, Reply, Result,
        text::{Line, Prose},
    },
    rules::readiness::facts::{SafetyCheckKind, SafetyCheckResult},
    text_enum,
};

text_enum! {
    /// Where the last day of a safety check comes from.
    ValidUntilSource {
        /// It was given with the check.
        Given = "given", "登记时填写", "Given with the check";
        /// It was reckoned by the interval of the policy in force on the day of the check.
        Policy = "policy", "按政策间隔推算", "By the interval of the policy";
    }
}

/// A safety check of a station; `from` is the day of the check, `to` the first day on which it is no longer valid.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
pub struct SafetyCheckDetails {
    /// What it looked at.
    pub kind: SafetyCheckKind,
    /// The body or office that checked.
    pub checked_by: Line,
    /// What it found.
    pub result: SafetyCheckResult,
    /// What it found, in words.
    pub findings: Option<Prose>,
    /// Last day on which it is valid; null when it failed.
    #[schema(example = "2024-02-20")]
    pub valid_until: Option<chrono::NaiveDate>,
    /// Where that day comes from; null when it failed.
    pub valid_until_source: Option<ValidUntilSource>,
}

impl Details for SafetyCheckDetails {
    const KIND: StationFactKind = StationFactKind::SafetyCheck;
    const SCHEMA: &'static str = "SafetyCheck";
    const PATH: &'static str = "/api/v1/safety-checks";
}

/// A safety check.
pub type SafetyCheck = StationFact<SafetyCheckDetails>;

/// Lists the safety checks of a station, voided ones too, in the order in which they were recorded.
#[utoipa::path(get, path = "/api/v1/stations/{id}/safety-checks", tag = "premises")]
pub async fn list_safety_checks(
    ctx: Ctx<ReadStations>,
    path: Path<Id>,
    on: Query<OnDay>,
    paging: Paging,
) -> Result<Reply<Page<SafetyCheck>>> {
    list::list(&ctx, path.id, on.0, &paging).await
}

/// Records a safety check of a station (三（二）, 七（一）).
#[utoipa::path(post, path = "/api/v1/stations/{id}/safety-checks", tag = "premises")]
pub async fn record_safety_check(
    ctx: Ctx<ManagePremises>,
    path: Path<Id>,
    body: Body<RecordSafetyCheck>,
) -> Result<Created<SafetyCheck>> {
    ctx.write(async |tx| record::make(tx, path.id, &body.0.dated(tx).await?).await).await
}

/// Shows one safety check.
#[utoipa::path(get, path = "/api/v1/safety-checks/{id}", tag = "premises")]
pub async fn get_safety_check(ctx: Ctx<ReadStations>, path: Path<Id>) -> Result<Reply<SafetyCheck>> {
    list::get(&ctx, path.id).await
}

/// Voids a safety check that was recorded wrongly; it stays readable.
#[utoipa::path(post, path = "/api/v1/safety-checks/{id}/voiding", tag = "premises")]
pub async fn void_safety_check(
    ctx: Ctx<ManagePremises>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<SafetyCheck>> {
    void::void(&ctx, path.id, &if_match, &body.0).await
}
