//! `POST /clients/{id}/erasure`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::json;
use uuid::Uuid;

use super::{
    model::{self, Client},
    opened::{Columns, Opened},
    sight::Sight,
    standing,
};
use crate::{
    audit::event::Event,
    auth::policy::EraseClients,
    casework,
    http::{Body, Ctx, Error, Id, IfMatch, Path, Reply, Result, Tx, codes::Code},
    personal::{erasure::ErasePerson, keys},
    schema::{client_facts, clients},
};

/// Erases the personal data of a client, and of the registrations merged into it: the keys are destroyed, for ever.
///
/// Station, village, sex, categories and risk levels stay with their days, so that statistics stay what they were; whatever
/// tells who it was cannot be read again, the reasons and purposes of others about it included.
#[utoipa::path(post, path = "/api/v1/clients/{id}/erasure", tag = "clients")]
pub async fn erase_client(
    ctx: Ctx<EraseClients>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ErasePerson>,
) -> Result<Reply<Client>> {
    let (roots, role) = (&ctx.shared().personal, ctx.caller()?.role);
    ctx.write(async |tx| {
        let (client, _) = model::lock(roots, tx, path.id).await?;
        if_match.check(client.version)?;
        if let Some(survivor) = client.merged_into {
            return Err(merged(survivor));
        }
        if !client.erased {
            for (id, version) in family(tx, client.id).await? {
                keys::destroy(tx, id).await?;
                let (one, _) = model::lock(roots, tx, id).await?;
                empty(tx, &one, version).await?;
                tx.record(Event::new("client.erased", id, json!({"ground": body.0.ground})));
            }
        }
        let client = model::find(roots, tx, tx.reach(), path.id).await?;
        let standing = standing::of_client(tx, tx.county(), path.id, tx.today()).await?;
        Reply::tagged_as_shown(&client.view(&standing, Sight::of(role), tx.today()))
    })
    .await
}

fn merged(survivor: Uuid) -> Error {
    let zh = format!("该登记已并入{survivor}，请对其操作");
    Error::new(Code::Conflict).detail(zh, format!("It was merged into {survivor}: erase that one"))
}

/// The client and what was merged into it, each with its version.
async fn family(tx: &Tx<'_>, id: Uuid) -> Result<Vec<(Uuid, i32)>> {
    let all = clients::table
        .filter(clients::county_code.eq(tx.county()))
        .filter(clients::id.eq(id).or(clients::merged_into.eq(id)))
        .order(clients::id)
        .select((clients::id, clients::version));
    Ok(all.load(&mut tx.conn()).await?)
}

async fn empty(tx: &Tx<'_>, client: &Opened, version: i32) -> Result<()> {
    let columns = Columns::erased(client.village_code.clone(), client.sex);
    let next = (clients::version.eq(version.saturating_add(1)), clients::content_index.eq(None::<Vec<u8>>));
    let one = clients::table.find((tx.county(), client.id));
    diesel::update(one).set((next, columns)).execute(&mut tx.conn()).await?;
    let theirs = client_facts::table
        .filter(client_facts::county_code.eq(tx.county()))
        .filter(client_facts::client_id.eq(client.id));
    diesel::update(theirs).set(client_facts::sealed.eq(None::<Vec<u8>>)).execute(&mut tx.conn()).await?;
    casework::cases::erase::texts(tx, client.id).await
}
