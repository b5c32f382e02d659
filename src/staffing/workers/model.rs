//! Workers as the API shows them, their rows, and the versions of what is judged of them.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::person::Person;
use crate::{
    db::Conn,
    http::{Result, Tx, Versioned},
    personal::{Masked, PersonKey, Roots},
    rules::{identifiers::Sex, qualifications::Education},
    schema::{worker_versions, workers},
    staffing::scope::Scope,
    tables::Tabular,
};

/// A worker. What identifies the person is masked; `POST /workers/{id}/reveals` shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Worker {
    /// Id of the worker.
    pub id: Uuid,
    /// Name; null after erasure.
    #[schema(example = "王小梅")]
    pub name: Option<String>,
    /// Date of birth; unknown when null, and then S3 is unknown too.
    #[schema(example = "1990-07-15")]
    pub birth_date: Option<NaiveDate>,
    /// Sex, as the identity number tells it; null without one. Never a criterion.
    pub sex: Option<Sex>,
    /// Highest education; unknown when null, and then S4 is unknown too.
    pub education: Option<Education>,
    /// Major studied (专业), when known; of no worker a criterion.
    #[schema(example = "社会工作")]
    pub major: Option<String>,
    /// Whether the major is social work or related to it; null when it is not known.
    pub social_work_major: Option<bool>,
    /// Whether the worker graduated in the province (省内大学毕业生); null when it is not known.
    pub in_province_graduate: Option<bool>,
    /// Whether the worker was an intern at a training base in the province (省内社会工作实训基地); null when it is not known.
    pub in_province_training_base: Option<bool>,
    /// Identity number, masked.
    #[schema(value_type = Option<String>, example = "4690************80")]
    pub identity_number: Option<Masked>,
    /// Telephone, masked.
    #[schema(value_type = Option<String>, example = "138****5678")]
    pub phone: Option<Masked>,
    /// Whether the household is registered in the county (本县户籍); null when it is not known.
    pub local_household: Option<bool>,
    /// Address of the household registration: three stars where there is one.
    #[schema(value_type = Option<String>, example = "***")]
    pub household_address: Option<Masked>,
    /// Whether the personal data was erased; then name, identity number, telephone and address are null.
    pub erased: bool,
    /// Grows by one with each change; also the `ETag`.
    pub version: i32,
}

impl Tabular for Worker {
    const NAME: &'static str = "workers";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "birth_date",
        "sex",
        "education",
        "identity_number",
        "phone",
        "major",
        "social_work_major",
        "in_province_graduate",
        "in_province_training_base",
        "local_household",
        "household_address",
        "erased",
        "version",
    ];
}

impl Versioned for Worker {
    fn version(&self) -> i32 {
        self.version
    }
}

/// A row of `workers`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = workers)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// Name, as an older version wrote it.
    pub name: Option<String>,
    /// Name.
    pub name_sealed: Option<Vec<u8>>,
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
    /// Identity number.
    pub identity_number_sealed: Option<Vec<u8>>,
    /// Telephone.
    pub phone_sealed: Option<Vec<u8>>,
    /// Registered in the county.
    pub local_household: Option<bool>,
    /// Address of the household registration.
    pub household_address_sealed: Option<Vec<u8>>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Version.
    pub version: i32,
}

/// Opens rows, with one statement for the keys of all of them.
pub async fn open_all(roots: &Roots, conn: &Conn, county: &str, rows: Vec<Row>) -> Result<Vec<Person>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let keys = roots.keys(conn, county, &ids).await?;
    rows.into_iter()
        .map(|row| {
            let key = keys.get(&row.id);
            Person::open(row, key)
        })
        .collect()
}

/// One worker within the scope. Errors: 404.
pub async fn find(roots: &Roots, mut conn: &Conn, scope: &Scope, county: &str, id: Uuid) -> Result<Person> {
    let one = scope.workers(county).filter(workers::id.eq(id)).select(Row::as_select());
    let row = one.first(&mut conn).await?;
    let keys = roots.keys(conn, county, &[id]).await?;
    Person::open(row, keys.get(&id))
}

/// One worker within the scope, locked until the transaction ends, with the key to write by. Errors: 404.
pub async fn lock(roots: &Roots, tx: &Tx<'_>, scope: &Scope, id: Uuid) -> Result<(Person, PersonKey)> {
    scope.require(tx, tx.county(), id).await?;
    let one = workers::table.find((tx.county(), id)).select(Row::as_select()).for_update();
    let row = one.first(&mut tx.conn()).await?;
    let key = roots.key_for_change(tx, id).await?;
    Ok((Person::open(row, Some(&key))?, key))
}

/// Keeps what is judged, so that `known_at` can tell what was known.
pub async fn insert_version(tx: &Tx<'_>, worker: &Person) -> Result<()> {
    let row = (
        worker_versions::county_code.eq(tx.county()),
        worker_versions::worker_id.eq(worker.id),
        worker_versions::version.eq(worker.version),
        worker_versions::birth_date.eq(worker.birth_date),
        worker_versions::education.eq(worker.education),
        worker_versions::recorded_at.eq(tx.now()),
    );
    diesel::insert_into(worker_versions::table).values(row).execute(&mut tx.conn()).await?;
    Ok(())
}
