//! Service lists of a station.

use serde_json::{Value, json};

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use stations::schema::users;
use uuid::Uuid;

use super::{answer::Answer, lab::Lab, persona::Persona, premises::Site};

impl Site<'_> {
    /// A list of these items, drafted by the contractor.
    pub async fn draft(&self, items: &[&str]) -> Answer {
        let items: Vec<Value> = items.iter().map(|code| json!({"item_code": code})).collect();
        self.contractor.post(&self.all("service-lists"), &json!({"items": items})).await.created()
    }

    /// Files a draft on a day.
    pub async fn file(&self, draft: &Answer, on: &str) -> Answer {
        let path = format!("/service-lists/{}/filing", draft.id());
        self.contractor.move_on(draft, &path, &json!({"filed_on": on})).await
    }

    /// A list of these items, filed on a day.
    pub async fn filed(&self, items: &[&str], on: &str) -> Answer {
        self.file(&self.draft(items).await, on).await.ok()
    }

    /// Somebody has it.
    pub async fn received(&self, by: &Persona<'_>, list: &Answer, body: &Value) -> Answer {
        by.move_on(list, &format!("/service-lists/{}/receipts", list.id()), body).await
    }
}

impl Lab {
    /// The organisation of an account.
    pub async fn organisation_of(&self, person: &Persona<'_>) -> Uuid {
        let one =
            users::table.filter(users::id.eq(person.id)).select(users::organisation_id.assume_not_null());
        one.first(&mut &self.conn).await.unwrap()
    }
}
