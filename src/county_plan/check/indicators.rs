//! `evaluation_indicators.csv`: what `POST /evaluation-frameworks` would take and its publication would accept.

use actix_web::http::Method;
use serde_json::{Value, json};

use crate::{
    county_plan::{
        fault::Fault,
        files::Files,
        table::{Columns, Row, rows},
    },
    db::text_enum::TextEnum as _,
    evaluation::frameworks::{
        indicator::{Indicator, IndicatorContent},
        publish,
    },
    http::{self, contract::Contract},
};

const COLUMNS: Columns = Columns {
    file: "evaluation_indicators.csv",
    required: &[
        "code",
        "content",
        "name_zh",
        "name_en",
        "max_points",
        "scoring",
        "parties",
        "attributable_to",
        "measure",
    ],
    optional: &["content_zh", "formula", "zero_denominator", "fact_group", "materials"],
};

/// The indicators in order.
pub fn check(files: &Files, contract: &Contract, faults: &mut Vec<Fault>) -> Vec<Indicator> {
    let rows = rows(files, &COLUMNS, faults);
    if rows.is_empty() {
        return Vec::new();
    }
    rows.iter().for_each(|row| content(row, faults));
    let all: Vec<Value> = rows.iter().map(|row| body(row, faults)).collect();
    let framework = json!({"name": "evaluation_indicators.csv", "indicators": all});
    let mut found = contract.body(&Method::POST, "/api/v1/evaluation-frameworks", &framework);
    let read: Result<Vec<Indicator>, _> = all.into_iter().map(serde_json::from_value).collect();
    match &read {
        Ok(indicators) => {
            found.extend(publish::faults(indicators));
        }
        Err(problem) if found.is_empty() => faults.push(Fault::of_file(COLUMNS.file, problem.to_string())),
        Err(_) => {}
    }
    faults.extend(found.iter().map(|fault| told(&rows, fault)));
    read.unwrap_or_default()
}

/// The content's Chinese name, where the file tells it, is that of its code.
fn content(row: &Row, faults: &mut Vec<Fault>) {
    let code = row.cell("content").value;
    let label = IndicatorContent::LABELS.iter().find(|label| label.code == code);
    if let Some(label) = label.filter(|_| row.has("content_zh")) {
        let cell = row.cell("content_zh");
        cell.must(faults, cell.value == label.zh, format!("{code} is {}", label.zh));
    }
}

fn body(row: &Row, faults: &mut Vec<Fault>) -> Value {
    let text = |column| row.cell(column).value;
    let several = |column| text(column).split('|').filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let optional = |column| Some(text(column)).filter(|text| !text.is_empty());
    json!({
        "code": text("code"),
        "content": text("content"),
        "name_zh": text("name_zh"),
        "name_en": text("name_en"),
        "max_points": text("max_points"),
        "scoring": text("scoring"),
        "parties": several("parties"),
        "attributable_to": several("attributable_to"),
        "formula": optional("formula"),
        "zero_denominator": optional("zero_denominator"),
        "fact_group": optional("fact_group"),
        "materials": optional("materials"),
        "measure": measure(row, faults),
    })
}

/// How it is computed, as JSON in a cell; nothing where all of it is judged.
fn measure(row: &Row, faults: &mut Vec<Fault>) -> Value {
    if !row.has("measure") {
        return Value::Null;
    }
    let read = |text: &str| serde_json::from_str(text).map_err(|problem| format!("not JSON: {problem}"));
    row.cell("measure").read(faults, read).unwrap_or_default()
}

/// `/indicators/2/parties/0` is the column `parties` of the third row.
fn told(rows: &[Row], fault: &http::fault::Fault) -> Fault {
    let mut parts = fault.pointer.split('/').skip(2);
    let row = parts.next().and_then(|number| rows.get(number.parse::<usize>().ok()?));
    let column = parts.next().and_then(|name| column(name));
    let wrong = fault.message.en.clone();
    match (row, column) {
        (Some(row), Some(column)) => row.cell(column).fault(wrong),
        (Some(row), None) => Fault::of_line(COLUMNS.file, row.line, wrong),
        _ => Fault::of_file(COLUMNS.file, wrong),
    }
}

fn column(name: &str) -> Option<&'static str> {
    COLUMNS.required.iter().chain(COLUMNS.optional).copied().find(|column| *column == name)
}
