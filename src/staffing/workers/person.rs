//! A worker as a person: personal values in the clear while a request works with them, sealed in the row.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use super::model::{Row, Worker};
use crate::{
    db::errors::OnConstraint as _,
    http::{Error, Result, Tx, codes::Code, fault::Fault},
    personal::{Cell, KeyRow, Kind, PersonKey, Roots, Sensitive},
    rules::{identifiers::Sex, qualifications::Education},
    schema::{personal_keys, worker_versions, workers},
};

/// A worker whose personal values are open.
#[derive(Debug)]
pub struct Person {
    /// Id of the worker.
    pub id: Uuid,
    /// Name.
    pub name: Option<Sensitive<String>>,
    /// Date of birth.
    pub birth_date: Option<NaiveDate>,
    /// Highest education.
    pub education: Option<Education>,
    /// Major.
    pub major: Option<String>,
    /// Social work or related.
    pub social_work_major: Option<bool>,
    /// Graduated in the province.
    pub in_province_graduate: Option<bool>,
    /// Intern at a training base in the province.
    pub in_province_training_base: Option<bool>,
    /// Sex, from the identity number.
    pub sex: Option<Sex>,
    /// Identity number, 18 characters.
    pub identity_number: Option<Sensitive<String>>,
    /// Telephone, digits.
    pub phone: Option<Sensitive<String>>,
    /// Registered in the county.
    pub local_household: Option<bool>,
    /// Address of the household registration.
    pub household_address: Option<Sensitive<String>>,
    /// Whether the key was destroyed.
    pub erased: bool,
    /// Version.
    pub version: i32,
}

/// The cell of a column of a worker's row.
pub const fn cell(column: &'static str, row: Uuid) -> Cell {
    Cell { table: "workers", column, row }
}

impl Person {
    /// Opens a row. Without a key the row is an older version's, whose name is not sealed yet.
    pub fn open(row: Row, key: Option<&PersonKey>) -> Result<Self> {
        let open = |column, sealed: Option<Vec<u8>>| match (key, sealed) {
            (Some(key), Some(sealed)) => key.open(cell(column, row.id), &sealed),
            (None, Some(_)) => Err(Error::internal(format!("the worker {} has no key", row.id))),
            (_, None) => Ok(None),
        };
        let erased = key.is_some_and(PersonKey::is_destroyed);
        let plain = row.name.filter(|_| !erased).map(Sensitive::new);
        Ok(Self {
            id: row.id,
            name: open("name", row.name_sealed)?.or(plain),
            birth_date: row.birth_date,
            education: row.education,
            major: row.major,
            social_work_major: row.social_work_major,
            in_province_graduate: row.in_province_graduate,
            in_province_training_base: row.in_province_training_base,
            sex: row.sex,
            identity_number: open("identity_number", row.identity_number_sealed)?,
            phone: open("phone", row.phone_sealed)?,
            local_household: row.local_household,
            household_address: open("household_address", row.household_address_sealed)?,
            erased,
            version: row.version,
        })
    }

    /// Forgets what is sealed, and the words that somebody wrote; a change of its version.
    pub fn erase(&mut self) {
        (self.name, self.identity_number, self.phone, self.household_address) = (None, None, None, None);
        self.major = None;
        self.erased = true;
        self.version = self.version.saturating_add(1);
    }

    /// What callers see.
    pub fn view(&self) -> Worker {
        let mask = |kind: Kind, value: &Option<Sensitive<String>>| value.as_ref().map(|v| kind.mask(v));
        Worker {
            id: self.id,
            name: self.name.as_ref().map(|name| name.expose().clone()),
            birth_date: self.birth_date,
            sex: self.sex,
            education: self.education,
            major: self.major.clone(),
            social_work_major: self.social_work_major,
            in_province_graduate: self.in_province_graduate,
            in_province_training_base: self.in_province_training_base,
            identity_number: mask(Kind::IdentityNumber, &self.identity_number),
            phone: mask(Kind::Phone, &self.phone),
            local_household: self.local_household,
            household_address: mask(Kind::Address, &self.household_address),
            erased: self.erased,
            version: self.version,
        }
    }

    /// Writes a new worker with its key and the first version of what is judged. Errors: 409 when somebody of the county
    /// has this identity number.
    pub async fn insert(&self, tx: &Tx<'_>, roots: &Roots) -> Result<()> {
        SealedPerson::insert_all(tx, vec![self.sealed(roots, tx.county(), tx.now())?]).await
    }

    /// A new worker, sealed under a new key: nothing is written yet.
    pub fn sealed(&self, roots: &Roots, county: &str, now: DateTime<Utc>) -> Result<SealedPerson> {
        let (key, key_row) = roots.make_key(county, self.id, now)?;
        let columns = self.values(county, roots, &key)?;
        Ok(SealedPerson { id: self.id, version: self.version, key_row, columns })
    }

