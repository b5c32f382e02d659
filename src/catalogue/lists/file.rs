//! `POST /service-lists/{id}/filing`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    change,
    model::{self, ServiceList, ServiceListRow},
};
use crate::{
    audit::event::Event,
    auth::policy::ManageServiceLists,
    dated,
    db::errors::OnConstraint as _,
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result, Tx, fault::Fault},
    schema::service_lists,
    stations,
};

/// A filing.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct FileServiceList {
    /// The day on which it was filed with bureau and township; not after today. Today when left out.
    #[schema(example = "2023-07-03")]
    pub filed_on: Option<NaiveDate>,
}

/// Files a draft with bureau and township (报送, 五): in force from that day; the list before it ends there.
#[utoipa::path(post, path = "/api/v1/service-lists/{id}/filing", tag = "catalogue")]
pub async fn file_service_list(
    ctx: Ctx<ManageServiceLists>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<FileServiceList>,
) -> Result<Reply<ServiceList>> {
    ctx.write(async |tx| {
        let row = model::lock(tx, path.id).await?;
        if_match.check(row.version)?;
        change::require_draft(&row)?;
        let on = body.0.filed_on.unwrap_or(tx.today());
        dated::not_after(tx.today(), "/filed_on", Some(on))?;
        // Filings of one station, one after the other.
        stations::model::lock(tx, tx.reach(), row.station_id).await?;
        let former = end_former(tx, row.station_id, on).await?;
        file(tx, &row, on).await?;
        let told = json!({"station": row.station_id, "from": on, "replaces": former});
        tx.record(Event::new("service_list.filed", row.id, told));
        Reply::tagged(&model::find(tx, tx.reach(), row.id).await?)
    })
    .await
}

/// Ends the list that has no end yet. Errors: 422 when it does not begin before this one.
async fn end_former(tx: &Tx<'_>, station: Uuid, on: NaiveDate) -> Result<Option<Uuid>> {
    let last = service_lists::table
        .filter(service_lists::county_code.eq(tx.county()))
        .filter(service_lists::station_id.eq(station))
        .filter(service_lists::voided_at.is_null())
        .filter(service_lists::valid_from.is_not_null())
        .filter(service_lists::valid_to.is_null())
        .select((service_lists::id, service_lists::valid_from.assume_not_null(), service_lists::version))
        .for_update();
    let last: Option<(Uuid, NaiveDate, i32)> = last.first(&mut tx.conn()).await.optional()?;
    let Some((id, from, version)) = last else { return Ok(None) };
    if on <= from {
        return Err(not_after_former(from));
    }
    let change = (
        service_lists::valid_to.eq(on),
        service_lists::end_recorded_at.eq(tx.now()),
        service_lists::version.eq(version.saturating_add(1)),
    );
    diesel::update(service_lists::table.find((tx.county(), id))).set(change).execute(&mut tx.conn()).await?;
    Ok(Some(id))
}

fn not_after_former(from: NaiveDate) -> Error {
    let (zh, en) = (
        format!("现行清单自{from}起有效，新清单须晚于该日；如现行清单有误，请先作废"),
        format!(
            "The list in force begins on {from}, this one must be later; if that one is wrong, void it first"
        ),
    );
    Fault::body("/filed_on", "too_early", zh, en).into()
}

async fn file(tx: &Tx<'_>, row: &ServiceListRow, on: NaiveDate) -> Result<()> {
    let change = (
        service_lists::valid_from.eq(on),
        service_lists::filed_at.eq(tx.now()),
        service_lists::filed_by.eq(tx.actor()?),
        service_lists::version.eq(row.version.saturating_add(1)),
    );
    let one = service_lists::table.find((tx.county(), row.id));
    let filed = diesel::update(one).set(change).execute(&mut tx.conn()).await;
    // A former list that was voided may have left days which another has.
    filed.on_constraint("service_lists_one_a_day", || {
        let (zh, en) = ("该日已有有效清单", "Another list is in force on some of these days");
        Fault::body("/filed_on", "overlapping", zh, en).into()
    })?;
    Ok(())
}
