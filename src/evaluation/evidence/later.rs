//! Facts that nobody keeps: what no feature records yet is unknown, and said to be.

use super::fact::Fact;
use crate::{bilingual::Bilingual, db::text_enum::TextEnum as _, rules::measures::FactName};

/// Every fact as unknown, for one reason.
pub fn all(because: &Bilingual) -> Vec<Fact> {
    names().map(|name| Fact::unknown(name, because.clone(), None)).collect()
}

/// Adds what is not there yet.
pub fn complete(facts: &mut Vec<Fact>) {
    let missing: Vec<FactName> = names().filter(|name| facts.iter().all(|fact| fact.name != *name)).collect();
    facts.extend(missing.into_iter().map(|name| Fact::unknown(name, why(name), None)));
}

fn names() -> impl Iterator<Item = FactName> {
    FactName::LABELS.iter().filter_map(|label| FactName::from_code(label.code))
}

fn why(name: FactName) -> Bilingual {
    match name {
        FactName::VisitsDue | FactName::VisitsMade => Bilingual::new(
            "系统未登记高风险对象的探访计划，无法计算应探访次数",
            "No plan of visits to clients at high risk is kept, so nobody can say how many were due",
        ),
        _ => Bilingual::new("系统尚未登记此项数据", "The service does not keep this yet"),
    }
}
