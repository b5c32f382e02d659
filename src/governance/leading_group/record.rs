//! `POST /leading-group-seats`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::model::{HeldSeat, LeadingGroupSeat};
use crate::{
    audit::event::Event,
    auth::policy::ManageGovernance,
    dated,
    http::{Body, Created, Ctx, Reply, Result, Tx, text::Line},
    schema::leading_group_seats,
};

/// A seat to give to an office.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = ends_after_start))]
pub struct RecordLeadingGroupSeat {
    /// The seat.
    pub seat: LeadingGroupSeat,
    /// The office that holds it, as 县民政局局长: the office only, never the name of a person.
    pub office: Line,
    /// Place in the order of the group; at the end when left out.
    #[schema(minimum = 1, maximum = 999)]
    pub position: Option<i32>,
    /// First day.
    #[schema(example = "2023-01-01")]
    pub from: NaiveDate,
    /// First day no longer, when it is known.
    pub to: Option<NaiveDate>,
}

fn ends_after_start(seat: &RecordLeadingGroupSeat) -> Result<(), ValidationError> {
    dated::ends_after_start("/to", seat.from, seat.to)
}

/// Gives an office a seat in the leading group (八); one chair and one director of the office at a time.
#[utoipa::path(post, path = "/api/v1/leading-group-seats", tag = "governance")]
pub async fn record_leading_group_seat(
    ctx: Ctx<ManageGovernance>,
    body: Body<RecordLeadingGroupSeat>,
) -> Result<Created<HeldSeat>> {
    ctx.write(async |tx| {
        let row = row(tx, &body.0).await?;
        row.insert(tx).await?;
        let told = json!({"seat": row.seat, "from": row.from, "to": row.to});
        tx.record(Event::new("leading_group_seat.recorded", row.id, told));
        Ok(Reply::tagged(&row)?.at(format!("/api/v1/leading-group-seats/{}", row.id)))
    })
    .await
}

async fn row(tx: &Tx<'_>, new: &RecordLeadingGroupSeat) -> Result<HeldSeat> {
    let position = match new.position {
        Some(position) => position,
        None => after_the_last(tx).await?,
    };
    Ok(HeldSeat {
        id: tx.new_id(),
        seat: new.seat,
        office: new.office.as_str().to_owned(),
        position,
        from: new.from,
        to: new.to,
        recorded_at: tx.now(),
        end_recorded_at: None,
        voided_at: None,
        void_reason: None,
        version: 1,
    })
}

/// Two at once may get the same place; then the ids put them in order.
async fn after_the_last(tx: &Tx<'_>) -> Result<i32> {
    let last = leading_group_seats::table
        .filter(leading_group_seats::county_code.eq(tx.county()))
        .select(diesel::dsl::max(leading_group_seats::position));
    let last: Option<i32> = last.get_result(&mut tx.conn()).await?;
    Ok(last.unwrap_or_default().saturating_add(1))
}
