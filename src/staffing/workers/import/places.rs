//! What a row can name: the stations and the employers within the caller's reach, by whatever they are called.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    auth::reach::Reach, db::Conn, http::Result, schema::organisations, staffing::scope::Scope,
    stations::named, tables::reading::Names,
};

/// Everything that rows can name.
#[derive(Debug)]
pub struct Places {
    /// Stations by name, township code, township name and id.
    pub stations: Names,
    /// Employers by name, credit code and id.
    pub employers: Names,
}

impl Places {
    /// What the caller can name: two statements.
    pub async fn load(mut conn: &Conn, reach: &Reach, scope: &Scope) -> Result<Self> {
        let mut all = Self { stations: named::by_name(conn, reach).await?, employers: Names::default() };
        let found: Vec<(Uuid, String, String)> = organisations::table
            .filter(organisations::county_code.eq(&reach.county))
            .select((organisations::id, organisations::name, organisations::credit_code))
            .load(&mut conn)
            .await?;
        for (id, name, code) in found.into_iter().filter(|(id, ..)| scope.may_employ_for(*id)) {
            [name, code, id.to_string()].into_iter().for_each(|name| all.employers.add(name, id));
        }
        Ok(all)
    }
}
