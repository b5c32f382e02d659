//! Data keys: one for each person, wrapped by a root key in `personal_keys`.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{Array, Binary, Integer, Text, Timestamptz, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::{
    envelope::{self, Cell, Secret},
    roots::Roots,
    sensitive::Sensitive,
};
use crate::{
    db::{
        Conn,
        errors::OnConstraint as _,
        fixed::{Fixed, column},
        planned::among,
    },
    http::{Error, Result, Tx, clock::random, codes::Code},
    schema::personal_keys,
};

/// The row of a new key.
#[derive(Insertable)]
#[diesel(table_name = personal_keys, treat_none_as_default_value = false)]
pub struct KeyRow {
    county_code: String,
    person_id: Uuid,
    wrapped: Vec<u8>,
    root_version: i32,
    recorded_at: DateTime<Utc>,
}

impl KeyRow {
    /// Writes it. Errors: 409 when the id, which a client may have made, is that of something else.
    pub async fn insert(self, mut conn: &Conn) -> Result<()> {
        let insert = diesel::insert_into(personal_keys::table).values(self).execute(&mut conn).await;
        let (zh, en) = ("该编号已用于另一对象", "This id is that of something else");
        let taken = || Error::new(Code::AlreadyExists).detail(zh, en);
        insert.on_constraint("personal_keys_pkey", taken)?;
        Ok(())
    }

    /// Writes many with one statement. Errors: `personal_keys_pkey`, when an id is that of something else.
    pub async fn insert_all(mut conn: &Conn, county: &str, keys: Vec<Self>) -> QueryResult<usize> {
        const KEYS: &str = "INSERT INTO personal_keys (county_code, person_id, wrapped, root_version, recorded_at) \
            SELECT ?, * FROM unnest(?::uuid[], ?::bytea[], ?::integer[], ?::timestamptz[])";
        let insert = Fixed::new(KEYS)
            .bind::<Text, _>(county)
            .bind::<Array<SqlUuid>, _>(column(&keys, |key| key.person_id))
            .bind::<Array<Binary>, _>(column(&keys, |key| key.wrapped.as_slice()))
            .bind::<Array<Integer>, _>(column(&keys, |key| key.root_version))
            .bind::<Array<Timestamptz>, _>(column(&keys, |key| key.recorded_at));
        insert.execute(&mut conn).await
    }

    /// The version of the root key and the key that it wraps: for a statement that writes thousands.
    pub fn into_wrapped(self) -> (i32, Vec<u8>) {
        (self.root_version, self.wrapped)
    }
}

/// The key of one person, or the knowledge that it is destroyed.
pub struct PersonKey {
    county: String,
    secret: Option<Secret>,
}

impl PersonKey {
    /// Whether the person was erased.
    pub fn is_destroyed(&self) -> bool {
        self.secret.is_none()
    }

    /// Errors: 409 when the person was erased.
    pub fn require(&self) -> Result<&Self> {
        if self.is_destroyed() { Err(erased()) } else { Ok(self) }
    }

    /// Seals a text for a cell. Errors: 409 when the person was erased.
    pub fn seal(&self, cell: Cell, text: &Sensitive<String>) -> Result<Vec<u8>> {
        let secret = self.secret.as_ref().ok_or_else(erased)?;
        envelope::seal(secret, &self.county, cell, text.expose().as_bytes())
    }

    /// Seals a text where there is one. Errors: 409 when the person was erased.
    pub fn seal_some(&self, cell: Cell, text: Option<&Sensitive<String>>) -> Result<Option<Vec<u8>>> {
        text.map(|text| self.seal(cell, text)).transpose()
    }

    /// Opens a text where there is one. Errors: internal, when it is not authentic.
    pub fn open_some(&self, cell: Cell, sealed: Option<&Vec<u8>>) -> Result<Option<Sensitive<String>>> {
        sealed.map_or(Ok(None), |sealed| self.open(cell, sealed))
    }

    /// Opens a text; none when the person was erased. Errors: internal, when it is not authentic.
    pub fn open(&self, cell: Cell, sealed: &[u8]) -> Result<Option<Sensitive<String>>> {
        let Some(secret) = &self.secret else { return Ok(None) };
        let plain = envelope::open(secret, &self.county, cell, sealed)?;
        let text = String::from_utf8(plain).map_err(|_| Error::internal(format!("{cell:?} is no text")))?;
        Ok(Some(Sensitive::new(text)))
    }
}

