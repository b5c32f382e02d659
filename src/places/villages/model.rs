//! Rows of villages.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    db::Conn,
    http::{Result, Versioned, codes::Code},
    places::position::Place,
    schema::villages,
    text_enum,
};

text_enum! {
    /// What kind of place below a township.
    VillageKind {
        /// 行政村.
        Village = "village", "行政村", "Village";
        /// 社区.
        Community = "community", "社区", "Community";
    }
}

/// A village or community; it is abolished, never deleted, for what was done there stays done there.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = villages)]
pub struct Village {
    /// GB/T 2260 code of the county.
    #[diesel(column_name = county_code)]
    #[schema(example = "469025")]
    pub county: String,
    /// Statistical division code.
    #[schema(example = "469025100001")]
    pub code: String,
    /// Division code of its township.
    #[schema(example = "469025100")]
    pub township_code: String,
    /// Full name.
    #[schema(example = "桥南社区")]
    pub name: String,
    /// Village or community.
    pub kind: VillageKind,
    /// Where it is; null while nobody has said.
    #[diesel(select_expression = (villages::latitude, villages::longitude, villages::accuracy_m))]
    #[schema(value_type = Option<crate::places::position::Position>)]
    pub position: Place,
    /// First day it is no longer; null while no end is known.
    pub abolished_on: Option<NaiveDate>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for Village {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A statistical division code: 12 digits, the first 9 of them the township's.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(try_from = "String")]
#[schema(value_type = String, pattern = "^[0-9]{12}$", example = "469025100001")]
pub struct VillageCode(String);

impl TryFrom<String> for VillageCode {
    type Error = &'static str;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        let digits = code.len() == 12 && code.bytes().all(|byte| byte.is_ascii_digit());
        digits.then_some(Self(code)).ok_or("not 12 digits")
    }
}

impl VillageCode {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code of the township.
    pub fn township(&self) -> &str {
        self.0.get(..9).unwrap_or_default()
    }
}

/// The path of a village.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct VillagePath {
    /// Statistical division code.
    #[param(value_type = String, example = "469025100001")]
    pub code: VillageCode,
}

/// One village of the county, locked until the transaction ends. Errors: 404.
pub async fn lock(mut conn: &Conn, county: &str, code: &VillageCode) -> Result<Village> {
    let one = villages::table.find((county, code.as_str())).select(Village::as_select()).for_update();
    Ok(one.first(&mut conn).await?)
}

/// Saves what can change; the version grows by one. Errors: 412 when somebody else was faster.
pub async fn save(mut conn: &Conn, row: &Village) -> Result<Village> {
    let next = Village { version: row.version.saturating_add(1), ..row.clone() };
    let one = villages::table.find((&row.county, &row.code)).filter(villages::version.eq(row.version));
    let (latitude, longitude, accuracy_m) = next.position.columns();
    let set = (
        villages::name.eq(&next.name),
        villages::latitude.eq(latitude),
        villages::longitude.eq(longitude),
        villages::accuracy_m.eq(accuracy_m),
        villages::abolished_on.eq(next.abolished_on),
        villages::version.eq(next.version),
    );
    let changed = diesel::update(one).set(set).execute(&mut conn).await?;
    if changed == 1 { Ok(next) } else { Err(Code::Stale.into()) }
}
