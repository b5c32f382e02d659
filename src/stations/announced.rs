//! The service domains that a station announces, by their codes in the county's catalogue.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::StationRow;
use crate::{
    db::Conn,
    http::{Error, Result, Tx, fault::Fault, text::Line},
    schema::service_domains,
};

/// The code and the names of a service domain.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = service_domains)]
pub struct DomainName {
    /// Code.
    #[schema(example = "3")]
    pub code: String,
    /// Name in Chinese.
    #[schema(example = "儿童福利")]
    pub name_zh: String,
    /// Name in English.
    #[schema(example = "Child welfare")]
    pub name_en: String,
}

/// The codes in the order of the catalogue. Errors: 422 with every one that is given twice or is not in it.
pub async fn in_catalogue(tx: &Tx<'_>, named: &[Line]) -> Result<Vec<String>> {
    let codes: Vec<&str> = named.iter().map(Line::as_str).collect();
    let query = service_domains::table
        .filter(service_domains::county_code.eq(tx.county()))
        .filter(service_domains::code.eq_any(&codes))
        .order((service_domains::position, service_domains::code))
        .select(service_domains::code);
    let known: Vec<String> = query.load(&mut tx.conn()).await?;
    let fault = |(n, code): (usize, &&str)| {
        let at = format!("/service_domains/{n}");
        if codes.iter().take(n).any(|before| before == code) {
            return Some(Fault::body(at, "repeated", "领域重复", "The domain is named twice"));
        }
        (!known.iter().any(|known| known == code)).then(|| Fault::unknown_reference(&at))
    };
    let faults: Vec<Fault> = codes.iter().enumerate().filter_map(fault).collect();
    if faults.is_empty() { Ok(known) } else { Err(Error::invalid(faults)) }
}

/// The names of all that some stations announce, with their counties, in the order of the catalogue. One statement, or
/// none when nothing is announced.
pub async fn names<'a>(
    mut conn: &Conn,
    stations: impl Iterator<Item = &'a StationRow> + Clone,
) -> QueryResult<Vec<(String, DomainName)>> {
    let codes: BTreeSet<&str> =
        stations.clone().flat_map(|row| row.service_domains.iter()).map(String::as_str).collect();
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let counties: BTreeSet<&str> = stations.map(|row| row.county_code.as_str()).collect();
    let query = service_domains::table
        .filter(service_domains::county_code.eq_any(counties))
        .filter(service_domains::code.eq_any(codes))
        .order((service_domains::county_code, service_domains::position, service_domains::code))
        .select((service_domains::county_code, DomainName::as_select()));
    query.load(&mut conn).await
}
