//! The rows of a table as indicators, judged as `POST /evaluation-frameworks` would; every fault has its row and column.

use actix_web::http::Method;
use serde_json::{Value, json};

use super::columns::COLUMNS;
use crate::{
    db::text_enum::TextEnum,
    evaluation::{
        frameworks::{
            draft,
            indicator::{Doer, Indicator},
        },
        model::Party,
    },
    http::{Error, Result, contract::Contract, fault::Fault},
    tables::{
        import::RowFault,
        reading::{Row, value},
    },
};

/// The indicators of the rows. Errors: what is wrong with them.
pub fn judge(contract: &Contract, name: &str, rows: &[Row]) -> Result<Result<Vec<Indicator>, Vec<RowFault>>> {
    let (mut all, mut faults) = (Vec::new(), Vec::new());
    for row in rows {
        let (mut json, mistyped) = row.to_json();
        take_apart::<Party>(&mut json, "parties");
        take_apart::<Doer>(&mut json, "attributable_to");
        faults.extend(mistyped.into_iter().map(|fault| RowFault::new(row.number, COLUMNS, fault)));
        all.push(json);
    }
    let framework = json!({"name": name, "indicators": all});
    let found = contract.body(&Method::POST, "/api/v1/evaluation-frameworks", &framework);
    let told = found.into_iter().filter_map(|fault| of_row(rows, fault));
    // What could not be read at all is not also missing.
    let again = |fault: &RowFault| {
        let same = |one: &RowFault| one.row == fault.row && one.pointer == fault.pointer;
        fault.code == "required" && faults.iter().any(same)
    };
    let told: Vec<RowFault> = told.filter(|fault| !again(fault)).collect();
    faults.extend(told);
    if !faults.is_empty() {
        faults.sort_by_key(|fault| fault.row);
        return Ok(Err(faults));
    }
    let read: Result<Vec<Indicator>, _> = all.into_iter().map(serde_json::from_value).collect();
    let indicators = read.map_err(Error::internal)?;
    let faults: Vec<RowFault> =
        draft::faults(&indicators).into_iter().filter_map(|fault| of_row(rows, fault)).collect();
    Ok(if faults.is_empty() { Ok(indicators) } else { Err(faults) })
}

/// `/indicators/2/max_points` is `/max_points` of the third row.
fn of_row(rows: &[Row], fault: Fault) -> Option<RowFault> {
    let rest = fault.pointer.strip_prefix("/indicators/")?;
    let (number, member) = rest.split_once('/').unwrap_or((rest, ""));
    let row = rows.get(number.parse::<usize>().ok()?)?;
    let pointer = if member.is_empty() { String::new() } else { format!("/{member}") };
    Some(RowFault::new(row.number, COLUMNS, Fault { pointer, ..fault }))
}

/// Several values in one cell become a list of codes; what is none stays as it is and is told by the contract.
fn take_apart<T: TextEnum>(json: &mut Value, name: &str) {
    let Some(members) = json.as_object_mut() else { return };
    let code = |word: &str| value::choice(word, T::LABELS).unwrap_or(word).to_owned();
    let codes: Vec<String> = match members.get(name) {
        Some(Value::String(text)) => {
            let words = text.split([';', '；', '|', '、', ',', '，']).map(str::trim);
            words.filter(|word| !word.is_empty()).map(code).collect()
        }
        Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).map(code).collect(),
        _ => Vec::new(),
    };
    members.insert(name.to_owned(), json!(codes));
}
