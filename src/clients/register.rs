//! `PUT /clients/{id}`.

use actix_web::http::StatusCode;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{
    facts::model::FactRow,
    kinds::{ClientCategory, ClientFactKind, ClientKind, RiskLevel},
    model::{self, Client},
    opened::Opened,
    sight::Sight,
    standing,
};
use crate::{
    audit::event::Event,
    auth::policy::ManageClients,
    dated,
    http::{
        Body, Created, Ctx, Error, Id, Path, Reply, Result, Tx,
        body::rule_fault,
        codes::Code,
        text::{Line, Prose},
    },
    personal::{Given, Kind, Sensitive},
    places::villages::model::VillageCode,
    schema::{clients, villages},
};

/// A client to register.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = possible))]
pub struct RegisterClient {
    /// The station that serves.
    pub station_id: Uuid,
    /// A person or a household.
    pub kind: ClientKind,
    /// Name; of a household, that of its head.
    #[schema(value_type = Option<Line>)]
    pub name: Option<Sensitive<Line>>,
    /// Identity number (GB 11643) of a person. Sex follows from it, and the date of birth where none is given.
    #[schema(value_type = Option<String>, max_length = 18, example = "469025199203059080")]
    pub identity_number: Option<Sensitive<String>>,
    /// Telephone: mobile, or landline with its area code.
    #[schema(value_type = Option<String>, max_length = 20, example = "13812345678")]
    pub phone: Option<Sensitive<String>>,
    /// Address.
    #[schema(value_type = Option<Line>)]
    pub address: Option<Sensitive<Line>>,
    /// Statistical division code of the village.
    pub village_code: Option<VillageCode>,
    /// Date of birth of a person; not after today, and none but that of the identity number.
    #[schema(example = "1992-03-05")]
    pub birth_date: Option<NaiveDate>,
    /// What is needed.
    #[schema(value_type = Option<Prose>)]
    pub needs: Option<Sensitive<Prose>>,
    /// Notes.
    #[schema(value_type = Option<Prose>)]
    pub notes: Option<Sensitive<Prose>>,
    /// Categories that hold from `since` on.
    #[serde(default)]
    #[schema(max_items = 9)]
    pub categories: Vec<ClientCategory>,
    /// Risk level that holds from `since` on.
    pub risk_level: Option<RiskLevel>,
    /// First day of the categories and the risk level; not after today.
    #[schema(example = "2023-07-01")]
    pub since: NaiveDate,
}

/// What cannot be, whatever is in the database.
fn possible(new: &RegisterClient) -> Result<(), ValidationError> {
    if new.kind == ClientKind::Household && (new.identity_number.is_some() || new.birth_date.is_some()) {
        let (zh, en) =
            ("家庭没有身份号码和出生日期，请登记其成员", "A household has none: register its members");
        return Err(rule_fault("/kind", "contradiction", zh, en));
    }
    let twice =
        |(n, one): (usize, &ClientCategory)| new.categories.iter().take(n).any(|before| before == one);
    if new.categories.iter().enumerate().any(twice) {
        return Err(rule_fault("/categories", "repeated", "类别重复", "A category is named twice"));
    }
    Ok(())
}

/// Registers a client under an id (UUIDv7) of the client program's own; the same again changes nothing.
///
/// An identical repeat is 200, another content under the same id 409. Somebody who is registered already is registered
/// all the same: `GET /clients/duplicates` shows the two.
#[utoipa::path(put, path = "/api/v1/clients/{id}", tag = "clients", responses((status = 200, description = "It is registered already, exactly so", body = Client)))]
pub async fn register_client(
    ctx: Ctx<ManageClients>,
    path: Path<Id>,
    body: Body<RegisterClient>,
) -> Result<Created<Client>> {
    require_v7(path.id)?;
    let (roots, role, new) = (&ctx.shared().personal, ctx.caller()?.role, &body.0);
    let content = roots.digest(&ctx.reach().county, "client_content", &new.content()?)?;
    ctx.write(async |tx| {
        let known = new.village_is_known(tx).await?;
        let mine = tx.reach().covers(new.station_id) && is_station(tx, new.station_id).await?;
        dated::require_references([("/station_id", mine), ("/village_code", known)])?;
        let same = clients::table.find((tx.county(), path.id)).select(clients::content_index);
        let same: Option<Option<Vec<u8>>> = same.first(&mut tx.conn()).await.optional()?;
        let status = match same {
            Some(taken_by) if taken_by.as_ref() == Some(&content) => StatusCode::OK,
            Some(_) => return Err(taken()),
            None => new.insert(tx, path.id, &content, &ctx).await.map(|()| StatusCode::CREATED)?,
        };
        let client = model::find(roots, tx, tx.reach(), path.id).await?;
        let standing = standing::of_client(tx, tx.county(), path.id, tx.today()).await?;
        let sight = Sight::at(role, client.is_minor(&standing, tx.today()), false);
        let reply = Reply::tagged_as_shown(&client.view(&standing, sight, tx.today()))?;
        Ok(reply.at(format!("/api/v1/clients/{}", path.id)).with_status(status))
    })
    .await
}

