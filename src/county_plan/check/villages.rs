//! `villages.csv`.

use std::ops::RangeInclusive;

use super::values::{codes, is_digits, line};
use crate::{
    county_plan::{
        fault::Fault,
        files::Files,
        plan::{Township, Village},
        table::{Columns, Row, once, rows},
    },
    places::{position::Position, villages::model::VillageKind},
};

const COLUMNS: Columns = Columns {
    file: "villages.csv",
    required: &["code", "township_code", "name", "kind"],
    optional: &["latitude", "longitude", "accuracy_m"],
};

/// The villages and communities.
pub fn check(files: &Files, townships: &[Township], faults: &mut Vec<Fault>) -> Vec<Village> {
    let rows = rows(files, &COLUMNS, faults);
    once(&rows, "code", faults);
    rows.iter().filter_map(|row| village(row, townships, faults)).collect()
}

fn village(row: &Row, townships: &[Township], faults: &mut Vec<Fault>) -> Option<Village> {
    let (code, township) = (row.cell("code"), row.cell("township_code"));
    if code.must(faults, is_digits(code.value, 12), "twelve digits") {
        code.must(faults, code.value.starts_with(township.value), "does not begin with its township's code");
    }
    let known = townships.iter().any(|known| known.code == township.value);
    township.must(faults, known, "not in townships.csv");
    row.cell("kind").one_of(faults, &codes::<VillageKind>());
    let name = row.cell("name").read(faults, line);
    let position = position(row, faults);
    Some(Village {
        code: row.text("code"),
        township_code: row.text("township_code"),
        name: name?,
        kind: row.text("kind"),
        position,
    })
}

/// Latitude, longitude and accuracy: all of them or none.
fn position(row: &Row, faults: &mut Vec<Fault>) -> Option<Position> {
    const TOLD: [&str; 3] = ["latitude", "longitude", "accuracy_m"];
    if TOLD.iter().all(|column| !row.has(column)) {
        return None;
    }
    let latitude = row.cell(TOLD[0]).read(faults, |text| degrees(text, Position::LATITUDES));
    let longitude = row.cell(TOLD[1]).read(faults, |text| degrees(text, Position::LONGITUDES));
    let accuracy_m = row.cell(TOLD[2]).read(faults, metres);
    Some(Position { latitude: latitude?, longitude: longitude?, accuracy_m: accuracy_m? })
}

fn degrees(text: &str, within: RangeInclusive<f64>) -> Result<f64, String> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    let number = text.parse::<f64>().ok().filter(|number| plain && within.contains(number));
    let (least, most) = within.into_inner();
    number.ok_or_else(|| format!("decimal degrees from {least} to {most}; position and accuracy go together"))
}

fn metres(text: &str) -> Result<i32, &'static str> {
    let number = text.parse().ok().filter(|metres| (1..=100_000).contains(metres));
    number.ok_or("whole metres from 1 to 100000; position and accuracy go together")
}