fn erased() -> Error {
    Error::new(Code::Conflict).detail("此人的个人信息已删除", "The personal data of this person was erased")
}

/// The cell that a person's wrapped key stands in.
fn cell(person: Uuid) -> Cell {
    Cell { table: "personal_keys", column: "wrapped", row: person }
}

impl Roots {
    /// Wraps a data key by the newest root key; tells its version.
    fn wrap(&self, county: &str, person: Uuid, secret: &Secret) -> Result<(i32, Vec<u8>)> {
        let version = self.current().newest();
        let wrapped = envelope::seal(&self.wrapping(version)?, county, cell(person), secret)?;
        Ok((version, wrapped))
    }

    fn unwrap(&self, county: &str, person: Uuid, version: i32, wrapped: &[u8]) -> Result<Secret> {
        let secret = envelope::open(&self.wrapping(version)?, county, cell(person), wrapped)?;
        Secret::try_from(secret).map_err(|_| Error::internal("a data key is not of 32 bytes"))
    }

    /// Wraps a wrapped key anew, by the newest root key.
    pub(super) fn wrap_anew(
        &self,
        county: &str,
        person: Uuid,
        (version, wrapped): (i32, &[u8]),
    ) -> Result<(i32, Vec<u8>)> {
        self.wrap(county, person, &self.unwrap(county, person, version, wrapped)?)
    }

    /// The keys of these persons; who has none yet is left out. One statement.
    pub async fn keys(
        &self,
        mut conn: &Conn,
        county: &str,
        persons: &[Uuid],
    ) -> Result<HashMap<Uuid, PersonKey>> {
        let rows = personal_keys::table
            .filter(personal_keys::county_code.eq(county))
            .filter(among(personal_keys::person_id, persons))
            .select((personal_keys::person_id, personal_keys::root_version, personal_keys::wrapped));
        let rows: Vec<(Uuid, i32, Option<Vec<u8>>)> = rows.load(&mut conn).await?;
        let one = |(person, version, wrapped): (Uuid, i32, Option<Vec<u8>>)| {
            let secret = wrapped.map(|wrapped| self.unwrap(county, person, version, &wrapped)).transpose()?;
            Ok((person, PersonKey { county: county.to_owned(), secret }))
        };
        rows.into_iter().map(one).collect()
    }

    /// Makes the key of a new person; its row is still to be written.
    pub fn make_key(&self, county: &str, person: Uuid, now: DateTime<Utc>) -> Result<(PersonKey, KeyRow)> {
        let secret: Secret = random();
        let (root_version, wrapped) = self.wrap(county, person, &secret)?;
        let county = county.to_owned();
        let row = KeyRow {
            county_code: county.clone(),
            person_id: person,
            wrapped,
            root_version,
            recorded_at: now,
        };
        Ok((PersonKey { county, secret: Some(secret) }, row))
    }

    /// Makes and writes the key of a new person.
    pub async fn new_key(
        &self,
        conn: &Conn,
        county: &str,
        person: Uuid,
        now: DateTime<Utc>,
    ) -> Result<PersonKey> {
        let (key, row) = self.make_key(county, person, now)?;
        row.insert(conn).await?;
        Ok(key)
    }

    /// The key of a person whose row the transaction has locked; made where there is none yet.
    pub async fn key_for_change(&self, tx: &Tx<'_>, person: Uuid) -> Result<PersonKey> {
        match self.keys(tx.conn(), tx.county(), &[person]).await?.remove(&person) {
            Some(key) => Ok(key),
            None => self.new_key(tx.conn(), tx.county(), person, tx.now()).await,
        }
    }
}

/// Destroys a person's key: what is sealed under it can never be read again. Tells whether it was there.
pub async fn destroy(tx: &Tx<'_>, person: Uuid) -> Result<bool> {
    let living =
        personal_keys::table.find((tx.county(), person)).filter(personal_keys::destroyed_at.is_null());
    let change = (personal_keys::wrapped.eq(None::<Vec<u8>>), personal_keys::destroyed_at.eq(tx.now()));
    Ok(diesel::update(living).set(change).execute(&mut tx.conn()).await? == 1)
}
