//! Rows of organisations.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    db::Conn,
    http::{Result, Versioned, codes::Code},
    schema::organisations,
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
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Tabular for Organisation {
    const NAME: &'static str = "organisations";
    const COLUMNS: &'static [&'static str] =
        &["id", "kind", "name", "credit_code", "legal_representative", "county", "version"];
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
pub async fn save(mut conn: &Conn, row: &Organisation) -> Result<Organisation> {
    let next = Organisation { version: row.version.saturating_add(1), ..row.clone() };
    let one = organisations::table.find((&row.county, row.id)).filter(organisations::version.eq(row.version));
    let set = (
        organisations::name.eq(&next.name),
        organisations::legal_representative.eq(&next.legal_representative),
        organisations::version.eq(next.version),
    );
    let changed = diesel::update(one).set(set).execute(&mut conn).await?;
    if changed == 1 { Ok(next) } else { Err(Code::Stale.into()) }
}
