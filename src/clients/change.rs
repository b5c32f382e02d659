//! `PATCH /clients/{id}`.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use validator::Validate;

use super::{
    kinds::ClientKind,
    minor_access::opening,
    model::{self, Client},
    opened::Opened,
};
use crate::{
    audit::event::Event,
    auth::policy::ManageClients,
    dated,
    http::{
        Body, Ctx, Id, IfMatch, Path, Reply, Result,
        fault::Fault,
        patch::Patch,
        text::{Line, Prose},
    },
    personal::{Given, Kind, Sensitive},
    places::villages::{self, model::VillageCode},
};

/// What of a client can be changed.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ChangeClient {
    /// Name; the mask that is shown changes nothing.
    #[serde(default)]
    #[schema(value_type = Option<Line>)]
    pub name: Patch<Sensitive<Line>>,
    /// Identity number (GB 11643) of a person; the mask changes nothing, `null` removes the number and the sex.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 18, example = "469025199203059080")]
    pub identity_number: Patch<Sensitive<String>>,
    /// Telephone; the mask changes nothing.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 20, example = "13812345678")]
    pub phone: Patch<Sensitive<String>>,
    /// Address; the mask changes nothing.
    #[serde(default)]
    #[schema(value_type = Option<Line>)]
    pub address: Patch<Sensitive<Line>>,
    /// What is needed; the mask changes nothing.
    #[serde(default)]
    #[schema(value_type = Option<Prose>)]
    pub needs: Patch<Sensitive<Prose>>,
    /// Notes; the mask changes nothing.
    #[serde(default)]
    #[schema(value_type = Option<Prose>)]
    pub notes: Patch<Sensitive<Prose>>,
    /// Statistical division code of the village.
    #[serde(default)]
    #[schema(value_type = Option<VillageCode>)]
    pub village_code: Patch<VillageCode>,
    /// Date of birth of a person, not after today.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    pub birth_date: Patch<NaiveDate>,
}

/// Changes what is known of a client. What has a duration (categories, risk, guardian, consent) is a fact of its own.
///
/// A minor's data is changed under an approval only: who may not see it cannot know what he overwrites.
#[utoipa::path(patch, path = "/api/v1/clients/{id}", tag = "clients")]
pub async fn change_client(
    ctx: Ctx<ManageClients>,
    path: Path<Id>,
    if_match: IfMatch,
    body: Body<ChangeClient>,
) -> Result<Reply<Client>> {
    let (roots, caller) = (&ctx.shared().personal, ctx.caller()?);
    if let Patch::Set(birth_date) = body.0.birth_date {
        dated::not_after(ctx.today(), "/birth_date", Some(birth_date))?;
    }
    ctx.write(async |tx| {
        let (mut client, key) = model::lock(roots, tx, path.id).await?;
        if_match.check(client.version)?;
        key.require()?;
        opening::require(tx, &client).await?;
        if let Patch::Set(code) = &body.0.village_code {
            let known = villages::model::lock(tx, tx.county(), code).await.is_ok();
            dated::require_references([("/village_code", known)])?;
        }
        let changed = apply(&mut client, body.0, Given::on(tx.today()))?;
        if !changed.is_empty() {
            client.save(tx, roots, &key).await?;
            tx.record(Event::new("client.changed", client.id, json!({"fields": changed})));
        }
        let standing = super::standing::of_client(tx, tx.county(), client.id, tx.today()).await?;
        // The change itself may have made a minor of the client.
        let (sight, _) = opening::sight(tx, tx.county(), caller, (&client, &standing), tx.now()).await?;
        Reply::tagged_as_shown(&client.view(&standing, sight, tx.today()))
    })
    .await
}

/// Applies the change; tells which fields are others now. Errors: 422 with every personal value that is at fault.
fn apply(client: &mut Opened, change: ChangeClient, mut given: Given) -> Result<Vec<&'static str>> {
    let (birth_date, line) = (client.birth_date, |text: Sensitive<Line>| text.map(String::from));
    let prose = |text: Sensitive<Prose>| text.map(String::from);
    let name = given.apply(Kind::Name, change.name.map(line), &mut client.name);
    let number = given.apply(Kind::IdentityNumber, change.identity_number, &mut client.identity_number);
    let phone = given.apply(Kind::Phone, change.phone, &mut client.phone);
    let address = given.apply(Kind::Address, change.address.map(line), &mut client.address);
    let needs = given.apply(Kind::Text, change.needs.map(prose), &mut client.needs);
    let notes = given.apply(Kind::Text, change.notes.map(prose), &mut client.notes);
    let village = change.village_code.map(|code| code.as_str().to_owned()).apply(&mut client.village_code);
    change.birth_date.apply(&mut client.birth_date);
    client.sex = given.settle(client.identity_number.as_ref(), &mut client.birth_date)?;
    if client.kind == ClientKind::Household
        && (client.identity_number.is_some() || client.birth_date.is_some())
    {
        let (zh, en) =
            ("家庭没有身份号码和出生日期", "A household has neither identity number nor date of birth");
        return Err(Fault::body("", "contradiction", zh, en).into());
    }
    let fields = [
        ("name", name),
        ("identity_number", number),
        ("phone", phone),
        ("address", address),
        ("needs", needs),
        ("notes", notes),
        ("village_code", village),
        ("birth_date", client.birth_date != birth_date),
    ];
    Ok(fields.into_iter().filter_map(|(field, changed)| changed.then_some(field)).collect())
}
