//! `POST /service-lists/{id}/receipts`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    change,
    model::{self, ReceivingParty, ServiceList, ServiceListRow},
};
use crate::{
    audit::event::Event,
    auth::{policy::ReceiveServiceLists, role::Role},
    dated,
    db::errors::OnConstraint as _,
    http::{Body, Created, Ctx, Error, Id, IfMatch, Path, Reply, Result, Tx, codes::Code, fault::Fault},
    schema::service_list_receipts,
};

/// A receipt.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ReceiveServiceList {
    /// The day on which the list came in; from its filing to today. Today when left out.
    #[schema(example = "2023-07-03")]
    pub received_on: Option<NaiveDate>,
}

/// Records that bureau or township, whichever the caller is of, has a filed list. It is in force without that.
#[utoipa::path(post, path = "/api/v1/service-lists/{id}/receipts", tag = "catalogue")]
pub async fn receive_service_list(
    ctx: Ctx<ReceiveServiceLists>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ReceiveServiceList>,
) -> Result<Created<ServiceList>> {
    let party = party_of(ctx.caller()?.role);
    ctx.write(async |tx| {
        let row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        let on = body.0.received_on.unwrap_or(tx.today());
        judge(&row, on, tx.today())?;
        insert(tx, &row, party, on).await?;
        change::grow(tx, &row).await?;
        let told = json!({"station": row.station_id, "party": party, "received_on": on});
        tx.record(Event::new("service_list.received", row.id, told));
        let list = model::find(tx, tx.reach(), row.id).await?;
        Ok(Reply::tagged(&list)?.at(format!("/api/v1/service-lists/{}", row.id)))
    })
    .await
}

fn party_of(role: Role) -> ReceivingParty {
    if role.has_township() { ReceivingParty::Township } else { ReceivingParty::Bureau }
}

/// Errors: 409 for a draft or a voided list, 422 for a day before its filing or after today.
fn judge(row: &ServiceListRow, on: NaiveDate, today: NaiveDate) -> Result<()> {
    let Some(filed_on) = row.from.filter(|_| row.voided_at.is_none()) else {
        let (zh, en) = ("清单尚未报送或已作废", "The list is not filed, or voided");
        return Err(Error::new(Code::Conflict).detail(zh, en));
    };
    dated::not_after(today, "/received_on", Some(on))?;
    if on >= filed_on {
        return Ok(());
    }
    let (zh, en) =
        (format!("不得早于报送日{filed_on}"), format!("It cannot be before its filing on {filed_on}"));
    Err(Fault::body("/received_on", "too_early", zh, en).into())
}

async fn insert(tx: &Tx<'_>, row: &ServiceListRow, party: ReceivingParty, on: NaiveDate) -> Result<()> {
    let receipt = (
        service_list_receipts::county_code.eq(tx.county()),
        service_list_receipts::list_id.eq(row.id),
        service_list_receipts::party.eq(party),
        service_list_receipts::received_on.eq(on),
        service_list_receipts::recorded_by.eq(tx.actor()?),
        service_list_receipts::recorded_at.eq(tx.now()),
    );
    let insert =
        diesel::insert_into(service_list_receipts::table).values(receipt).execute(&mut tx.conn()).await;
    insert.on_constraint("service_list_receipts_pkey", || {
        Error::new(Code::AlreadyExists).detail("收讫已登记", "The receipt is recorded already")
    })?;
    Ok(())
}
