//! The schemas of a record: the details' own, with the members that all kinds have. By hand, because a generic type has
//! one name in OpenAPI and each kind needs its own.

use std::{borrow::Cow, collections::BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr,
        schema::{AdditionalProperties, Object, Schema},
    },
};
use uuid::Uuid;

use super::{
    fact::{Details, StationFact},
    record::Record,
};

/// The members that every record has beside its details; only their schema is used.
#[derive(Serialize, ToSchema)]
struct Dates {
    /// Id of the record.
    id: Uuid,
    /// Whose it is.
    station_id: Uuid,
    /// First day.
    #[schema(example = "2023-02-20")]
    from: NaiveDate,
    /// First day no longer; null while no end is known.
    to: Option<NaiveDate>,
    /// Files that show it.
    attachments: BTreeSet<Uuid>,
    /// When it was recorded.
    recorded_at: chrono::DateTime<chrono::Utc>,
    /// When the end was recorded, if later than the rest.
    end_recorded_at: Option<chrono::DateTime<chrono::Utc>>,
    /// When it was voided; null while it stands.
    voided_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Why it was voided.
    void_reason: Option<String>,
    /// Grows by one with each change; also the `ETag`.
    version: i32,
}

/// The members of a request beside the details; only their schema is used.
#[derive(Serialize, ToSchema)]
struct NewDates {
    /// First day.
    #[schema(example = "2023-02-20")]
    from: NaiveDate,
    /// First day no longer, when it is known.
    to: Option<NaiveDate>,
    /// The record that this one takes the place of: it ends on the first day of this one.
    replaces: Option<Uuid>,
    /// Files that show it, uploaded before.
    #[schema(required = false, max_items = 20)]
    attachments: BTreeSet<Uuid>,
}

/// The details' schema with the other members.
fn merged(details: RefOr<Schema>, others: RefOr<Schema>) -> Object {
    let [mut details, others] = [details, others].map(|schema| match schema {
        RefOr::T(Schema::Object(object)) => object,
        _ => Object::default(),
    });
    details.properties.extend(others.properties);
    details.required.extend(others.required);
    details
}

impl<D: Details> PartialSchema for StationFact<D> {
    fn schema() -> RefOr<Schema> {
        let mut object = merged(D::schema(), Dates::schema());
        // Every member is there in every answer; some are null.
        object.required = object.properties.keys().cloned().collect();
        object.into()
    }
}

impl<D: Details> ToSchema for StationFact<D> {
    fn name() -> Cow<'static, str> {
        D::SCHEMA.into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        D::schemas(schemas);
    }
}

impl<D: Details> PartialSchema for Record<D> {
    fn schema() -> RefOr<Schema> {
        let mut object = merged(D::schema(), NewDates::schema());
        object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
        object.into()
    }
}

impl<D: Details> ToSchema for Record<D> {
    fn name() -> Cow<'static, str> {
        format!("Record{}", D::SCHEMA).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        D::schemas(schemas);
    }
}
