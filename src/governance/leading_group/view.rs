//! `GET /leading-group`: who sits in it on a day.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::LeadingGroupSeat;
use crate::{
    auth::policy::ReadGovernance,
    dated::{Days, Known},
    db::Conn,
    http::{Ctx, Moment, Query, Reply, Result},
    known,
    schema::leading_group_seats,
    verdicts,
};

/// The leading group of a day, by offices held.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct LeadingGroup {
    /// The day asked about.
    pub as_of: NaiveDate,
    /// Only what was known at this instant; null: all that is known now.
    #[schema(required)]
    pub known_at: Option<DateTime<Utc>>,
    /// Chairs it.
    #[schema(required)]
    pub chair: Option<OfficeHeld>,
    /// Deputies of the chair.
    pub deputy_chairs: Vec<OfficeHeld>,
    /// Members.
    pub members: Vec<OfficeHeld>,
    /// Directs its office in the bureau.
    #[schema(required)]
    pub office: Option<OfficeHeld>,
}

/// An office with a seat in the leading group.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfficeHeld {
    /// Id of the seat's row.
    pub id: Uuid,
    /// The office; never a person's name.
    #[schema(example = "县民政局局长")]
    pub office: String,
    /// First day.
    pub from: NaiveDate,
    /// First day no longer; null while no end is known.
    #[schema(required)]
    pub to: Option<NaiveDate>,
}

/// Shows the leading group of a day, by offices held (八).
#[utoipa::path(get, path = "/api/v1/leading-group", tag = "governance")]
pub async fn get_leading_group(
    ctx: Ctx<ReadGovernance>,
    moment: Query<Moment>,
) -> Result<Reply<LeadingGroup>> {
    let known = Known { county: verdicts::named_county(&ctx)?, at: moment.0.known(&ctx)? };
    let as_of = moment.0.day(&ctx);
    let seats = ctx.read(async |conn| held(conn, known, as_of).await).await?;
    let mut group = LeadingGroup { as_of, known_at: moment.0.known_at, ..LeadingGroup::default() };
    for (seat, held) in seats {
        match seat {
            LeadingGroupSeat::Chair => group.chair = Some(held),
            LeadingGroupSeat::DeputyChair => group.deputy_chairs.push(held),
            LeadingGroupSeat::Member => group.members.push(held),
            LeadingGroupSeat::OfficeDirector => group.office = Some(held),
        }
    }
    Reply::computed(&group)
}

/// The seats of a day, in the order of the group.
async fn held(
    mut conn: &Conn,
    known: Known<'_>,
    day: NaiveDate,
) -> Result<Vec<(LeadingGroupSeat, OfficeHeld)>> {
    let rows: Vec<(LeadingGroupSeat, Uuid, String, Days)> = leading_group_seats::table
        .filter(leading_group_seats::county_code.eq(known.county))
        .filter(leading_group_seats::valid_from.le(day))
        .filter(known!(leading_group_seats, known.at))
        .order((leading_group_seats::position, leading_group_seats::id))
        .select((
            leading_group_seats::seat,
            leading_group_seats::id,
            leading_group_seats::office,
            (
                leading_group_seats::valid_from,
                leading_group_seats::valid_to,
                leading_group_seats::end_recorded_at,
            ),
        ))
        .load(&mut conn)
        .await?;
    let spans = rows.into_iter().map(|(seat, id, office, days)| (seat, id, office, known.span(days)));
    let of_day = spans.filter(|(.., span)| span.contains(day));
    Ok(of_day
        .map(|(seat, id, office, span)| (seat, OfficeHeld { id, office, from: span.from, to: span.to }))
        .collect())
}
