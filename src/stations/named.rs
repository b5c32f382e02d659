//! Stations by whatever people call them, for files whose rows name them.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use uuid::Uuid;

use crate::{
    auth::reach::Reach,
    db::Conn,
    http::Result,
    schema::{stations, townships},
    tables::reading::Names,
};

/// The stations within reach by name, township code, township name and id.
pub async fn by_name(mut conn: &Conn, reach: &Reach) -> Result<Names> {
    let township =
        stations::county_code.eq(townships::county_code).and(stations::township_code.eq(townships::code));
    let found: Vec<(Uuid, String, String, String)> = stations::table
        .inner_join(townships::table.on(township))
        .filter(stations::county_code.eq(&reach.county))
        .select((stations::id, stations::name, townships::code, townships::name))
        .load(&mut conn)
        .await?;
    let mut names = Names::default();
    for (id, name, code, township) in found.into_iter().filter(|(id, ..)| reach.covers(*id)) {
        [name, code, township, id.to_string()].into_iter().for_each(|name| names.add(name, id));
    }
    Ok(names)
}
