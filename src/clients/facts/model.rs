//! Rows of client facts, and how they are shown.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::guardians::Guardian;
use crate::{
    clients::{
        kinds::{ClientCategory, ClientFactKind, ConsentBy, ConsentChannel, Relation, RiskLevel},
        sight::Sight,
    },
    db::errors::OnConstraint as _,
    http::{Error, Result, Tx, Versioned, codes::Code},
    personal::{Cell, Kind, PersonKey},
    schema::client_facts,
    tables::Tabular,
};

/// Something that holds of a client. Which members are there depends on `kind`; the others are null.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClientFact {
    /// Id of the fact.
    pub id: Uuid,
    /// Of whom it holds.
    pub client_id: Uuid,
    /// What kind it is.
    pub kind: ClientFactKind,
    /// The category.
    pub category: Option<ClientCategory>,
    /// The risk level.
    pub risk_level: Option<RiskLevel>,
    /// What the guardian is to the client, or the member to the head of the household.
    pub relation: Option<Relation>,
    /// The member of the household.
    pub member_id: Option<Uuid>,
    /// Name of the guardian, masked but for the workers of the station; null for a minor.
    #[schema(example = "符**")]
    pub guardian_name: Option<String>,
    /// Telephone of the guardian, masked; null for a minor.
    #[schema(example = "138****5678")]
    pub guardian_phone: Option<String>,
    /// Who consents, or should.
    pub consent_by: Option<ConsentBy>,
    /// How the consent was given; null when there is none.
    pub consent_channel: Option<ConsentChannel>,
    /// Version of the text that was consented to.
    #[schema(example = "2023-1")]
    pub text_version: Option<String>,
    /// Why there is no consent, or how somebody at risk of wandering is recognised; masked but for the workers of the
    /// station, null for a minor.
    #[schema(example = "***")]
    pub note: Option<String>,
    /// First day.
    pub from: NaiveDate,
    /// First day no longer; null while no end is known. The end of a consent is its withdrawal.
    pub to: Option<NaiveDate>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When the end was recorded, if later than the rest.
    pub end_recorded_at: Option<DateTime<Utc>>,
    /// When it was voided; null while it stands.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why it was voided.
    pub void_reason: Option<String>,
    /// Grows by one with each change.
    pub version: i32,
}

impl Tabular for ClientFact {
    const NAME: &'static str = "client-facts";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "client_id",
        "kind",
        "category",
        "risk_level",
        "relation",
        "member_id",
        "guardian_name",
        "guardian_phone",
        "consent_by",
        "consent_channel",
        "text_version",
        "note",
        "from",
        "to",
        "recorded_at",
        "end_recorded_at",
        "voided_at",
        "void_reason",
        "version",
    ];
}

impl Versioned for ClientFact {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A row of `client_facts`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = client_facts, treat_none_as_default_value = false)]
pub struct FactRow {
    /// Id.
    pub id: Uuid,
    /// Of whom it holds.
    pub client_id: Uuid,
    /// Kind.
    pub kind: ClientFactKind,
    /// Category.
    pub category: Option<ClientCategory>,
    /// Risk level.
    pub risk_level: Option<RiskLevel>,
    /// Relation.
    pub relation: Option<Relation>,
    /// Member.
    pub member_id: Option<Uuid>,
    /// Who consents.
    pub consent_by: Option<ConsentBy>,
    /// How.
    pub consent_channel: Option<ConsentChannel>,
    /// To which text.
    pub text_version: Option<String>,
    /// A guardian's name and telephone in JSON, or a text.
    pub sealed: Option<Vec<u8>>,
    /// First day.
    pub valid_from: NaiveDate,
    /// First day no longer.
    pub valid_to: Option<NaiveDate>,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When the end was recorded.
    pub end_recorded_at: Option<DateTime<Utc>>,
    /// When it was voided.
    pub voided_at: Option<DateTime<Utc>>,
    /// Why.
    pub void_reason: Option<String>,
    /// Version.
    pub version: i32,
}

/// The cell of the sealed part of a fact.
pub const fn cell(row: Uuid) -> Cell {
    Cell { table: "client_facts", column: "sealed", row }
}

impl FactRow {
    /// A fact of these days that says nothing yet.
    pub fn new(
        tx: &Tx<'_>,
        client_id: Uuid,
        kind: ClientFactKind,
        (valid_from, valid_to): (NaiveDate, Option<NaiveDate>),
    ) -> Self {
        Self {
            id: tx.new_id(),
            client_id,
            kind,
            category: None,
            risk_level: None,
            relation: None,
            member_id: None,
            consent_by: None,
            consent_channel: None,
            text_version: None,
            sealed: None,
            valid_from,
            valid_to,
            recorded_at: tx.now(),
            end_recorded_at: None,
            voided_at: None,
            void_reason: None,
            version: 1,
        }
    }

    /// Writes the row. Errors: 409 when the same holds on some of these days already.
    pub async fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        let row = (client_facts::county_code.eq(tx.county()), self);
        let insert = diesel::insert_into(client_facts::table).values(row).execute(&mut tx.conn()).await;
        insert
            .on_constraint("client_facts_category_once", holds_already)
            .on_constraint("client_facts_one_of_a_day", holds_already)
            .on_constraint("client_facts_member_once", holds_already)?;
        Ok(())
    }

    /// What an event tells of it: codes and days, no text.
    pub fn told(&self) -> Value {
        let Self { client_id, kind, category, risk_level, relation, member_id, valid_from, valid_to, .. } =
            self;
        let consent = self.consent_by.map(|by| json!({"by": by, "channel": self.consent_channel}));
        json!({"client": client_id, "kind": kind, "category": category, "risk_level": risk_level,
            "relation": relation, "member": member_id, "consent": consent, "from": valid_from, "to": valid_to})
    }

    /// What a caller of this sight sees.
    pub fn view(&self, key: &PersonKey, sight: Sight) -> Result<ClientFact> {
        let text = key.open_some(cell(self.id), self.sealed.as_ref())?;
        let guardian = match (&text, self.kind) {
            (Some(text), ClientFactKind::Guardian) => Some(Guardian::read(text)?),
            _ => None,
        };
        let note = text.filter(|_| self.kind != ClientFactKind::Guardian);
        let phone = guardian.as_ref().and_then(|guardian| guardian.phone.as_ref());
        Ok(ClientFact {
            id: self.id,
            client_id: self.client_id,
            kind: self.kind,
            category: self.category,
            risk_level: self.risk_level,
            relation: self.relation,
            member_id: self.member_id,
            guardian_name: sight.show(Kind::Name, guardian.as_ref().map(|guardian| &guardian.name)),
            guardian_phone: sight.show(Kind::Phone, phone),
            consent_by: self.consent_by,
            consent_channel: self.consent_channel,
            text_version: self.text_version.clone(),
            note: sight.show(Kind::Text, note.as_ref()),
            from: self.valid_from,
            to: self.valid_to,
            recorded_at: self.recorded_at,
            end_recorded_at: self.end_recorded_at,
            voided_at: self.voided_at,
            void_reason: self.void_reason.clone(),
            version: self.version,
        })
    }
}

fn holds_already() -> Error {
    Error::new(Code::AlreadyExists)
        .detail("该对象在此期间已有同类登记", "The same holds of the client on some of these days already")
}
