//! A client whose personal values are open while a request works with them; sealed in the row.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    kinds::ClientKind,
    model::{Client, Row},
    sight::Sight,
    standing::Standing,
};
use crate::{
    db::errors::OnConstraint as _,
    http::{Error, Result, Tx, codes::Code},
    personal::{Cell, Kind, PersonKey, Roots, Sensitive, index::normal_name},
    rules::identifiers::Sex,
    schema::clients,
};

/// A client in the clear.
#[derive(Debug)]
pub struct Opened {
    /// Id.
    pub id: Uuid,
    /// The station that serves.
    pub station_id: Uuid,
    /// A person or a household.
    pub kind: ClientKind,
    /// Village.
    pub village_code: Option<String>,
    /// Name.
    pub name: Option<Sensitive<String>>,
    /// Identity number, 18 characters.
    pub identity_number: Option<Sensitive<String>>,
    /// Telephone, digits.
    pub phone: Option<Sensitive<String>>,
    /// Address.
    pub address: Option<Sensitive<String>>,
    /// Needs.
    pub needs: Option<Sensitive<String>>,
    /// Notes.
    pub notes: Option<Sensitive<String>>,
    /// Date of birth.
    pub birth_date: Option<NaiveDate>,
    /// Sex, from the identity number.
    pub sex: Option<Sex>,
    /// The registration that stands for this one.
    pub merged_into: Option<Uuid>,
    /// Whether the key was destroyed.
    pub erased: bool,
    /// Who registered it.
    pub recorded_by: Uuid,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// Version.
    pub version: i32,
}

/// The cell of a column of a client's row.
const fn cell(column: &'static str, row: Uuid) -> Cell {
    Cell { table: "clients", column, row }
}

impl Opened {
    /// Opens a row.
    pub fn of(row: &Row, key: &PersonKey) -> Result<Self> {
        let open = |column, sealed: &Option<Vec<u8>>| key.open_some(cell(column, row.id), sealed.as_ref());
        Ok(Self {
            id: row.id,
            station_id: row.station_id,
            kind: row.kind,
            village_code: row.village_code.clone(),
            name: open("name", &row.name_sealed)?,
            identity_number: open("identity_number", &row.identity_number_sealed)?,
            phone: open("phone", &row.phone_sealed)?,
            address: open("address", &row.address_sealed)?,
            needs: open("needs", &row.needs_sealed)?,
            notes: open("notes", &row.notes_sealed)?,
            birth_date: row.birth_date,
            sex: row.sex,
            merged_into: row.merged_into,
            erased: key.is_destroyed(),
            recorded_by: row.recorded_by,
            recorded_at: row.recorded_at,
            version: row.version,
        })
    }

    /// What a caller of this sight sees on a day.
    pub fn view(&self, standing: &Standing, sight: Sight, day: NaiveDate) -> Client {
        let withheld = sight == Sight::Withheld;
        Client {
            id: self.id,
            station_id: self.station_id,
            kind: self.kind,
            village_code: self.village_code.clone(),
            name: sight.show(Kind::Name, self.name.as_ref()),
            identity_number: sight.show(Kind::IdentityNumber, self.identity_number.as_ref()),
            phone: sight.show(Kind::Phone, self.phone.as_ref()),
            address: sight.show(Kind::Address, self.address.as_ref()),
            needs: sight.show(Kind::Text, self.needs.as_ref()),
            notes: sight.show(Kind::Text, self.notes.as_ref()),
            birth_date: self.birth_date.filter(|_| !withheld),
            sex: self.sex.filter(|_| !withheld),
            categories: standing.categories.clone(),
            risk_level: standing.risk_level,
            minor: self.is_minor(standing, day),
            withheld,
            questions: standing.questions(self, day),
            merged_into: self.merged_into,
            erased: self.erased,
            recorded_by: self.recorded_by,
            recorded_at: self.recorded_at,
            version: self.version,
        }
    }

    /// Writes a new client with its key. Errors: 409 when the same id is being registered by another request.
    pub async fn insert(&self, tx: &Tx<'_>, roots: &Roots, content: &[u8]) -> Result<PersonKey> {
        let key = roots.new_key(tx.conn(), tx.county(), self.id, tx.now()).await?;
        let row = (
            clients::county_code.eq(tx.county()),
            clients::id.eq(self.id),
            clients::station_id.eq(self.station_id),
            clients::kind.eq(self.kind),
            clients::content_index.eq(content),
            clients::recorded_by.eq(self.recorded_by),
            clients::recorded_at.eq(self.recorded_at),
            clients::version.eq(self.version),
            self.columns(tx.county(), roots, &key)?,
        );
        let insert = diesel::insert_into(clients::table).values(row).execute(&mut tx.conn()).await;
        insert.on_constraint("clients_pkey", || Error::new(Code::InFlight).retry_after(1))?;
        Ok(key)
    }

    /// Saves a changed row; its version grows by one. Errors: 412 when somebody else was faster.
    pub async fn save(&mut self, tx: &Tx<'_>, roots: &Roots, key: &PersonKey) -> Result<()> {
        let one = clients::table.find((tx.county(), self.id)).filter(clients::version.eq(self.version));
        self.version = self.version.saturating_add(1);
        let change = (clients::version.eq(self.version), self.columns(tx.county(), roots, key)?);
        let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await?;
        if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
    }

    fn columns(&self, county: &str, roots: &Roots, key: &PersonKey) -> Result<Columns> {
        let seal = |column, value: &Option<_>| key.seal_some(cell(column, self.id), value.as_ref());
        let index = |kind, value: &Option<Sensitive<String>>| {
            value.as_ref().map(|value| roots.blind_index(county, kind, value)).transpose()
        };
        let name = self.name.clone().map(|name| name.map(|name| normal_name(&name)));
        Ok(Columns {
            village_code: self.village_code.clone(),
            name_sealed: seal("name", &self.name)?,
            name_index: index(Kind::Name, &name)?,
            identity_number_sealed: seal("identity_number", &self.identity_number)?,
            identity_number_index: index(Kind::IdentityNumber, &self.identity_number)?,
            phone_sealed: seal("phone", &self.phone)?,
            phone_index: index(Kind::Phone, &self.phone)?,
            address_sealed: seal("address", &self.address)?,
            needs_sealed: seal("needs", &self.needs)?,
            notes_sealed: seal("notes", &self.notes)?,
            birth_date: self.birth_date,
            sex: self.sex,
        })
    }
}

/// What is written of a client; null empties a column.
#[derive(Default, Insertable, AsChangeset)]
#[diesel(table_name = clients, treat_none_as_null = true)]
pub struct Columns {
    village_code: Option<String>,
    name_sealed: Option<Vec<u8>>,
    name_index: Option<Vec<u8>>,
    identity_number_sealed: Option<Vec<u8>>,
    identity_number_index: Option<Vec<u8>>,
    phone_sealed: Option<Vec<u8>>,
    phone_index: Option<Vec<u8>>,
    address_sealed: Option<Vec<u8>>,
    needs_sealed: Option<Vec<u8>>,
    notes_sealed: Option<Vec<u8>>,
    birth_date: Option<NaiveDate>,
    sex: Option<Sex>,
}

impl Columns {
    /// What stays of an erased client: the village and the sex, for statistics.
    pub fn erased(village_code: Option<String>, sex: Option<Sex>) -> Self {
        Self { village_code, sex, ..Self::default() }
    }
}
