//! `service_catalogue.csv`.

use super::values::{code, line, prose};
use crate::county_plan::{
    fault::Fault,
    files::Files,
    plan::{Domain, Item},
    table::{Columns, Row, once, rows},
};

const COLUMNS: Columns = Columns {
    file: "service_catalogue.csv",
    required: &["code", "domain_code", "domain", "domain_en", "item", "item_en", "summary"],
    optional: &["domain_alias"],
};

/// The domains in the order of their first items, and the items.
pub fn check(files: &Files, faults: &mut Vec<Fault>) -> (Vec<Domain>, Vec<Item>) {
    let rows = rows(files, &COLUMNS, faults);
    once(&rows, "code", faults);
    let (mut domains, mut items) = (Vec::new(), Vec::new());
    for (position, row) in (1..).zip(&rows) {
        if let Some(domain) = domain(row, position, faults) {
            place(&mut domains, domain, row, faults);
        }
        items.extend(item(row, position, faults));
    }
    (domains, items)
}

fn domain(row: &Row, position: i32, faults: &mut Vec<Fault>) -> Option<Domain> {
    let code = row.cell("domain_code").read(faults, code);
    let name_zh = row.cell("domain").read(faults, line);
    let name_en = row.cell("domain_en").read(faults, line);
    let alias_zh = row.has("domain_alias").then(|| row.cell("domain_alias").read(faults, line)).flatten();
    Some(Domain { code: code?, name_zh: name_zh?, name_en: name_en?, alias_zh, position })
}

/// A domain is told in the row of each of its items, each time alike.
fn place(known: &mut Vec<Domain>, new: Domain, row: &Row, faults: &mut Vec<Fault>) {
    let Some(same) = known.iter().find(|domain| domain.code == new.code) else {
        let taken = known.iter().any(|domain| domain.name_zh == new.name_zh);
        row.cell("domain").must(faults, !taken, "another domain has this name");
        return known.push(new);
    };
    let alias = |domain: &Domain| domain.alias_zh.clone().unwrap_or_default();
    for (column, there, here) in [
        ("domain", same.name_zh.clone(), new.name_zh.clone()),
        ("domain_en", same.name_en.clone(), new.name_en.clone()),
        ("domain_alias", alias(same), alias(&new)),
    ] {
        let wrong = format!("the domain {} is {there:?} above", new.code);
        row.cell(column).must(faults, there == here, wrong);
    }
}

fn item(row: &Row, position: i32, faults: &mut Vec<Fault>) -> Option<Item> {
    let code = row.cell("code").read(faults, code);
    let name_zh = row.cell("item").read(faults, line);
    let name_en = row.cell("item_en").read(faults, line);
    let summary = row.cell("summary").read(faults, prose);
    Some(Item {
        code: code?,
        domain_code: row.text("domain_code"),
        name_zh: name_zh?,
        name_en: name_en?,
        summary: summary?,
        position,
    })
}
