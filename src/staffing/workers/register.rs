//! `POST /workers`.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{model::Worker, person::Person};
use crate::{
    audit::event::Event,
    auth::policy::ManageWorkers,
    dated,
    http::{Body, Created, Ctx, Error, Reply, Result, clock::new_id, fault::Fault, text::Line},
    personal::{Given, Kind, Sensitive},
    rules::{finding::EmploymentKind, qualifications::Education},
    staffing::{
        employments::model::{self as employment, Employment},
        scope::Scope,
    },
};

/// A worker to register.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct RegisterWorker {
    /// Name.
    #[schema(value_type = Line)]
    pub name: Sensitive<Line>,
    /// Identity number (GB 11643), once in the county. Sex follows from it, and the date of birth where none is given.
    #[schema(value_type = Option<String>, max_length = 18, example = "469025199203059080")]
    pub identity_number: Option<Sensitive<String>>,
    /// Telephone: mobile, or landline with its area code.
    #[schema(value_type = Option<String>, max_length = 20, example = "13812345678")]
    pub phone: Option<Sensitive<String>>,
    /// Whether the household is registered in the county (本县户籍).
    pub local_household: Option<bool>,
    /// Address of the household registration.
    #[schema(value_type = Option<Line>)]
    pub household_address: Option<Sensitive<Line>>,
    /// Date of birth, when known; not after today, and none but that of the identity number.
    #[schema(example = "1990-07-15")]
    pub birth_date: Option<NaiveDate>,
    /// Highest education, when known.
    pub education: Option<Education>,
    /// Major studied (专业), when known; of no worker a criterion.
    #[schema(example = "社会工作")]
    pub major: Option<Line>,
    /// Whether the major is social work or related to it; null when it is not known.
    pub social_work_major: Option<bool>,
    /// Whether the worker graduated in the province (省内大学毕业生); null when it is not known.
    pub in_province_graduate: Option<bool>,
    /// Whether the worker was an intern at a training base in the province (省内社会工作实训基地); null when it is not known.
    pub in_province_training_base: Option<bool>,
    /// The first employment; a contractor must give it, for without one the worker would be out of its reach.
    #[validate(nested)]
    pub employment: Option<FirstEmployment>,
}

/// The employment that a worker is registered with.
#[derive(Debug, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
#[validate(schema(function = ends_after_start))]
pub struct FirstEmployment {
    /// The employer; a contractor may leave it out and can only name itself.
    pub organisation_id: Option<Uuid>,
    /// The kind; only a labour contract is formal employment (六（三）).
    pub kind: EmploymentKind,
    /// First day.
    #[schema(example = "2023-06-30")]
    pub from: NaiveDate,
    /// First day no longer, when it is agreed.
    #[schema(example = "2026-06-30")]
    pub to: Option<NaiveDate>,
}

fn ends_after_start(employment: &FirstEmployment) -> Result<(), ValidationError> {
    dated::ends_after_start("/to", employment.from, employment.to)
}

/// Registers a worker, with the first employment where one is given.
#[utoipa::path(post, path = "/api/v1/workers", tag = "staffing")]
pub async fn register_worker(ctx: Ctx<ManageWorkers>, body: Body<RegisterWorker>) -> Result<Created<Worker>> {
    let scope = Scope::of(&ctx)?;
    ctx.write(async |tx| {
        let worker = body.0.person(tx.new_id(), tx.today())?;
        worker.insert(tx, &ctx.shared().personal).await?;
        let employment = body.0.first_employment(&scope, worker.id, tx.now())?;
        if let Some(row) = &employment {
            let known = employment::is_employer(tx, &scope, row.organisation_id).await?;
            dated::require_references([("/employment/organisation_id", known)])?;
            row.insert(tx).await?;
        }
        let employment = employment.as_ref().map(Employment::told);
        tx.record(Event::new("worker.registered", worker.id, json!({"employment": employment})));
        Ok(Reply::tagged(&worker.view())?.at(format!("/api/v1/workers/{}", worker.id)))
    })
    .await
}

impl RegisterWorker {
    /// The person. Errors: 422 with every personal value that is at fault.
    pub fn person(&self, id: Uuid, today: NaiveDate) -> Result<Person> {
        dated::not_after(today, "/birth_date", self.birth_date)?;
        let mut given = Given::on(today);
        let mut person = Person {
            id,
            name: Some(self.name.clone().map(String::from)),
            birth_date: self.birth_date,
            education: self.education,
            major: self.major.clone().map(String::from),
            social_work_major: self.social_work_major,
            in_province_graduate: self.in_province_graduate,
            in_province_training_base: self.in_province_training_base,
            sex: None,
            identity_number: given.read_some(Kind::IdentityNumber, self.identity_number.as_ref()),
            phone: given.read_some(Kind::Phone, self.phone.as_ref()),
            local_household: self.local_household,
            household_address: self.household_address.clone().map(|address| address.map(String::from)),
            erased: false,
            version: 1,
        };
        person.sex = given.settle(person.identity_number.as_ref(), &mut person.birth_date)?;
        Ok(person)
    }

    /// The first employment. Errors: 422 when a contractor gives none, or nobody says with whom it is.
    pub fn first_employment(
        &self,
        scope: &Scope,
        worker: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Option<Employment>> {
        let Some(first) = &self.employment else {
            return if *scope == Scope::County { Ok(None) } else { Err(required("/employment")) };
        };
        let named = first.organisation_id.or(scope.employer());
        let organisation = named.ok_or_else(|| required("/employment/organisation_id"))?;
        let days = (first.from, first.to);
        Ok(Some(Employment::new((new_id(now), now), worker, organisation, first.kind, days)))
    }
}

fn required(pointer: &'static str) -> Error {
    Fault::body(pointer, "required", "必填", "This is required").into()
}
