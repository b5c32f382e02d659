//! `POST /clients/{id}/reveals`.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    facts::guardians::{self, Guardian},
    kinds::ClientSecret,
    minor_access::opening,
    model,
    opened::Opened,
};
use crate::{
    audit::event::Event,
    auth::policy::RevealClients,
    db::text_enum::TextEnum as _,
    http::{Body, Ctx, Id, Path, Reply, Result, text::Reason},
    personal::{Sensitive, reveals},
};

/// What to reveal and what for.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RevealClient {
    /// The values, each once.
    #[schema(min_items = 1, max_items = 8)]
    pub fields: Vec<ClientSecret>,
    /// What they are needed for; kept, sealed.
    #[schema(value_type = Reason)]
    pub purpose: Sensitive<Reason>,
}

/// Personal values of a client in the clear.
#[derive(Serialize, ToSchema)]
pub struct RevealedClient {
    /// The values that were asked for, in that order.
    pub values: Vec<RevealedClientValue>,
}

/// One personal value of a client in the clear.
#[derive(Serialize, ToSchema)]
pub struct RevealedClientValue {
    /// Which.
    pub field: ClientSecret,
    /// The value; null when it is not known.
    #[schema(example = "13812345678")]
    pub value: Option<String>,
}

/// Reveals personal values of a client for a stated purpose, at most 30 times an hour for each caller.
///
/// That it was done, by whom and which fields, is an event and is committed before the answer. The answer is never kept:
/// an `Idempotency-Key` is refused. A minor's values need an approval besides.
#[utoipa::path(post, path = "/api/v1/clients/{id}/reveals", tag = "clients")]
pub async fn reveal_client(
    ctx: Ctx<RevealClients>,
    path: Path<Id>,
    body: Body<RevealClient>,
) -> Result<Reply<RevealedClient>> {
    reveals::check(ctx.request(), &body.0.fields)?;
    let (roots, fields) = (&ctx.shared().personal, &body.0.fields);
    let purpose = body.0.purpose.map(String::from);
    ctx.write(async |tx| {
        let (client, key) = model::lock(roots, tx, path.id).await?;
        let approval = opening::require(tx, &client).await?;
        let guardian = guardians::of_today(tx, &key, client.id).await?;
        let names: Vec<_> = fields.iter().map(|field| field.code()).collect();
        let proof = reveals::keep(tx, (client.id, &key), &names, &purpose).await?;
        let told = json!({"fields": names, "purpose_sha256": proof, "approval": approval});
        tx.record(Event::new("client.revealed", client.id, told));
        Reply::plain(&reveal(&client, guardian.as_ref(), fields))
    })
    .await
}

fn reveal(client: &Opened, guardian: Option<&Guardian>, fields: &[ClientSecret]) -> RevealedClient {
    let one = |field: &ClientSecret| {
        let value = match field {
            ClientSecret::Name => client.name.as_ref(),
            ClientSecret::IdentityNumber => client.identity_number.as_ref(),
            ClientSecret::Phone => client.phone.as_ref(),
            ClientSecret::Address => client.address.as_ref(),
            ClientSecret::Needs => client.needs.as_ref(),
            ClientSecret::Notes => client.notes.as_ref(),
            ClientSecret::GuardianName => guardian.map(|guardian| &guardian.name),
            ClientSecret::GuardianPhone => guardian.and_then(|guardian| guardian.phone.as_ref()),
        };
        RevealedClientValue { field: *field, value: value.map(|value| value.expose().clone()) }
    };
    RevealedClient { values: fields.iter().map(one).collect() }
}
