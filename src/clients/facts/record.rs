//! Recording what holds of a client.

use uuid::Uuid;

use super::model::{ClientFact, FactRow};
use crate::{
    audit::event::Event,
    auth::policy::Action,
    clients::{
        model,
        opened::Opened,
        sight::Sight,
        standing::{self, Standing},
    },
    http::{Created, Ctx, Reply, Result, Tx},
    personal::PersonKey,
};

/// Records a fact of a client within reach, which `judge` makes of the client and its key. Errors: 404, 409 when the
/// client was erased or the same holds already.
pub async fn record<A: Action>(
    ctx: &Ctx<A>,
    client: Uuid,
    judge: impl AsyncFnOnce(&Tx<'_>, &Opened, &PersonKey) -> Result<FactRow>,
) -> Result<Created<ClientFact>> {
    let (roots, role) = (&ctx.shared().personal, ctx.caller()?.role);
    ctx.write(async |tx| {
        let (client, key) = model::lock(roots, tx, client).await?;
        key.require()?;
        let row = judge(tx, &client, &key).await?;
        row.insert(tx).await?;
        tx.record(Event::new("client_fact.recorded", row.id, row.told()));
        let standing: Standing = standing::of_client(tx, tx.county(), client.id, tx.today()).await?;
        let sight = Sight::at(role, client.is_minor(&standing, tx.today()), false);
        let reply = Reply::tagged_as_shown(&row.view(&key, sight)?)?;
        Ok(reply.at(format!("/api/v1/client-facts/{}", row.id)))
    })
    .await
}
