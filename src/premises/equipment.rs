//! `/stations/{id}/equipment` and `/equipment/{id}`: what a station works with (六（一）3).

use chrono::NaiveDate;
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
    dated::{self, EndPeriod, VoidRow},
    http::{Body, Created, Ctx, Id, IfMatch, Page, Paging, Path, Query, Reply, Result, text::Line},
    rules::{
        money::Money,
        readiness::facts::{EquipmentCondition, EquipmentKind},
    },
    text_enum,
};

text_enum! {
    /// What equipment was paid from. In the first fiscal year operations pay for office equipment (annex 2).
    EquipmentFund {
        /// The station's operations.
        Operations = "operations", "运营经费", "Operations";
        /// Provided by the township.
        Township = "township", "乡镇配备", "Provided by the township";
        /// Provided by the county bureau.
        Bureau = "bureau", "民政局配备", "Provided by the bureau";
        /// Given.
        Donation = "donation", "捐赠", "Donation";
        /// Anything else.
        Other = "other", "其他", "Other";
    }
}

/// Equipment of a station: one thing, or several alike.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
pub struct EquipmentDetails {
    /// Its kind.
    pub kind: EquipmentKind,
    /// What it is.
    pub name: Line,
    /// How many.
    #[schema(minimum = 1, maximum = 10000, example = 2)]
    pub quantity: u16,
    /// When it was bought, not after today.
    #[schema(example = "2023-02-18")]
    pub bought_on: Option<NaiveDate>,
    /// What it was paid from.
    pub fund: EquipmentFund,
    /// What it cost in all, CNY.
    pub price: Option<Money>,
    /// Its condition.
    pub condition: EquipmentCondition,
}

impl Details for EquipmentDetails {
    const KIND: StationFactKind = StationFactKind::Equipment;
    const SCHEMA: &'static str = "Equipment";
    const PATH: &'static str = "/api/v1/equipment";

    fn judge(&self, today: NaiveDate) -> Result<()> {
        dated::not_after(today, "/bought_on", self.bought_on)
    }
}

/// Equipment.
type Equipment = StationFact<EquipmentDetails>;

/// Lists the equipment of a station, ended and voided ones too, in the order in which they were recorded.
#[utoipa::path(get, path = "/api/v1/stations/{id}/equipment", tag = "premises")]
pub async fn list_equipment(
    ctx: Ctx<ReadStations>,
    path: Path<Id>,
    on: Query<OnDay>,
    paging: Paging,
) -> Result<Reply<Page<Equipment>>> {
    list::list(&ctx, path.id, on.0, &paging).await
}

/// Records equipment of a station (六（一）3). Its condition changes by a new record that replaces this one.
#[utoipa::path(post, path = "/api/v1/stations/{id}/equipment", tag = "premises")]
pub async fn record_equipment_item(
    ctx: Ctx<ManageStationFiles>,
    path: Path<Id>,
    body: Body<Record<EquipmentDetails>>,
) -> Result<Created<Equipment>> {
    record::record(&ctx, path.id, body.0).await
}

/// Shows one record of equipment.
#[utoipa::path(get, path = "/api/v1/equipment/{id}", tag = "premises")]
pub async fn get_equipment_item(ctx: Ctx<ReadStations>, path: Path<Id>) -> Result<Reply<Equipment>> {
    list::get(&ctx, path.id).await
}

/// Ends the use of equipment, once; a wrong end is mended by voiding the record and making it anew.
#[utoipa::path(post, path = "/api/v1/equipment/{id}/end", tag = "premises")]
pub async fn end_equipment_item(
    ctx: Ctx<ManageStationFiles>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<EndPeriod>,
) -> Result<Reply<Equipment>> {
    end::end(&ctx, path.id, &if_match, &body.0).await
}

/// Voids equipment that was recorded wrongly; it stays readable.
#[utoipa::path(post, path = "/api/v1/equipment/{id}/voiding", tag = "premises")]
pub async fn void_equipment_item(
    ctx: Ctx<ManageStationFiles>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<VoidRow>,
) -> Result<Reply<Equipment>> {
    void::void(&ctx, path.id, &if_match, &body.0).await
}
