//! Rows of briefs.

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::{
        caller::Caller,
        policy::{Action, DraftBriefs, PublishBriefs},
        reach::Reach,
    },
    db::{Conn, json::Json, planned::among, text_enum::TextEnum as _},
    http::{Error, IfMatch, Result, Tx, Versioned, codes::Code},
    rules::brief_states::{BriefAction, BriefState},
    schema::briefs,
    tables::Tabular,
    text_enum,
};

text_enum! {
    /// What is published, 六（二）.
    BriefKind {
        /// 进度简报.
        Brief = "brief", "简报", "Brief";
        /// 动态.
        Post = "post", "动态", "Post";
        /// 经验总结.
        ExperienceSummary = "experience_summary", "经验总结", "Summary of experience";
    }
}

/// A brief without its text.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = briefs)]
pub struct BriefHead {
    /// Id of the brief.
    pub id: Uuid,
    /// Whose it is; null: the county's.
    #[schema(required)]
    pub station_id: Option<Uuid>,
    /// What it is.
    pub kind: BriefKind,
    /// Its title.
    #[schema(example = "社工站开展端午节困境儿童关爱活动")]
    pub title: String,
    /// How far it is.
    pub state: BriefState,
    /// Why it was returned or withdrawn.
    #[schema(required)]
    pub state_reason: Option<String>,
    /// The account that drafted it.
    pub drafted_by: Uuid,
    /// When it was published.
    #[schema(required)]
    pub published_at: Option<DateTime<Utc>>,
    /// When it was withdrawn.
    #[schema(required)]
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// When it was drafted.
    pub recorded_at: DateTime<Utc>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Tabular for BriefHead {
    const NAME: &'static str = "briefs";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "station_id",
        "kind",
        "title",
        "state",
        "state_reason",
        "published_at",
        "withdrawn_at",
        "recorded_at",
        "version",
    ];
}

/// What a brief says.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = briefs)]
pub struct BriefContent {
    /// Its text.
    pub body: String,
    /// Its pictures, in order.
    #[schema(value_type = Vec<Uuid>)]
    pub attachments: Json<Vec<Uuid>>,
}

/// A brief.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Brief {
    /// Where it stands.
    #[serde(flatten)]
    pub head: BriefHead,
    /// What it says.
    #[serde(flatten)]
    pub content: BriefContent,
    /// What the caller may do with it now.
    pub allowed_actions: Vec<BriefAction>,
}

impl Versioned for Brief {
    fn version(&self) -> i32 {
        self.head.version
    }
}

impl Brief {
    /// A brief as this caller reads it.
    pub fn new((head, content): (BriefHead, BriefContent), caller: &Caller) -> Self {
        let fits = |action: &BriefAction| action.fits(head.state) && permitted(*action, &head, caller);
        let allowed_actions = BriefAction::ALL.into_iter().filter(fits).collect();
        Self { head, content, allowed_actions }
    }
}

fn permitted(action: BriefAction, head: &BriefHead, caller: &Caller) -> bool {
    match action {
        BriefAction::Change | BriefAction::Submit => reaches::<DraftBriefs>(caller, head.station_id),
        BriefAction::Return | BriefAction::Publish | BriefAction::Withdraw => {
            reaches::<PublishBriefs>(caller, head.station_id)
        }
    }
}

fn reaches<A: Action>(caller: &Caller, station: Option<Uuid>) -> bool {
    caller.reach::<A>(None).is_ok_and(|reach| covers(&reach, station))
}

/// Whether what belongs to a station, or to the county, is within reach.
pub fn covers(reach: &Reach, station: Option<Uuid>) -> bool {
    match station {
        Some(station) => reach.covers(station),
        None => reach.only_stations().is_none(),
    }
}

/// The briefs within reach.
pub fn visible(reach: &Reach) -> briefs::BoxedQuery<'_, Pg> {
    briefs::table
        .filter(briefs::county_code.eq(&reach.county))
        .filter(among(briefs::station_id, reach.stations()))
        .into_boxed()
}

/// One brief within reach. Errors: 404.
pub async fn find(mut conn: &Conn, reach: &Reach, id: Uuid) -> Result<(BriefHead, BriefContent)> {
    let one = visible(reach).filter(briefs::id.eq(id));
    Ok(one.select((BriefHead::as_select(), BriefContent::as_select())).first(&mut conn).await?)
}

/// One brief within reach that takes the action, locked. Errors: 404, 428, 412, 409.
pub async fn open(
    tx: &Tx<'_>,
    id: Uuid,
    if_match: &IfMatch,
    action: BriefAction,
) -> Result<(BriefHead, BriefContent)> {
    let one = briefs::table.find((tx.county(), id));
    let one = one.select((BriefHead::as_select(), BriefContent::as_select())).for_update();
    let found: (BriefHead, BriefContent) = one.first(&mut tx.conn()).await?;
    let head = &found.0;
    if !covers(tx.reach(), head.station_id) {
        return Err(Error::not_found());
    }
    if_match.check(head.version)?;
    if action.fits(head.state) {
        return Ok(found);
    }
    let (state, action) = (head.state.label(), action.label());
    Err(Error::new(Code::Conflict).detail(
        format!("该稿件{}，不能{}", state.zh, action.zh),
        format!("The brief is {}: it does not take “{}”", state.en.to_lowercase(), action.en),
    ))
}
