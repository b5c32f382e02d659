//! `POST /clients/{id}/guardians`.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{
    model::{self, ClientFact, FactRow},
    record,
};
use crate::{
    auth::policy::ManageClients,
    clients::{
        kinds::{ClientFactKind, Relation},
        opened::Opened,
    },
    dated,
    http::{Body, Created, Ctx, Error, Id, Path, Result, Tx, text::Line},
    personal::{PersonKey, Sensitive, given},
    rules::identifiers::normal_phone,
    schema::client_facts,
};

/// A guardian of a client.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = ends_after_start))]
pub struct RecordGuardian {
    /// Name of the guardian.
    #[schema(value_type = Line)]
    pub name: Sensitive<Line>,
    /// Telephone of the guardian.
    #[schema(value_type = Option<String>, max_length = 20, example = "13812345678")]
    pub phone: Option<Sensitive<String>>,
    /// What the guardian is to the client.
    pub relation: Relation,
    /// First day.
    #[schema(example = "2023-07-01")]
    pub from: NaiveDate,
    /// First day no longer, when it is known.
    pub to: Option<NaiveDate>,
}

fn ends_after_start(new: &RecordGuardian) -> Result<(), ValidationError> {
    dated::ends_after_start("/to", new.from, new.to)
}

/// A guardian in the clear.
#[derive(Debug)]
pub struct Guardian {
    /// Name.
    pub name: Sensitive<String>,
    /// Telephone, digits.
    pub phone: Option<Sensitive<String>>,
}

impl Guardian {
    /// Reads what was sealed.
    pub fn read(text: &Sensitive<String>) -> Result<Self> {
        let parts: Value =
            serde_json::from_str(text.expose()).map_err(|_| Error::internal("a guardian is no JSON"))?;
        let part =
            |name: &str| parts.get(name).and_then(Value::as_str).map(|part| Sensitive::new(part.to_owned()));
        let name = part("name").ok_or_else(|| Error::internal("a guardian without a name"))?;
        Ok(Self { name, phone: part("phone") })
    }

    /// What is sealed.
    fn written(&self) -> Sensitive<String> {
        let phone = self.phone.as_ref().map(Sensitive::expose);
        Sensitive::new(json!({"name": self.name.expose(), "phone": phone}).to_string())
    }
}

/// Records who is the guardian of a client from a day on. Name and telephone are sealed under the client's key.
#[utoipa::path(post, path = "/api/v1/clients/{id}/guardians", tag = "clients")]
pub async fn record_guardian(
    ctx: Ctx<ManageClients>,
    path: Path<Id>,
    body: Body<RecordGuardian>,
) -> Result<Created<ClientFact>> {
    let guardian = body.0.guardian()?;
    let RecordGuardian { relation, from, to, .. } = body.0;
    let make = async |tx: &Tx<'_>, _: &Opened, key: &PersonKey| {
        let row = FactRow::new(tx, path.id, ClientFactKind::Guardian, (from, to));
        let sealed = key.seal(model::cell(row.id), &guardian.written())?;
        Ok(FactRow { relation: Some(relation), sealed: Some(sealed), ..row })
    };
    record::record(&ctx, path.id, make).await
}

impl RecordGuardian {
    fn guardian(&self) -> Result<Guardian> {
        let phone = self.phone.as_ref().map(|phone| normal_phone(phone.expose())).transpose();
        let phone = phone.map_err(|fault| given::told("/phone", fault))?;
        Ok(Guardian { name: self.name.clone().map(String::from), phone: phone.map(Sensitive::new) })
    }
}

/// The guardian of today: the latest recorded, when several are.
pub async fn of_today(tx: &Tx<'_>, key: &PersonKey, client: Uuid) -> Result<Option<Guardian>> {
    let today = tx.today();
    let open = client_facts::valid_to.is_null().or(client_facts::valid_to.assume_not_null().gt(today));
    let latest = client_facts::table
        .filter(client_facts::county_code.eq(tx.county()))
        .filter(client_facts::client_id.eq(client))
        .filter(client_facts::kind.eq(ClientFactKind::Guardian))
        .filter(client_facts::voided_at.is_null())
        .filter(client_facts::valid_from.le(today))
        .filter(open)
        .order(client_facts::id.desc())
        .select((client_facts::id, client_facts::sealed));
    let row: Option<(Uuid, Option<Vec<u8>>)> = latest.first(&mut tx.conn()).await.optional()?;
    let Some((id, sealed)) = row else { return Ok(None) };
    key.open_some(model::cell(id), sealed.as_ref())?.map(|text| Guardian::read(&text)).transpose()
}
