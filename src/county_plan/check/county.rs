//! `county.json`.

use super::{
    document::Document,
    values::{day, is_digits, line},
};
use crate::{
    county_plan::{fault::Fault, files::Files, plan::County},
    http::text::Reason,
};

const FIELDS: [&str; 7] =
    ["code", "name", "province_code", "province_name", "station_name_pattern", "plan_begins", "reason"];

/// The provinces of GB/T 2260 by their first two digits.
const PROVINCES: [&str; 34] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42",
    "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
];

/// The county; none when something is wrong with it.
pub fn check(files: &Files, faults: &mut Vec<Fault>) -> Option<County> {
    let document = Document::read(files, "county.json", faults)?;
    let mut found = shape(&document);
    let text = |name: &str| document.value.get(name).and_then(|value| value.as_str()).unwrap_or_default();
    if found.is_empty() {
        found.extend(codes(&document, text("code"), text("province_code")));
        found.extend(texts(&document, text));
    }
    let good = found.is_empty();
    faults.append(&mut found);
    good.then(|| County {
        code: text("code").to_owned(),
        name: text("name").to_owned(),
        province_code: text("province_code").to_owned(),
        province_name: text("province_name").to_owned(),
        station_name_pattern: text("station_name_pattern").to_owned(),
        plan_begins: day(text("plan_begins")).unwrap_or_default(),
        reason: text("reason").to_owned(),
    })
}

/// Exactly the fields, all of them texts.
fn shape(document: &Document<'_>) -> Vec<Fault> {
    let Some(members) = document.value.as_object() else {
        return vec![document.fault("", "an object with the county's fields")];
    };
    let mut faults = Vec::new();
    for name in FIELDS {
        match members.get(name) {
            None => faults.push(document.fault(&format!("/{name}"), "the field is missing")),
            Some(value) if !value.is_string() => {
                faults.push(document.fault(&format!("/{name}"), "a text in quotation marks"));
            }
            Some(_) => {}
        }
    }
    let unknown = members.keys().filter(|name| !FIELDS.contains(&name.as_str()));
    faults.extend(unknown.map(|name| document.fault(&format!("/{name}"), "there is no such field")));
    faults
}

/// GB/T 2260: two digits for the province, two for the prefecture, two for the county. A city without counties, as
/// 460400, is its townships' county.
fn codes(document: &Document<'_>, county: &str, province: &str) -> Vec<Fault> {
    let known = |code: &str| is_digits(code, 6) && PROVINCES.iter().any(|two| code.starts_with(two));
    let mut faults = Vec::new();
    if !known(county) {
        faults.push(document.fault("/code", "six digits of GB/T 2260, the first two a province's"));
    } else if county.ends_with("0000") {
        faults.push(document.fault("/code", "this is a province, not a county"));
    }
    if !known(province) || !province.ends_with("0000") {
        faults.push(document.fault("/province_code", "six digits of GB/T 2260, a province's two and 0000"));
    } else if known(county) && county.get(..2) != province.get(..2) {
        faults.push(document.fault("/code", format!("not a county of the province {province}")));
    }
    faults
}

fn texts<'a>(document: &Document<'_>, text: impl Fn(&str) -> &'a str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for name in ["name", "province_name", "station_name_pattern"] {
        if let Err(wrong) = line(text(name)) {
            faults.push(document.fault(&format!("/{name}"), wrong));
        }
    }
    for name in FIELDS {
        if text(name).trim() != text(name) {
            faults.push(document.fault(&format!("/{name}"), "white space at the beginning or the end"));
        }
    }
    let pattern = text("station_name_pattern");
    let bare = pattern.replacen("{township}", "", 1);
    if bare == pattern || bare.contains(['{', '}']) {
        faults.push(document.fault("/station_name_pattern", "contains {township}, once, and no other brace"));
    }
    if let Err(wrong) = day(text("plan_begins")) {
        faults.push(document.fault("/plan_begins", wrong));
    }
    if Reason::try_from(text("reason").to_owned()).is_err() {
        faults.push(document.fault("/reason", "a text of 1 to 500 characters"));
    }
    faults
}
