//! Rows of frameworks.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    indicator::{self, Indicator},
    maxima::{self, PartyMaximum},
};
use crate::{
    db::Conn,
    http::{Error, Result, Versioned, codes::Code},
    schema::evaluation_frameworks,
    text_enum,
};

text_enum! {
    /// What a framework is good for.
    FrameworkState {
        /// Being written; nothing is judged by it.
        Draft = "draft", "草案", "Draft";
        /// In use and immutable.
        Published = "published", "已发布", "Published";
    }
}

/// A framework without its indicators.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = evaluation_frameworks)]
pub struct FrameworkHead {
    /// Id of the framework.
    pub id: Uuid,
    /// Name.
    #[schema(example = "乡镇社工站评估指标体系（第一版）")]
    pub name: String,
    /// Draft or published.
    pub state: FrameworkState,
    /// The day it was published; it judges service years that begin on that day or later.
    pub published_on: Option<NaiveDate>,
    /// The framework that it was derived from.
    pub derived_from: Option<Uuid>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

/// A framework with its indicators.
#[derive(Debug, Serialize, ToSchema)]
pub struct Framework {
    /// Id of the framework.
    pub id: Uuid,
    /// Name.
    #[schema(example = "乡镇社工站评估指标体系（第一版）")]
    pub name: String,
    /// Draft or published.
    pub state: FrameworkState,
    /// The day it was published; it judges service years that begin on that day or later.
    pub published_on: Option<NaiveDate>,
    /// The framework that it was derived from; null for the first.
    #[schema(required)]
    pub derived_from: Option<Uuid>,
    /// The indicators in order.
    pub indicators: Vec<Indicator>,
    /// How many points each party has to give, and that they are scaled to 100.
    pub party_maxima: Vec<PartyMaximum>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for Framework {
    fn version(&self) -> i32 {
        self.version
    }
}

/// One framework of the county with its indicators. Errors: 404.
pub async fn find(mut conn: &Conn, county: &str, id: Uuid) -> Result<Framework> {
    let one = evaluation_frameworks::table.find((county, id)).select(FrameworkHead::as_select());
    let FrameworkHead { id, name, state, published_on, derived_from, version } = one.first(&mut conn).await?;
    let indicators = indicator::of_framework(conn, county, id).await?;
    let party_maxima = maxima::of(&indicators);
    Ok(Framework { id, name, state, published_on, derived_from, indicators, party_maxima, version })
}

/// One framework of the county, locked until the transaction ends. Errors: 404.
pub async fn lock(mut conn: &Conn, county: &str, id: Uuid) -> Result<FrameworkHead> {
    let one = evaluation_frameworks::table.find((county, id)).select(FrameworkHead::as_select());
    Ok(one.for_update().first(&mut conn).await?)
}

/// A published framework never changes. Errors: 409.
pub fn require_draft(state: FrameworkState) -> Result<()> {
    match state {
        FrameworkState::Draft => Ok(()),
        FrameworkState::Published => Err(Error::new(Code::Conflict)
            .detail("指标体系已发布，不再变更", "The framework is published and does not change any more")),
    }
}

/// A framework to draft.
#[derive(Debug, Clone, Copy)]
pub struct NewDraft<'a> {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: &'a str,
    /// Its indicators in order.
    pub indicators: &'a [Indicator],
    /// The framework that it is derived from.
    pub derived_from: Option<Uuid>,
}

/// Writes a new draft with its indicators.
pub async fn insert_draft(
    mut conn: &Conn,
    county: &str,
    draft: NewDraft<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    let NewDraft { id, name, indicators, derived_from } = draft;
    let row = (
        evaluation_frameworks::county_code.eq(county),
        evaluation_frameworks::id.eq(id),
        evaluation_frameworks::name.eq(name),
        evaluation_frameworks::state.eq(FrameworkState::Draft),
        evaluation_frameworks::derived_from.eq(derived_from),
        evaluation_frameworks::recorded_at.eq(now),
        evaluation_frameworks::version.eq(1),
    );
    diesel::insert_into(evaluation_frameworks::table).values(row).execute(&mut conn).await?;
    indicator::insert(conn, county, id, indicators).await?;
    Ok(())
}
