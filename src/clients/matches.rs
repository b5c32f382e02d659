//! `POST /clients/matches`.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::{
    list,
    model::{self, Client, Row},
};
use crate::{
    auth::policy::ReadClients,
    http::{Body, Ctx, Error, Reply, Result, body::rule_fault, fault::Fault, text::Line},
    personal::{Kind, Sensitive, given, index::normal_name},
    rules::identifiers::{ResidentId, normal_phone},
    schema::clients,
};

/// At most so many are shown.
const MOST: i64 = 50;

/// Whom to look for: all that is given must fit, exactly but for white space and the like.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = something))]
pub struct MatchClients {
    /// Name.
    #[schema(value_type = Option<Line>)]
    pub name: Option<Sensitive<Line>>,
    /// Identity number (GB 11643).
    #[schema(value_type = Option<String>, max_length = 18, example = "469025199203059080")]
    pub identity_number: Option<Sensitive<String>>,
    /// Telephone.
    #[schema(value_type = Option<String>, max_length = 20, example = "13812345678")]
    pub phone: Option<Sensitive<String>>,
}

fn something(asked: &MatchClients) -> Result<(), ValidationError> {
    if asked.name.is_none() && asked.identity_number.is_none() && asked.phone.is_none() {
        let (zh, en) = ("请填写姓名、身份号码或电话", "Give a name, an identity number or a telephone");
        return Err(rule_fault("", "required", zh, en));
    }
    Ok(())
}

/// The clients that were found.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientMatches {
    /// At most 50, in the order of their ids; shown as in the list.
    pub items: Vec<Client>,
    /// Whether there are more.
    pub more: bool,
}

/// Finds clients within reach by name, identity number or telephone.
///
/// It is a POST, so that nobody's name stands in an address line or a log. Nothing is written. Of clients beyond reach
/// nothing is told, not even that there are any: to be a client here is a personal matter.
#[utoipa::path(post, path = "/api/v1/clients/matches", tag = "clients")]
pub async fn match_clients(ctx: Ctx<ReadClients>, body: Body<MatchClients>) -> Result<Reply<ClientMatches>> {
    let mut rows = model::visible(ctx.reach()).filter(clients::merged_into.is_null());
    let index = |kind, value: String| {
        ctx.shared().personal.blind_index(&ctx.reach().county, kind, &Sensitive::new(value))
    };
    let wanted = body.0.normal(&ctx)?;
    if let Some(name) = wanted.name {
        rows = rows.filter(clients::name_index.eq(index(Kind::Name, name)?));
    }
    if let Some(number) = wanted.identity_number {
        rows = rows.filter(clients::identity_number_index.eq(index(Kind::IdentityNumber, number)?));
    }
    if let Some(phone) = wanted.phone {
        rows = rows.filter(clients::phone_index.eq(index(Kind::Phone, phone)?));
    }
    let rows = rows.order(clients::id).limit(MOST.saturating_add(1)).select(Row::as_select());
    let found = ctx.read(async |conn| {
        let mut first = conn;
        let rows: Vec<Row> = rows.load(&mut first).await?;
        list::show_all(&ctx, conn, rows).await
    });
    let mut items = found.await?;
    let most = usize::try_from(MOST).map_err(Error::internal)?;
    let more = items.len() > most;
    items.truncate(most);
    Reply::plain(&ClientMatches { items, more })
}

/// What is looked for, as it is kept.
struct Wanted {
    name: Option<String>,
    identity_number: Option<String>,
    phone: Option<String>,
}

impl MatchClients {
    fn normal(&self, ctx: &Ctx<ReadClients>) -> Result<Wanted> {
        let number = self.identity_number.as_ref().map(|text| ResidentId::parse(text.expose(), ctx.today()));
        let phone = self.phone.as_ref().map(|text| normal_phone(text.expose()));
        let faults: Vec<Fault> = [
            number
                .as_ref()
                .and_then(|number| number.as_ref().err())
                .map(|fault| ("/identity_number", *fault)),
            phone.as_ref().and_then(|phone| phone.as_ref().err()).map(|fault| ("/phone", *fault)),
        ]
        .into_iter()
        .flatten()
        .map(|(pointer, fault)| given::told(pointer, fault))
        .collect();
        if !faults.is_empty() {
            return Err(Error::invalid(faults));
        }
        Ok(Wanted {
            name: self.name.as_ref().map(|name| normal_name(name.expose().as_str())),
            identity_number: number.and_then(Result::ok).map(|number| number.as_str().to_owned()),
            phone: phone.and_then(Result::ok),
        })
    }
}
