//! Workers as people write them into one cell: `王小梅:90；符海燕:60`, by name among those posted to the station that day, by
//! the number of a certificate, or by id.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};
use uuid::Uuid;

use super::columns::WORKERS;
use crate::{
    auth::reach::Reach,
    db::Conn,
    http::{Result, fault::Fault},
    personal::{Roots, index::normal_name},
    schema::{certificates, postings, workers},
    staffing::workers::model::{self, Row},
    tables::reading::Names,
};

/// Days `[from, to)`.
pub type Span = (NaiveDate, Option<NaiveDate>);

/// Whether a day is among them.
pub fn covers(span: &Span, day: NaiveDate) -> bool {
    span.0 <= day && span.1.is_none_or(|to| day < to)
}

/// The workers that rows can name.
#[derive(Default)]
pub struct Crew {
    by_certificate: Names,
    posted: HashMap<(Uuid, String), Vec<(Uuid, Span)>>,
}

impl Crew {
    /// Who is or was posted to a station within reach: a statement each for postings, names, keys and certificates.
    pub async fn load(roots: &Roots, mut conn: &Conn, reach: &Reach) -> Result<Self> {
        let mut all = Self::default();
        let rows = postings::table
            .filter(postings::county_code.eq(&reach.county))
            .filter(postings::station_id.eq_any(&reach.stations))
            .filter(postings::voided_at.is_null())
            .select((postings::worker_id, postings::station_id, (postings::valid_from, postings::valid_to)));
        let rows: Vec<(Uuid, Uuid, Span)> = rows.load(&mut conn).await?;
        let ids: Vec<Uuid> = rows.iter().map(|(worker, ..)| *worker).collect();
        let names = names(roots, conn, &reach.county, &ids).await?;
        for (worker, station, span) in rows {
            if let Some(name) = names.get(&worker) {
                all.posted.entry((station, name.clone())).or_default().push((worker, span));
            }
        }
        let numbers = certificates::table
            .filter(certificates::county_code.eq(&reach.county))
            .filter(certificates::worker_id.eq_any(ids))
            .filter(certificates::voided_at.is_null())
            .select((certificates::number, certificates::worker_id));
        let numbers: Vec<(String, Uuid)> = numbers.load(&mut conn).await?;
        numbers.into_iter().for_each(|(number, worker)| all.by_certificate.add(number, worker));
        Ok(all)
    }

    /// The parts that a cell names. Errors: a fault, which does not repeat the cell.
    pub fn parts(&self, cell: &str, station: Option<Uuid>, day: Option<NaiveDate>) -> Result<Value, Fault> {
        let parts = cell.split(['；', ';', '、', '\n']).map(str::trim).filter(|part| !part.is_empty());
        let parts = parts.map(|part| {
            let (who, minutes) = part.rsplit_once([':', '：']).ok_or_else(wrong_form)?;
            let minutes: i64 = minutes.trim().trim_end_matches("分钟").parse().map_err(|_| wrong_form())?;
            let worker = self.worker(who.trim(), station, day)?;
            Ok(json!({"worker_id": worker, "minutes": minutes}))
        });
        parts.collect::<Result<Vec<_>, _>>().map(Value::Array)
    }

    fn worker(&self, who: &str, station: Option<Uuid>, day: Option<NaiveDate>) -> Result<Uuid, Fault> {
        if let Ok(id) = who.parse() {
            return Ok(id);
        }
        if self.by_certificate.has(who) {
            return self.by_certificate.id(who, WORKERS);
        }
        // Without a station or a day that can be read, the row is told of that only.
        let (Some(station), Some(day)) = (station, day) else { return Ok(Uuid::nil()) };
        let posted = self.posted.get(&(station, normal_name(who))).into_iter().flatten();
        let mut there: Vec<Uuid> =
            posted.filter(|(_, span)| covers(span, day)).map(|(worker, _)| *worker).collect();
        there.sort_unstable();
        there.dedup();
        match there.as_slice() {
            [one] => Ok(*one),
            [] => Err(nobody()),
            _ => Err(namesakes()),
        }
    }
}

fn wrong_form() -> Fault {
    let (zh, en) =
        ("应为“姓名:分钟”，多人以分号隔开", "“Name:minutes” is wanted, several divided by semicolons");
    Fault::body(WORKERS, "wrong_format", zh, en)
}

fn nobody() -> Fault {
    let (zh, en) = (
        "当日没有此姓名的驻站社工，请填写证书编号或社工编号",
        "Nobody of this name was posted here that day: give the number of a certificate, or the worker's id",
    );
    Fault::body(WORKERS, "unknown_reference", zh, en)
}

fn namesakes() -> Fault {
    let (zh, en) = (
        "当日有同名的驻站社工，请填写证书编号或社工编号",
        "Several of this name were posted here that day: give the number of a certificate, or the worker's id",
    );
    Fault::body(WORKERS, "ambiguous", zh, en)
}

/// The names of workers, as they are compared; who was erased has none. Nothing else of them is opened.
async fn names(roots: &Roots, mut conn: &Conn, county: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let rows = workers::table.filter(workers::county_code.eq(county)).filter(workers::id.eq_any(ids));
    let rows: Vec<Row> = rows.select(Row::as_select()).load(&mut conn).await?;
    let only_name = |row: Row| Row {
        identity_number_sealed: None,
        phone_sealed: None,
        household_address_sealed: None,
        ..row
    };
    let persons = model::open_all(roots, conn, county, rows.into_iter().map(only_name).collect()).await?;
    let named = persons.into_iter().filter_map(|one| Some((one.id, normal_name(one.name?.expose()))));
    Ok(named.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn crew(station: Uuid, mei: Uuid, twins: [Uuid; 2]) -> Crew {
        let always = (day("2023-07-01"), None);
        let mut crew = Crew::default();
        crew.by_certificate.add("2020S1".into(), mei);
        crew.posted
            .insert((station, "王小梅".into()), vec![(mei, (day("2023-07-01"), Some(day("2023-08-01"))))]);
        crew.posted.insert((station, "李红".into()), twins.map(|one| (one, always)).to_vec());
        crew
    }

    #[test]
    fn workers_are_named_by_name_certificate_or_id() {
        let [station, mei, red, pink] = [1, 2, 3, 4].map(Uuid::from_u128);
        let crew = crew(station, mei, [red, pink]);
        let parts = |cell: &str, on: &str| {
            let parts = crew.parts(cell, Some(station), Some(day(on)));
            parts.map(|parts| parts.as_array().unwrap().len()).map_err(|fault| fault.code.to_string())
        };
        let cases: &[(&str, &str, Result<usize, &str>)] = &[
            ("王小梅:90", "2023-07-02", Ok(1)),
            (" 王 小 梅 ： 90分钟 ", "2023-07-02", Ok(1)),
            ("王小梅:90", "2023-08-01", Err("unknown_reference")),
            ("2020S1:90", "2024-01-01", Ok(1)),
            ("00000000-0000-0000-0000-000000000009:5", "2024-01-01", Ok(1)),
            ("王小梅:90；2020S1:5;", "2023-07-02", Ok(2)),
            ("李红:90", "2023-07-02", Err("ambiguous")),
            ("王小梅", "2023-07-02", Err("wrong_format")),
            ("王小梅:许久", "2023-07-02", Err("wrong_format")),
            ("", "2023-07-02", Ok(0)),
        ];
        for (cell, on, expected) in cases {
            assert_eq!(parts(cell, on), expected.map_err(str::to_owned), "{cell} on {on}");
        }
    }
}
