//! What a row can name: the stations and the employers within the caller's reach, by whatever they are called.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    db::Conn,
    http::{Result, fault::Fault},
    schema::{organisations, stations, townships},
    staffing::scope::Scope,
};

/// Ids by name; a name that two things bear is of neither.
#[derive(Debug, Default)]
pub struct Names(HashMap<String, Option<Uuid>>);

impl Names {
    fn add(&mut self, name: String, id: Uuid) {
        self.0
            .entry(name)
            .and_modify(|known| *known = known.filter(|known| *known == id))
            .or_insert(Some(id));
    }

    /// The id of a name. Errors: a fault at the pointer.
    pub fn id(&self, name: &str, pointer: &str) -> Result<Uuid, Fault> {
        match self.0.get(name.trim()) {
            Some(Some(id)) => Ok(*id),
            Some(None) => {
                let (zh, en) = ("有多个同名对象，请填写代码", "Several have this name: give the code");
                Err(Fault::body(pointer, "ambiguous", zh, en))
            }
            None => Err(Fault::unknown_reference(pointer)),
        }
    }
}

/// Everything that rows can name.
#[derive(Debug, Default)]
pub struct Places {
    /// Stations by name, township code, township name and id.
    pub stations: Names,
    /// Employers by name, credit code and id.
    pub employers: Names,
}

impl Places {
    /// What the caller can name: two statements.
    pub async fn load(mut conn: &Conn, reach: &Reach, scope: &Scope) -> Result<Self> {
        let mut all = Self::default();
        let township =
            stations::county_code.eq(townships::county_code).and(stations::township_code.eq(townships::code));
        let found: Vec<(Uuid, String, String, String)> = stations::table
            .inner_join(townships::table.on(township))
            .filter(stations::county_code.eq(&reach.county))
            .select((stations::id, stations::name, townships::code, townships::name))
            .load(&mut conn)
            .await?;
        for (id, name, code, township) in found.into_iter().filter(|(id, ..)| reach.covers(*id)) {
            [name, code, township, id.to_string()].into_iter().for_each(|name| all.stations.add(name, id));
        }
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
