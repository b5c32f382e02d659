//! Rows of the leading group's seats.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    db::errors::OnConstraint as _,
    http::{Error, Result, Tx, Versioned, codes::Code},
    schema::leading_group_seats,
    text_enum,
};

text_enum! {
    /// A seat of the leading group, 八.
    LeadingGroupSeat {
        /// Chairs the group; one at a time.
        Chair = "chair", "组长", "Chair";
        /// Deputy of the chair.
        DeputyChair = "deputy_chair", "副组长", "Deputy chair";
        /// Member.
        Member = "member", "成员", "Member";
        /// Directs the group's office in the bureau; one at a time.
        OfficeDirector = "office_director", "办公室主任", "Director of the office";
    }
}

/// A seat that an office holds.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = leading_group_seats)]
pub struct HeldSeat {
    /// Id of the row.
    pub id: Uuid,
    /// The seat.
    pub seat: LeadingGroupSeat,
    /// The office that holds it; never a person's name.
    #[schema(example = "县民政局局长")]
    pub office: String,
    /// Place in the order of the group.
    pub position: i32,
    /// First day.
    #[diesel(column_name = valid_from)]
    #[schema(example = "2023-01-01")]
    pub from: NaiveDate,
    /// First day no longer; null while no end is known.
    #[diesel(column_name = valid_to)]
    pub to: Option<NaiveDate>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When the end was recorded, if later than the rest.
    pub end_recorded_at: Option<DateTime<Utc>>,
    /// When it was voided; null while it stands.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Versioned for HeldSeat {
    fn version(&self) -> i32 {
        self.version
    }
}

impl HeldSeat {
    /// Writes the row. Errors: 409 when the chair or the director's seat is held on some of these days.
    pub async fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        let row = (
            leading_group_seats::county_code.eq(tx.county()),
            leading_group_seats::id.eq(self.id),
            leading_group_seats::seat.eq(self.seat),
            leading_group_seats::office.eq(&self.office),
            leading_group_seats::position.eq(self.position),
            leading_group_seats::valid_from.eq(self.from),
            leading_group_seats::valid_to.eq(self.to),
            leading_group_seats::recorded_at.eq(self.recorded_at),
            leading_group_seats::version.eq(self.version),
        );
        let insert =
            diesel::insert_into(leading_group_seats::table).values(row).execute(&mut tx.conn()).await;
        insert.on_constraint("leading_group_seats_one_a_day", held_already)?;
        Ok(())
    }
}

fn held_already() -> Error {
    Error::new(Code::AlreadyExists).detail(
        "组长、办公室主任同一时间只能各有一名，该席位在此期间已有任职；请先结束或作废原任职",
        "There is one chair and one director of the office at a time, and the seat is held on some of these days; end or \
         void that first",
    )
}

/// One seat, locked until the transaction ends. Errors: 404.
pub async fn lock(tx: &Tx<'_>, id: Uuid) -> Result<HeldSeat> {
    let one = leading_group_seats::table.find((tx.county(), id)).select(HeldSeat::as_select());
    Ok(one.for_update().first(&mut tx.conn()).await?)
}
