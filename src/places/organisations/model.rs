//! Rows of organisations.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::{
    dated,
    db::{Conn, json::Json},
    http::{Result, Versioned, codes::Code, text::Line},
    schema::{organisation_versions, organisations},
    tables::Tabular,
    text_enum,
};

text_enum! {
    /// What an organisation is to the county.
    OrganisationKind {
        /// Registered social organisation that employs the resident workers (二).
        Contractor = "contractor", "承接主体", "Contractor";
        /// Scores stations for the bureau (七（二）).
        EvaluationAgency = "evaluation_agency", "第三方评估机构", "Evaluation agency";
        /// Bureau, township government or another public body.
        Government = "government", "政府部门", "Public body";
        /// Anything else.
        Other = "other", "其他", "Other";
    }
}

/// An organisation.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = organisations)]
pub struct Organisation {
    /// GB/T 2260 code of the county that works with it.
    #[diesel(column_name = county_code)]
    #[schema(example = "469025")]
    pub county: String,
    /// Id of the organisation.
    pub id: Uuid,
    /// What it is to the county.
    pub kind: OrganisationKind,
    /// Registered name.
    #[schema(example = "青山社会工作服务中心")]
    pub name: String,
    /// Unified social credit code (GB 32100).
    #[schema(example = "52469025MJ9900004X")]
    pub credit_code: String,
    /// Legal representative, as registered.
    pub legal_representative: Option<String>,
    /// The authority that registered it.
    #[schema(required, example = "白沙黎族自治县民政局")]
    pub registration_authority: Option<String>,
    /// The day of its registration.
    #[schema(required)]
    pub registered_on: Option<NaiveDate>,
    /// Its qualifications (专业资质).
    #[schema(value_type = Vec<Qualification>)]
    pub qualifications: Json<Vec<Qualification>>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Tabular for Organisation {
    const NAME: &'static str = "organisations";
    const COLUMNS: &'static [&'static str] =
        &["id", "kind", "name", "credit_code", "legal_representative", "county", "version"];
}

/// A qualification of an organisation (专业资质): shown, not judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "days"))]
pub struct Qualification {
    /// What it is called.
    pub name: Line,
    /// Number of the paper.
    pub number: Option<Line>,
    /// Who issued it.
    pub issued_by: Option<Line>,
    /// First day on which it is valid.
    pub from: Option<NaiveDate>,
    /// First day on which it is not valid any more.
    pub to: Option<NaiveDate>,
}

fn days(one: &Qualification) -> Result<(), ValidationError> {
    one.from.map_or(Ok(()), |from| dated::ends_after_start("/to", from, one.to))
}

impl Versioned for Organisation {
    fn version(&self) -> i32 {
        self.version
    }
}

/// One organisation of the county. Errors: 404.
pub async fn find(mut conn: &Conn, county: &str, id: Uuid) -> Result<Organisation> {
    let one = organisations::table.find((county, id)).select(Organisation::as_select());
    Ok(one.first(&mut conn).await?)
}

/// One organisation of the county, locked until the transaction ends. Errors: 404.
pub async fn lock(mut conn: &Conn, county: &str, id: Uuid) -> Result<Organisation> {
    let one = organisations::table.find((county, id)).select(Organisation::as_select()).for_update();
    Ok(one.first(&mut conn).await?)
}

/// Saves what can change; the version grows by one. Errors: 412 when somebody else was faster.
pub async fn save(mut conn: &Conn, row: &Organisation, now: DateTime<Utc>) -> Result<Organisation> {
    let next = Organisation { version: row.version.saturating_add(1), ..row.clone() };
    let one = organisations::table.find((&row.county, row.id)).filter(organisations::version.eq(row.version));
    let set = (
        organisations::name.eq(&next.name),
        organisations::legal_representative.eq(&next.legal_representative),
        organisations::registration_authority.eq(&next.registration_authority),
        organisations::registered_on.eq(next.registered_on),
        organisations::qualifications.eq(&next.qualifications),
        organisations::version.eq(next.version),
    );
    if diesel::update(one).set(set).execute(&mut conn).await? != 1 {
        return Err(Code::Stale.into());
    }
    keep_version(conn, &next, now).await?;
    Ok(next)
}

/// Keeps how the organisation is now, so that it can be told later what was known of it.
pub async fn keep_version(mut conn: &Conn, row: &Organisation, now: DateTime<Utc>) -> Result<()> {
    let version = (
        organisation_versions::county_code.eq(&row.county),
        organisation_versions::organisation_id.eq(row.id),
        organisation_versions::version.eq(row.version),
        organisation_versions::name.eq(&row.name),
        organisation_versions::legal_representative.eq(&row.legal_representative),
        organisation_versions::registration_authority.eq(&row.registration_authority),
        organisation_versions::registered_on.eq(row.registered_on),
        organisation_versions::qualifications.eq(&row.qualifications),
        organisation_versions::recorded_at.eq(now),
    );
    diesel::insert_into(organisation_versions::table).values(version).execute(&mut conn).await?;
    Ok(())
}
