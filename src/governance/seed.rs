//! The plan's milestones and leading group: a county begins with them.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, de::DeserializeOwned};

use super::leading_group::model::LeadingGroupSeat;
use crate::{
    db::Conn,
    http::clock::new_id,
    rules::milestones::{MilestoneDerivation, MilestonePhase},
    schema::{leading_group_seats, milestones},
};

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[derive(Deserialize)]
struct Milestone {
    code: String,
    phase: MilestonePhase,
    due_on: NaiveDate,
    milestone: String,
    milestone_zh: String,
    responsible: String,
    /// A file may leave the column out: then every milestone is declared.
    derived_from: Option<MilestoneDerivation>,
}

#[derive(Deserialize)]
struct Seat {
    seat: LeadingGroupSeat,
    office: String,
    from: NaiveDate,
}

/// Puts the milestones of a file into a county, in the file's order. Errors: the database; a file that is not what it
/// should be.
pub async fn milestones(mut conn: &Conn, county: &str, file: &str, now: DateTime<Utc>) -> Outcome<()> {
    for (position, line) in (1..).zip(read::<Milestone>(file)?) {
        let row = (
            milestones::county_code.eq(county),
            milestones::code.eq(line.code),
            milestones::position.eq(position),
            milestones::phase.eq(line.phase),
            milestones::name_zh.eq(line.milestone_zh),
            milestones::name_en.eq(line.milestone),
            milestones::due_on.eq(line.due_on),
            milestones::responsible.eq(line.responsible),
            milestones::derived_from.eq(line.derived_from),
            milestones::recorded_at.eq(now),
        );
        diesel::insert_into(milestones::table).values(row).execute(&mut conn).await?;
    }
    Ok(())
}

/// Puts the leading group's seats of a file into a county, in the file's order. Errors: the database; a file that is not
/// what it should be.
pub async fn leading_group(mut conn: &Conn, county: &str, file: &str, now: DateTime<Utc>) -> Outcome<()> {
    for (position, line) in (1..).zip(read::<Seat>(file)?) {
        let row = (
            leading_group_seats::county_code.eq(county),
            leading_group_seats::id.eq(new_id(now)),
            leading_group_seats::seat.eq(line.seat),
            leading_group_seats::office.eq(line.office),
            leading_group_seats::position.eq(position),
            leading_group_seats::valid_from.eq(line.from),
            leading_group_seats::recorded_at.eq(now),
            leading_group_seats::version.eq(1),
        );
        diesel::insert_into(leading_group_seats::table).values(row).execute(&mut conn).await?;
    }
    Ok(())
}

fn read<T: DeserializeOwned>(file: &str) -> Outcome<Vec<T>> {
    Ok(csv::Reader::from_reader(file.as_bytes()).deserialize().collect::<Result<_, _>>()?)
}
