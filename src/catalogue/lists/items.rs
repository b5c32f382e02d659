//! The items of service lists.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    catalogue::model::ServiceItem,
    db::Conn,
    http::{Error, Result, Tx, fault::Fault, text::Line},
    schema::{service_items, service_list_items},
};

/// An item that a station takes on, named by its code in the county's catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChosenItem {
    /// Code of the item in the county's catalogue.
    #[schema(pattern = "^[0-9A-Za-z.-]{1,20}$", example = "1.1")]
    pub item_code: String,
    /// How the station words it, when it words it another way.
    pub wording: Option<Line>,
    /// How much of it the station means to do in a year.
    #[schema(minimum = 1, maximum = 1_000_000, example = 120)]
    pub yearly_quantity: Option<i32>,
    /// The unit of that quantity.
    pub unit: Option<Line>,
}

/// An item of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ListItem {
    /// The item as the catalogue has it.
    pub item: ServiceItem,
    /// How the station words it; null: as the catalogue does.
    #[schema(required)]
    pub wording: Option<String>,
    /// How much of it the station means to do in a year.
    #[schema(required)]
    pub yearly_quantity: Option<i32>,
    /// The unit of that quantity.
    #[schema(required)]
    pub unit: Option<String>,
}

type Row = (Uuid, Option<String>, Option<i32>, Option<String>, ServiceItem);

/// The items of these lists, each in the order of the catalogue. One statement.
pub async fn of_lists(mut conn: &Conn, county: &str, lists: &[Uuid]) -> Result<HashMap<Uuid, Vec<ListItem>>> {
    let same = service_items::county_code
        .eq(service_list_items::county_code)
        .and(service_items::code.eq(service_list_items::item_code));
    let rows: Vec<Row> = service_list_items::table
        .inner_join(service_items::table.on(same))
        .filter(service_list_items::county_code.eq(county))
        .filter(service_list_items::list_id.eq_any(lists))
        .order((service_items::position, service_items::code))
        .select((
            service_list_items::list_id,
            service_list_items::wording,
            service_list_items::yearly_quantity,
            service_list_items::unit,
            ServiceItem::as_select(),
        ))
        .load(&mut conn)
        .await?;
    let mut all: HashMap<Uuid, Vec<ListItem>> = HashMap::new();
    for (list, wording, yearly_quantity, unit, item) in rows {
        all.entry(list).or_default().push(ListItem { item, wording, yearly_quantity, unit });
    }
    Ok(all)
}

/// The whole catalogue, as a list of it.
pub async fn whole_catalogue(tx: &Tx<'_>) -> Result<Vec<ChosenItem>> {
    let codes = service_items::table
        .filter(service_items::county_code.eq(tx.county()))
        .order((service_items::position, service_items::code))
        .select(service_items::code);
    let codes: Vec<String> = codes.load(&mut tx.conn()).await?;
    let plain = |item_code| ChosenItem { item_code, wording: None, yearly_quantity: None, unit: None };
    Ok(codes.into_iter().map(plain).collect())
}

/// Every item is in the catalogue, and named once. Errors: 422 with each that is not.
pub async fn judge(tx: &Tx<'_>, chosen: &[ChosenItem]) -> Result<()> {
    let codes: Vec<&str> = chosen.iter().map(|one| one.item_code.as_str()).collect();
    let known = service_items::table
        .filter(service_items::county_code.eq(tx.county()))
        .filter(service_items::code.eq_any(&codes))
        .select(service_items::code);
    let known: Vec<String> = known.load(&mut tx.conn()).await?;
    let fault = |(n, code): (usize, &&str)| {
        let at = format!("/items/{n}/item_code");
        if codes.iter().take(n).any(|before| before == code) {
            return Some(Fault::body(at, "repeated", "服务内容重复", "The item is named twice"));
        }
        (!known.iter().any(|known| known == code)).then(|| Fault::unknown_reference(&at))
    };
    let faults: Vec<Fault> = codes.iter().enumerate().filter_map(fault).collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::invalid(faults)) }
}

/// Writes the items of a list that has none.
pub async fn insert(tx: &Tx<'_>, list: Uuid, chosen: &[ChosenItem]) -> Result<()> {
    let row = |one: &ChosenItem| {
        (
            service_list_items::county_code.eq(tx.county().to_owned()),
            service_list_items::list_id.eq(list),
            service_list_items::item_code.eq(one.item_code.clone()),
            service_list_items::wording.eq(one.wording.clone().map(String::from)),
            service_list_items::yearly_quantity.eq(one.yearly_quantity),
            service_list_items::unit.eq(one.unit.clone().map(String::from)),
        )
    };
    let rows: Vec<_> = chosen.iter().map(row).collect();
    diesel::insert_into(service_list_items::table).values(rows).execute(&mut tx.conn()).await?;
    Ok(())
}

/// Takes the items of a list away.
pub async fn clear(tx: &Tx<'_>, list: Uuid) -> Result<()> {
    let all = service_list_items::table
        .filter(service_list_items::county_code.eq(tx.county()))
        .filter(service_list_items::list_id.eq(list));
    diesel::delete(all).execute(&mut tx.conn()).await?;
    Ok(())
}