fn require_v7(id: Uuid) -> Result<()> {
    let detail = ("路径中的编号须为UUIDv7", "The id in the path must be a UUIDv7");
    if id.get_version_num() == 7 { Ok(()) } else { Err(Error::new(Code::Invalid).detail(detail.0, detail.1)) }
}

fn taken() -> Error {
    let (zh, en) =
        ("该编号已用于内容不同的服务对象", "This id belongs to a client who was registered differently");
    Error::new(Code::AlreadyExists).detail(zh, en)
}

async fn is_station(tx: &Tx<'_>, station: Uuid) -> Result<bool> {
    use crate::schema::stations;
    let one = stations::table.find((tx.county(), station)).select(stations::id);
    Ok(one.first::<Uuid>(&mut tx.conn()).await.optional()?.is_some())
}

impl RegisterClient {
    async fn village_is_known(&self, tx: &Tx<'_>) -> Result<bool> {
        let Some(code) = &self.village_code else { return Ok(true) };
        let one = villages::table.find((tx.county(), code.as_str())).select(villages::code);
        Ok(one.first::<String>(&mut tx.conn()).await.optional()?.is_some())
    }

    /// What was said, in canonical bytes: of them only a keyed hash is kept.
    fn content(&self) -> Result<Vec<u8>> {
        let text = |value: &Option<Sensitive<String>>| value.as_ref().map(|value| value.expose().clone());
        let line = |value: &Option<Sensitive<Line>>| value.as_ref().map(|v| v.expose().as_str().to_owned());
        let prose = |value: &Option<Sensitive<Prose>>| value.as_ref().map(|v| v.expose().as_str().to_owned());
        let mut categories = self.categories.clone();
        categories.sort_unstable();
        let said = json!({
            "station_id": self.station_id, "kind": self.kind, "name": line(&self.name),
            "identity_number": text(&self.identity_number), "phone": text(&self.phone), "address": line(&self.address),
            "village_code": self.village_code.as_ref().map(VillageCode::as_str), "birth_date": self.birth_date,
            "needs": prose(&self.needs), "notes": prose(&self.notes), "categories": categories,
            "risk_level": self.risk_level, "since": self.since,
        });
        serde_json_canonicalizer::to_vec(&said).map_err(Error::internal)
    }

    async fn insert(&self, tx: &Tx<'_>, id: Uuid, content: &[u8], ctx: &Ctx<ManageClients>) -> Result<()> {
        dated::not_after(tx.today(), "/birth_date", self.birth_date)?;
        dated::not_after(tx.today(), "/since", Some(self.since))?;
        self.opened(tx, id)?.insert(tx, &ctx.shared().personal, content).await?;
        let row = |kind| FactRow::new(tx, id, kind, (self.since, None));
        for category in &self.categories {
            FactRow { category: Some(*category), ..row(ClientFactKind::Category) }.insert(tx).await?;
        }
        if self.risk_level.is_some() {
            FactRow { risk_level: self.risk_level, ..row(ClientFactKind::RiskLevel) }.insert(tx).await?;
        }
        let told = json!({"station": self.station_id, "kind": self.kind, "categories": self.categories, "risk_level": self.risk_level});
        tx.record(Event::new("client.registered", id, told));
        Ok(())
    }

    /// The client. Errors: 422 with every personal value that is at fault.
    fn opened(&self, tx: &Tx<'_>, id: Uuid) -> Result<Opened> {
        let mut given = Given::on(tx.today());
        let mut client = Opened {
            id,
            station_id: self.station_id,
            kind: self.kind,
            village_code: self.village_code.as_ref().map(|code| code.as_str().to_owned()),
            name: self.name.clone().map(|name| name.map(String::from)),
            identity_number: given.read_some(Kind::IdentityNumber, self.identity_number.as_ref()),
            phone: given.read_some(Kind::Phone, self.phone.as_ref()),
            address: self.address.clone().map(|address| address.map(String::from)),
            needs: self.needs.clone().map(|needs| needs.map(String::from)),
            notes: self.notes.clone().map(|notes| notes.map(String::from)),
            birth_date: self.birth_date,
            sex: None,
            merged_into: None,
            erased: false,
            recorded_by: tx.actor()?,
            recorded_at: tx.now(),
            version: 1,
        };
        client.sex = given.settle(client.identity_number.as_ref(), &mut client.birth_date)?;
        Ok(client)
    }
}
