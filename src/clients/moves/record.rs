//! `POST /clients/{id}/moves`.

use chrono::NaiveDate;
use diesel::{dsl::exists, prelude::*};
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::model::ClientMove;
use crate::{
    audit::event::Event,
    auth::policy::MoveClients,
    clients::{
        minor_access::opening,
        model::{self, Client},
        opened::Opened,
        standing,
    },
    dated,
    http::{
        Body, Created, Ctx, Error, Id, IfMatch, Path, Reply, Result, Tx, codes::Code, fault::Fault,
        text::Reason,
    },
    schema::{cases, client_moves, clients, group_members, stations},
};

/// Where a client goes.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct MoveClient {
    /// The station that serves from now on.
    pub station_id: Uuid,
    /// The first day there; not before the move before it, not after today.
    #[schema(example = "2023-07-03")]
    pub on: NaiveDate,
    /// Why; names nobody.
    pub reason: Reason,
}

/// Moves a client to another station, with the registrations merged into it.
///
/// The new station reads what holds of the client; the old one reads nothing of it any longer. Logs, cases and groups stay
/// where they were: a case or a membership that goes on is ended first.
#[utoipa::path(post, path = "/api/v1/clients/{id}/moves", tag = "clients")]
pub async fn move_client(
    ctx: Ctx<MoveClients>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<MoveClient>,
) -> Result<Created<Client>> {
    let (roots, caller, new) = (&ctx.shared().personal, ctx.caller()?, &body.0);
    ctx.write(async |tx| {
        let (client, key) = model::lock(roots, tx, path.id).await?;
        if_match.check(client.version)?;
        key.require()?;
        judge(tx, &client, new).await?;
        let row = new.row(tx, &client)?;
        let values = (client_moves::county_code.eq(tx.county()), &row);
        diesel::insert_into(client_moves::table).values(values).execute(&mut tx.conn()).await?;
        settle(tx, &row).await?;
        let told =
            json!({"from": row.from_station_id, "to": row.to_station_id, "on": row.moved_on, "move": row.id});
        tx.record(Event::new("client.moved", client.id, told));
        let client = model::find(roots, tx, tx.reach(), client.id).await?;
        let standing = standing::of_client(tx, tx.county(), client.id, tx.today()).await?;
        let (sight, _) = opening::sight(tx, tx.county(), caller, (&client, &standing), tx.now()).await?;
        let shown = Reply::tagged_as_shown(&client.view(&standing, sight, tx.today()))?;
        Ok(shown.at(format!("/api/v1/clients/{}/moves", client.id)))
    })
    .await
}

/// Errors: 422 for a station out of reach, the same one, or a day that cannot be; 409 for a merged registration, and while
/// something goes on at the old station.
async fn judge(tx: &Tx<'_>, client: &Opened, new: &MoveClient) -> Result<()> {
    if let Some(survivor) = client.merged_into {
        let (zh, en) =
            (format!("该登记已并入{survivor}，请对其操作"), format!("It was merged into {survivor}"));
        return Err(Error::new(Code::Conflict).detail(zh, en));
    }
    let there = stations::table.find((tx.county(), new.station_id));
    let there: bool = diesel::select(exists(there)).get_result(&mut tx.conn()).await?;
    dated::require_references([("/station_id", there && tx.reach().covers(new.station_id))])?;
    if new.station_id == client.station_id {
        let (zh, en) = ("该站点正在服务该对象", "This station serves the client already");
        return Err(Fault::body("/station_id", "same_station", zh, en).into());
    }
    dated::not_after(tx.today(), "/on", Some(new.on))?;
    not_before_the_last(tx, client, new.on).await?;
    nothing_goes_on(tx, client.id).await
}

/// Errors: 422 for a day before the move before this one.
async fn not_before_the_last(tx: &Tx<'_>, client: &Opened, on: NaiveDate) -> Result<()> {
    let last = client_moves::table
        .filter(client_moves::county_code.eq(tx.county()))
        .filter(client_moves::client_id.eq(client.id))
        .order(client_moves::id.desc())
        .select(client_moves::moved_on);
    let last: Option<NaiveDate> = last.first(&mut tx.conn()).await.optional()?;
    match last.filter(|last| on < *last) {
        None => Ok(()),
        Some(last) => {
            let (zh, en) = (format!("不得早于{last}"), format!("It cannot be before {last}"));
            Err(Fault::body("/on", "too_early", zh, en).into())
        }
    }
}

/// Errors: 409 when a case of the client goes on, or a membership in a group that does.
async fn nothing_goes_on(tx: &Tx<'_>, client: Uuid) -> Result<()> {
    let case = cases::table
        .filter(cases::county_code.eq(tx.county()))
        .filter(cases::client_id.eq(client))
        .filter(cases::ended_on.is_null())
        .filter(cases::voided_at.is_null());
    let membership = group_members::table
        .filter(group_members::county_code.eq(tx.county()))
        .filter(group_members::client_id.eq(client))
        .filter(group_members::valid_to.is_null())
        .filter(group_members::voided_at.is_null());
    let (case, membership): (bool, bool) =
        diesel::select((exists(case), exists(membership))).get_result(&mut tx.conn()).await?;
    let (zh, en) = match (case, membership) {
        (true, _) => {
            ("该对象有未结束的个案，请先结案或转介", "A case of the client goes on: close or refer it first")
        }
        (_, true) => {
            ("该对象仍是小组组员，请先登记退出", "The client is in a group: record that it left first")
        }
        _ => return Ok(()),
    };
    Err(Error::new(Code::Conflict).detail(zh, en))
}

/// The client is the new station's, and so is what was merged into it at the old one.
async fn settle(tx: &Tx<'_>, row: &ClientMove) -> Result<()> {
    let family = clients::table
        .filter(clients::county_code.eq(tx.county()))
        .filter(clients::station_id.eq(row.from_station_id))
        .filter(clients::id.eq(row.client_id).or(clients::merged_into.eq(row.client_id)));
    let change = (clients::station_id.eq(row.to_station_id), clients::version.eq(clients::version + 1));
    diesel::update(family).set(change).execute(&mut tx.conn()).await?;
    Ok(())
}

impl MoveClient {
    fn row(&self, tx: &Tx<'_>, client: &Opened) -> Result<ClientMove> {
        Ok(ClientMove {
            id: tx.new_id(),
            client_id: client.id,
            from_station_id: client.station_id,
            to_station_id: self.station_id,
            moved_on: self.on,
            reason: self.reason.as_str().to_owned(),
            recorded_by: tx.actor()?,
            recorded_at: tx.now(),
        })
    }
}
