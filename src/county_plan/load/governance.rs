//! The plan's milestones and the leading group; the one place of this module that knows their tables.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

use crate::{
    county_plan::plan::Plan,
    db::Conn,
    http::clock::new_id,
    schema::{leading_group_seats, milestones},
};

/// The milestones in order.
pub async fn milestones(mut conn: &Conn, plan: &Plan, now: DateTime<Utc>) -> QueryResult<()> {
    for (position, one) in (1..).zip(&plan.milestones) {
        let row = (
            milestones::county_code.eq(&plan.county.code),
            milestones::code.eq(&one.code),
            milestones::position.eq(position),
            milestones::phase.eq(&one.phase),
            milestones::name_zh.eq(&one.name_zh),
            milestones::name_en.eq(&one.name_en),
            milestones::due_on.eq(one.due_on),
            milestones::responsible.eq(&one.responsible),
            milestones::derived_from.eq(&one.derived_from),
            milestones::recorded_at.eq(now),
        );
        diesel::insert_into(milestones::table).values(row).execute(&mut conn).await?;
    }
    Ok(())
}

/// The seats in order.
pub async fn seats(mut conn: &Conn, plan: &Plan, now: DateTime<Utc>) -> QueryResult<()> {
    for (position, one) in (1..).zip(&plan.seats) {
        let row = (
            leading_group_seats::county_code.eq(&plan.county.code),
            leading_group_seats::id.eq(new_id(now)),
            leading_group_seats::seat.eq(&one.seat),
            leading_group_seats::office.eq(&one.office),
            leading_group_seats::position.eq(position),
            leading_group_seats::valid_from.eq(one.from),
            leading_group_seats::recorded_at.eq(now),
            leading_group_seats::version.eq(1),
        );
        diesel::insert_into(leading_group_seats::table).values(row).execute(&mut conn).await?;
    }
    Ok(())
}
