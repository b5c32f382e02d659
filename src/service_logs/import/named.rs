//! What rows can name, loaded once for an import; names become ids and codes before the contract is asked.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    columns::{ITEM, STATION, VILLAGE, WORKERS},
    crew::Crew,
};
use crate::{
    auth::reach::Reach,
    db::Conn,
    http::{Result, fault::Fault},
    personal::Roots,
    schema::{service_items, villages},
    stations::named,
    tables::reading::Names,
};

/// Everything that rows can name.
pub struct Named {
    stations: Names,
    /// The station of rows that name none: the only one within reach.
    pub only_station: Option<Uuid>,
    items: Names<String>,
    villages: Names<String>,
    crew: Crew,
}

impl Named {
    /// What can be named within reach: stations, posted workers, the county's items and villages.
    pub async fn load(roots: &Roots, mut conn: &Conn, reach: &Reach) -> Result<Self> {
        let (mut items, mut places) = (Names::default(), Names::default());
        let found = service_items::table.filter(service_items::county_code.eq(&reach.county));
        let found = found.select((service_items::code, service_items::name_zh, service_items::name_en));
        let found: Vec<(String, String, String)> = found.load(&mut conn).await?;
        for (code, zh, en) in found {
            [code.clone(), zh, en].into_iter().for_each(|name| items.add(name, code.clone()));
        }
        let found = villages::table.filter(villages::county_code.eq(&reach.county));
        let found: Vec<(String, String)> =
            found.select((villages::code, villages::name)).load(&mut conn).await?;
        for (code, name) in found {
            [code.clone(), name].into_iter().for_each(|name| places.add(name, code.clone()));
        }
        Ok(Self {
            stations: named::by_name(conn, reach).await?,
            only_station: if let [one] = reach.stations.as_slice() { Some(*one) } else { None },
            items,
            villages: places,
            crew: Crew::load(roots, conn, reach).await?,
        })
    }

    /// Puts ids and codes in the place of names. What is unknown is told, and something of the right form stands in its
    /// place, so that it is not told twice.
    pub fn resolve(&self, json: &mut Value, faults: &mut Vec<Fault>) {
        if let (Some(only), Some(row)) = (self.only_station, json.as_object_mut()) {
            row.entry("station_id").or_insert_with(|| json!(only));
        }
        replace(json, STATION, faults, |name| self.stations.id(name, STATION).map(|id| json!(id)));
        replace(json, ITEM, faults, |name| self.items.id(name, ITEM).map(Value::from));
        replace(json, VILLAGE, faults, |name| self.villages.id(name, VILLAGE).map(Value::from));
        replace(json, "/starts_at", faults, |time| Ok(json!(time_of_day(time))));
        let text = |pointer| json.pointer(pointer).and_then(Value::as_str);
        let station = text(STATION).and_then(|id| id.parse().ok()).filter(|id: &Uuid| !id.is_nil());
        let day = text("/served_on").and_then(|day| day.parse::<NaiveDate>().ok());
        replace(json, WORKERS, faults, |cell| self.crew.parts(cell, station, day));
    }
}

fn replace(
    json: &mut Value,
    pointer: &str,
    faults: &mut Vec<Fault>,
    with: impl Fn(&str) -> Result<Value, Fault>,
) {
    let Some(place) = json.pointer_mut(pointer) else { return };
    let Some(found) = place.as_str().map(with) else { return };
    *place = found.unwrap_or_else(|fault| {
        faults.push(fault);
        of_right_form(pointer)
    });
}

fn of_right_form(pointer: &str) -> Value {
    match pointer {
        STATION => json!(Uuid::nil()),
        VILLAGE => json!("000000000000"),
        WORKERS => json!([{"worker_id": Uuid::nil(), "minutes": 1}]),
        _ => json!("0"),
    }
}

/// `HH:MM` of what a spreadsheet or a person writes: `9:30`, `09:30:00`, a day before it. What is no time stays, and the
/// contract refuses it.
pub fn time_of_day(text: &str) -> String {
    let time = text.rsplit([' ', 'T']).next().unwrap_or(text).replace('：', ":");
    let parts: Vec<&str> = time.split(':').collect();
    let number = |part: &&str| part.parse::<u8>().ok();
    match parts.as_slice() {
        [hour, minute] | [hour, minute, "00"] => match (number(hour), number(minute)) {
            (Some(hour), Some(minute)) => format!("{hour:02}:{minute:02}"),
            _ => text.to_owned(),
        },
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::time_of_day;

    #[test]
    fn times_are_read_as_people_and_spreadsheets_write_them() {
        for text in ["9:30", "09:30", "9：30", "09:30:00", "1899-12-31 09:30:00", "1899-12-31T09:30:00"] {
            assert_eq!(time_of_day(text), "09:30", "{text}");
        }
        for text in ["上午", "9", "9:30:15", "9:3o"] {
            assert_eq!(time_of_day(text), text);
        }
    }
}
