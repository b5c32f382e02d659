//! `townships.csv`.

use super::values::{is_digits, line};
use crate::{
    county_plan::{
        fault::Fault,
        files::Files,
        plan::{County, Township},
        table::{Columns, Row, once, rows},
    },
    places::townships::TownshipKind,
    rules::money::Money,
};

/// The plan's table also tells the annual funds of each station; they must add up, and are kept by the policy.
const COLUMNS: Columns = Columns {
    file: "townships.csv",
    required: &["plan_order", "division_code", "kind", "full_name", "station_name"],
    optional: &["name", "resident_workers", "labour_cny", "operations_cny", "total_cny"],
};

/// The townships.
pub fn check(files: &Files, county: Option<&County>, faults: &mut Vec<Fault>) -> Vec<Township> {
    let rows = rows(files, &COLUMNS, faults);
    for column in ["plan_order", "division_code", "full_name"] {
        once(&rows, column, faults);
    }
    rows.iter().filter_map(|row| township(row, county, faults)).collect()
}

fn township(row: &Row, county: Option<&County>, faults: &mut Vec<Fault>) -> Option<Township> {
    code(row, county, faults);
    let kind = row.cell("kind").read(faults, kind);
    let name = row.cell("full_name").read(faults, line);
    named(row, county, faults);
    funds(row, faults);
    let plan_order = row.cell("plan_order").read(faults, order);
    Some(Township { code: row.text("division_code"), name: name?, kind: kind?, plan_order: plan_order? })
}

fn code(row: &Row, county: Option<&County>, faults: &mut Vec<Fault>) {
    let cell = row.cell("division_code");
    if cell.must(faults, is_digits(cell.value, 9), "nine digits") {
        let of_county = county.is_none_or(|county| cell.value.starts_with(&county.code));
        cell.must(faults, of_county, "does not begin with the county's code");
        cell.must(faults, !cell.value.ends_with("000"), "this is the county itself");
    }
}

fn kind(text: &str) -> Result<TownshipKind, &'static str> {
    match text {
        "镇" => Ok(TownshipKind::Town),
        "乡" => Ok(TownshipKind::Township),
        _ => Err("镇 or 乡 (also for 民族乡); a 街道 hosts no township station"),
    }
}

fn named(row: &Row, county: Option<&County>, faults: &mut Vec<Fault>) {
    let (kind, full, station) = (row.cell("kind"), row.cell("full_name"), row.cell("station_name"));
    full.must(faults, full.value.ends_with(kind.value), format!("does not end with {}", kind.value));
    if row.has("name") {
        let joined = format!("{}{}", row.cell("name").value, kind.value);
        full.must(faults, full.value == joined, format!("name and kind make {joined}"));
    }
    if let Some(county) = county {
        let pattern = county.station_name(full.value);
        station.must(faults, station.value == pattern, format!("by the county's pattern {pattern}"));
        station.must(faults, line(&pattern).is_ok(), "longer than 100 characters");
    }
}

fn funds(row: &Row, faults: &mut Vec<Fault>) {
    if row.has("resident_workers") {
        row.cell("resident_workers").read(faults, order);
    }
    let mut money = |column| {
        let cell = row.cell(column);
        let read =
            |text: &str| text.parse::<Money>().map_err(|_| "an amount in yuan, as 162000 or 162000.00");
        row.has(column).then(|| cell.read(faults, read)).flatten()
    };
    let (labour, operations, total) = (money("labour_cny"), money("operations_cny"), money("total_cny"));
    if let (Some(labour), Some(operations), Some(total)) = (labour, operations, total) {
        let adds_up = labour.checked_add(operations) == Some(total);
        row.cell("total_cny").must(faults, adds_up, "not labour and operations together");
    }
}

fn order(text: &str) -> Result<i32, &'static str> {
    let number = text.parse().ok().filter(|number| (1..=10_000).contains(number));
    number.filter(|_| text.bytes().all(|byte| byte.is_ascii_digit())).ok_or("a whole number from 1 on")
}
