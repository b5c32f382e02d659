//! `POST /groups/{id}/closing`.

use chrono::NaiveDate;
use diesel::{dsl::max, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    model::{self, GroupFacts, cell},
    view::{self, Group},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageCases,
    dated,
    http::{Body, Ctx, Id, IfMatch, Path, Reply, Result, Tx, fault::Fault, text::Prose},
    personal::Sensitive,
    schema::{group_sessions, groups},
};

/// The end of a group.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct CloseGroup {
    /// The last day; not before its last session, not after today.
    #[schema(example = "2023-07-03")]
    pub on: NaiveDate,
    /// What came of it; sealed.
    #[schema(value_type = Prose)]
    pub evaluation: Sensitive<Prose>,
}

/// Closes a group with its evaluation. Members who are still in it need not leave one by one.
#[utoipa::path(post, path = "/api/v1/groups/{id}/closing", tag = "casework")]
pub async fn close_group(
    ctx: Ctx<ManageCases>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<CloseGroup>,
) -> Result<Reply<Group>> {
    let (roots, CloseGroup { on, evaluation }) = (&ctx.shared().personal, body.0);
    ctx.write(async |tx| {
        let group = model::lock_open(tx, path.id).await?;
        if_match.check(group.version)?;
        dated::not_after(tx.today(), "/on", Some(on))?;
        not_before_its_sessions(tx, &group, on).await?;
        let key = roots.key_for_change(tx, group.id).await?;
        let change = (
            groups::closed_on.eq(on),
            groups::closed_recorded_at.eq(tx.now()),
            groups::evaluation_sealed.eq(key.seal(cell(group.id), &evaluation.clone().map(String::from))?),
            groups::version.eq(group.version.saturating_add(1)),
        );
        let one = groups::table.find((tx.county(), group.id));
        let closed = diesel::update(one).set(change).returning(GroupFacts::as_returning());
        let group: GroupFacts = closed.get_result(&mut tx.conn()).await?;
        tx.record(Event::new("group.closed", group.id, json!({"station": group.station_id, "on": on})));
        view::reply(&ctx, tx, group).await
    })
    .await
}

/// Errors: 422 for a day before the first, or before the last session.
async fn not_before_its_sessions(tx: &Tx<'_>, group: &GroupFacts, on: NaiveDate) -> Result<()> {
    let last = group_sessions::table
        .filter(group_sessions::county_code.eq(tx.county()))
        .filter(group_sessions::group_id.eq(group.id))
        .filter(group_sessions::voided_at.is_null())
        .select(max(group_sessions::held_on));
    let last: Option<NaiveDate> = last.get_result(&mut tx.conn()).await?;
    let earliest = last.unwrap_or(group.begins_on).max(group.begins_on);
    if on >= earliest {
        return Ok(());
    }
    let (zh, en) = (format!("不得早于{earliest}"), format!("It cannot be before {earliest}"));
    Err(Fault::body("/on", "too_early", zh, en).into())
}