    /// Saves a changed row; its version grows by one. Errors: 412 when somebody else was faster, 409 when somebody of the
    /// county has this identity number.
    pub async fn save(&mut self, tx: &Tx<'_>, roots: &Roots, key: &PersonKey) -> Result<()> {
        let one = workers::table.find((tx.county(), self.id)).filter(workers::version.eq(self.version));
        self.version = self.version.saturating_add(1);
        let change = (workers::version.eq(self.version), self.values(tx.county(), roots, key)?);
        let changed = diesel::update(one).set(change).execute(&mut tx.conn()).await;
        let changed = changed.on_constraint("workers_identity_number_once", known_already)?;
        if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
    }

    /// The columns, sealed.
    fn values(&self, county: &str, roots: &Roots, key: &PersonKey) -> Result<Columns> {
        let seal = |column, value: &Option<Sensitive<String>>| {
            value.as_ref().map(|value| key.seal(cell(column, self.id), value)).transpose()
        };
        let index = |kind, value: &Option<Sensitive<String>>| {
            value.as_ref().map(|value| roots.blind_index(county, kind, value)).transpose()
        };
        Ok(Columns {
            name: None,
            name_sealed: seal("name", &self.name)?,
            birth_date: self.birth_date,
            education: self.education,
            major: self.major.clone(),
            social_work_major: self.social_work_major,
            in_province_graduate: self.in_province_graduate,
            in_province_training_base: self.in_province_training_base,
            sex: self.sex,
            identity_number_sealed: seal("identity_number", &self.identity_number)?,
            identity_number_index: index(Kind::IdentityNumber, &self.identity_number)?,
            phone_sealed: seal("phone", &self.phone)?,
            phone_index: index(Kind::Phone, &self.phone)?,
            local_household: self.local_household,
            household_address_sealed: seal("household_address", &self.household_address)?,
        })
    }
}

/// What is written of a person; null empties a column.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = workers, treat_none_as_null = true)]
struct Columns {
    name: Option<String>,
    name_sealed: Option<Vec<u8>>,
    birth_date: Option<NaiveDate>,
    education: Option<Education>,
    major: Option<String>,
    social_work_major: Option<bool>,
    in_province_graduate: Option<bool>,
    in_province_training_base: Option<bool>,
    sex: Option<Sex>,
    identity_number_sealed: Option<Vec<u8>>,
    identity_number_index: Option<Vec<u8>>,
    phone_sealed: Option<Vec<u8>>,
    phone_index: Option<Vec<u8>>,
    local_household: Option<bool>,
    household_address_sealed: Option<Vec<u8>>,
}

/// A new worker ready to be written.
pub struct SealedPerson {
    id: Uuid,
    version: i32,
    key_row: KeyRow,
    columns: Columns,
}

impl SealedPerson {
    /// Id of the worker.
    pub const fn id(&self) -> Uuid {
        self.id
    }

    /// Writes workers with their keys and the first versions of what is judged: three statements. Errors: 409 when
    /// somebody of the county has one of the identity numbers.
    pub async fn insert_all(tx: &Tx<'_>, all: Vec<Self>) -> Result<()> {
        let (mut keys, mut rows, mut versions) = (Vec::new(), Vec::new(), Vec::new());
        for Self { id, version, key_row, columns } in all {
            let row = (workers::county_code.eq(tx.county()), workers::id.eq(id));
            let judged = (worker_versions::county_code.eq(tx.county()), worker_versions::worker_id.eq(id));
            keys.push(key_row);
            versions.push((
                judged,
                worker_versions::version.eq(version),
                worker_versions::birth_date.eq(columns.birth_date),
                worker_versions::education.eq(columns.education),
                worker_versions::recorded_at.eq(tx.now()),
            ));
            rows.push((row, workers::recorded_at.eq(tx.now()), workers::version.eq(version), columns));
        }
        diesel::insert_into(personal_keys::table).values(keys).execute(&mut tx.conn()).await?;
        let insert = diesel::insert_into(workers::table).values(rows).execute(&mut tx.conn()).await;
        insert.on_constraint("workers_identity_number_once", known_already)?;
        diesel::insert_into(worker_versions::table).values(versions).execute(&mut tx.conn()).await?;
        Ok(())
    }
}

/// Says that there is such a person in the county, and nothing of who that is or whose.
pub fn known_already() -> Error {
    let (zh, en) = (
        "本县已登记持该身份号码的人员；变更用人单位请由县民政局登记聘用",
        "A person with this identity number is registered in the county; the bureau records the employment by another employer",
    );
    let faults = vec![Fault::body("/identity_number", "already_exists", zh, en)];
    Error::new(Code::AlreadyExists).detail(zh, en).faults(faults)
}
